"""What programs may send of each kind of contribution: the fields of all steps of its form."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal
from uuid import UUID

from django import forms
from pydantic import Field, create_model

from home.api.blocks import sentences
from home.api.writing.blocks import In
from home.api.writing.shapes import kind_of as kind_of_field
from toolkit.contributions.kinds import KINDS, Kind

FIELDS = "Of all steps of the form, its consents included."


def any_contribution() -> Any:
    """The union of all kinds, discriminated by ``kind``."""
    schemas: list[Any] = [schema_of(kind) for kind in KINDS.values()]
    return Annotated[reduce(or_, schemas), Field(discriminator="kind")]


def schema_of(kind: Kind) -> type[In]:
    name = f"{type(kind).__name__}Contribution"
    asked: dict[str, Any] = {
        key: (kind_of_field(field, ""), explained(field))
        for step in kind.steps
        for key, field in step.base_fields.items()
        if key != "website"  # which only machines fill in
    }
    parts: dict[str, Any] = {
        "kind": (Literal[kind.key], ...),
        "fields": (create_model(f"{name}Fields", __base__=In, **asked), Field(description=FIELDS)),
    }
    if kind.key == "example":
        parts["row"] = (UUID, Field(description="The id of the row that it is given for."))
    return create_model(name, __base__=In, **parts)


def explained(field: forms.Field) -> Any:
    words = sentences(field.label, field.help_text)
    return Field(... if field.required else None, description=words)
