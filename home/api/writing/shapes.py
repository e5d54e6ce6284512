"""What may be sent of each type of page: the fields of the admin's form, all of them optional."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from django import forms
from pydantic import BaseModel, ConfigDict, Field, create_model
from taggit.forms import TagField
from wagtail.admin.panels import get_form_for_model
from wagtail.blocks.base import BlockField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from home.api.drawing import page_types
from home.api.params import Id


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BlockIn(In):
    """In the shape in which blocks are read; `id` keeps the anchor of one that is there."""

    type: str
    value: Any
    id: str | None = None
    anchor: str | None = Field(None, description="As read; it follows from the rest.")


class RichTextIn(In):
    """HTML as the API answers it with `rich_text=db_html`, or Markdown."""

    format: Literal["db_html", "db_markdown"] = "db_html"
    content: str


class Ref(BaseModel):
    """Something that was read, of which only the id counts."""

    id: Id


# The first that fits: a field of a form, and what may be sent for it.
KINDS: list[tuple[type[forms.Field], Any]] = [
    (BlockField, list[BlockIn]),
    (TagField, list[str]),
    (forms.ModelMultipleChoiceField, list[Id | Ref]),
    (forms.ModelChoiceField, Id | Ref | None),
    (forms.BooleanField, bool),
    (forms.DateTimeField, datetime | None),
    (forms.DateField, date | None),
    (forms.IntegerField, int | None),
    (forms.Field, str | None),
]


def kind_of(field: forms.Field) -> Any:
    if hasattr(field.widget, "converter"):
        return str | RichTextIn
    return next(kind for known, kind in KINDS if isinstance(field, known))


def form_of(model: type[Page], names: set[str] | None = None) -> type[forms.BaseForm]:
    """The admin's form of a page, with these fields only: what is not sent stays as it is."""
    handler = model.get_edit_handler()
    options = handler.get_form_options()
    sets = {
        name: given
        for name, given in options.get("formsets", {}).items()
        if name != COMMENTS_RELATION_NAME and (names is None or name in names)
    }
    fields = [n for n in options["fields"] if n not in sets and (names is None or n in names)]
    base = handler.base_form_class or model.base_form_class
    options |= {"fields": fields, "formsets": sets}
    return get_form_for_model(model, form_class=base, **options)


@cache
def fields_of(model: type[Page]) -> dict[str, Any]:
    form = form_of(model)
    fields: dict[str, Any] = {name: (kind_of(f), None) for name, f in form.base_fields.items()}
    fields |= dict.fromkeys(form.formsets, (list[dict[str, Any]], None))
    return fields | {"type": (Literal[model._meta.label], ...)}


def union(name: str, **fields: Any) -> Any:
    """Of all types, each with its own fields and these, discriminated by ``type``."""
    schemas: list[Any] = [
        create_model(f"{model.__name__}{name}", __base__=In, **(fields_of(model) | fields))
        for model in page_types()
    ]
    return Annotated[reduce(or_, schemas), Field(discriminator="type")]


@cache
def any_draft() -> Any:
    return union("Draft", parent=(Id, ...), title=(str, ...))


@cache
def any_change() -> Any:
    return union("Change")
