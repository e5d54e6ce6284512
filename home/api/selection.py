"""``?fields=``: answers that hold only what is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel, create_model

from home.api.params import wrong
from home.api.schemas import Out, Tree

ALWAYS = {"id", "type"}


class Selection(Schema):
    fields: str | None = Field(
        None,
        max_length=500,
        pattern=r"^[a-z_]+(,[a-z_]+)*$",
        examples=["title,meta"],
        description=(
            "The fields to answer, separated by commas; `id` and `type` always come. "
            "The others are then left out, whatever the schema says of them."
        ),
    )

    def names(self, known: Iterable[str]) -> frozenset[str] | None:
        """The fields that are asked for; None for all of them."""
        if self.fields is None:
            return None
        names = frozenset(self.fields.split(","))
        if unknown := sorted(names.difference(known)):
            sentence = _("There is no field %(names)s.") % {"names": ", ".join(unknown)}
            raise wrong("fields", sentence, "unknown_field")
        return names | ALWAYS


@lru_cache(maxsize=256)
def narrowed(schema: type[BaseModel], names: frozenset[str]) -> type[BaseModel]:
    """The schema with the fields of these names alone."""
    fields: dict[str, Any] = {
        name: (
            Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation,
            ...,
        )
        for name, info in schema.model_fields.items()
        if name in names
    }
    return create_model(f"Part of {schema.__name__}", __base__=Out, **fields)


def part_of(schema: type[BaseModel], tree: Tree, names: frozenset[str]) -> Tree:
    narrow = narrowed(schema, names)
    kept = {name: value for name, value in tree.items() if name in narrow.model_fields}
    return narrow.model_validate(kept).model_dump()


def selected(
    response: HttpResponse, schema: type[BaseModel], tree: Tree, names: frozenset[str] | None
) -> Tree | HttpResponse:
    """The tree for its schema to validate; an answer of its own where it is only a part."""
    if names is None:
        return tree
    return written(response, part_of(schema, tree, names))


def selected_list(
    response: HttpResponse,
    schema: type[BaseModel],
    count: int,
    trees: list[Tree],
    names: frozenset[str] | None,
) -> Tree | HttpResponse:
    if names is None:
        return {"count": count, "items": trees}
    items = [part_of(schema, tree, names) for tree in trees]
    return written(response, {"count": count, "items": items})


def written(response: HttpResponse, tree: Tree) -> HttpResponse:
    response.content = NinjaJSONEncoder(ensure_ascii=False).encode(tree).encode()
    return response
