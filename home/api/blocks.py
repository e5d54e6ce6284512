"""Blocks of StreamFields in the API: each kind has its schema, discriminated by ``type``.

Shapes are drawn from what is stored, not from Wagtail's values, which would fetch the
pages and images of each block apart.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from django.utils import translation
from pydantic import BaseModel, Field, create_model
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock

from home.api.answer import Answer
from home.api.schemas import LaterDocument, LaterImage, LaterPage, LaterText, Out
from home.api.shapes import Registry, Shape, as_stored

BLOCKS: Registry[Shape] = Registry()
shape_of = BLOCKS.shape_of


class EmbedOut(Out):
    """Something of another site, by its address alone: nothing is fetched from there."""

    url: str


def simple(kind: type, *classes: type[blocks.Block]) -> None:
    """Register blocks whose stored value is answered as it is; null where they hold none."""

    def maker(block: blocks.Block, name: str) -> Shape:
        return Shape(kind if block.required else kind | None, as_stored)

    BLOCKS.register(*classes)(maker)


@BLOCKS.register(blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.RawHTMLBlock)
def text(block: blocks.Block, name: str) -> Shape:
    return Shape(str, lambda value, answer: value or "")


BLOCKS.register(blocks.EmailBlock, blocks.URLBlock, blocks.BlockQuoteBlock)(text)
simple(int, blocks.IntegerBlock)
simple(float, blocks.FloatBlock)
simple(Decimal, blocks.DecimalBlock)
simple(date, blocks.DateBlock)
simple(time, blocks.TimeBlock)
simple(datetime, blocks.DateTimeBlock)


@BLOCKS.register(blocks.BooleanBlock)
def boolean(block: blocks.BooleanBlock, name: str) -> Shape:
    return Shape(bool, lambda value, answer: bool(value))


@BLOCKS.register(blocks.ChoiceBlock)
def choice(block: blocks.ChoiceBlock, name: str) -> Shape:
    """What is not among the choices (any more) is answered as the default, else empty."""
    keys = choices_of(block)
    default = block.get_default() if block.get_default() in keys else ""
    return Shape(Literal[*keys], lambda value, answer: value if value in keys else default)


@BLOCKS.register(blocks.MultipleChoiceBlock)
def choices(block: blocks.MultipleChoiceBlock, name: str) -> Shape:
    keys = choices_of(block)
    return Shape(
        list[Literal[*keys]], lambda value, answer: [key for key in value or [] if key in keys]
    )


def choices_of(block: blocks.ChoiceBlock | blocks.MultipleChoiceBlock) -> list[str]:
    """Of one that must be chosen and has no default, also that nothing is chosen yet."""
    keys = [str(key) for key, _label in block.field.choices]
    single = isinstance(block, blocks.ChoiceBlock)
    return keys if not single or block.get_default() in keys else list(dict.fromkeys([*keys, ""]))


@BLOCKS.register(blocks.RichTextBlock)
def rich_text(block: blocks.RichTextBlock, name: str) -> Shape:
    return Shape(LaterText, lambda value, answer: answer.text(value or ""))


@BLOCKS.register(blocks.PageChooserBlock)
def page(block: blocks.PageChooserBlock, name: str) -> Shape:
    return Shape(LaterPage, lambda value, answer: answer.page(value))


@BLOCKS.register(ImageChooserBlock)
def image(block: ImageChooserBlock, name: str) -> Shape:
    return Shape(LaterImage, lambda value, answer: answer.image(value))


@BLOCKS.register(DocumentChooserBlock)
def document(block: DocumentChooserBlock, name: str) -> Shape:
    return Shape(LaterDocument, lambda value, answer: answer.document(value))


@BLOCKS.register(EmbedBlock)
def embed(block: EmbedBlock, name: str) -> Shape:
    return Shape(EmbedOut | None, lambda value, answer: {"url": value} if value else None)


@BLOCKS.register(blocks.StructBlock)
def struct(block: blocks.StructBlock, name: str) -> Shape:
    name = own_name(block, blocks.StructBlock) or name
    children = {
        key: shape_of(child, f"{name}{camel(key)}") for key, child in block.child_blocks.items()
    }
    fields = {
        key: (shape.schema, Field(description=words_of(block.child_blocks[key])))
        for key, shape in children.items()
    }
    defaults = {
        key: child.get_prep_value(child.get_default()) for key, child in block.child_blocks.items()
    }

    def draw(value: dict[str, Any], answer: Answer) -> dict[str, Any]:
        stored = defaults | value
        return {key: shape.draw(stored[key], answer) for key, shape in children.items()}

    return Shape(schema_named(name, fields, getattr(block.meta, "description", "")), draw)


@BLOCKS.register(blocks.ListBlock)
def listed(block: blocks.ListBlock, name: str) -> Shape:
    """Items keep their ids, which stay the same when others come before them."""
    child = shape_of(block.child_block, name)
    item = schema_named(f"{name}Item", {"id": (str | None, ...), "value": (child.schema, ...)})

    def draw(value: list[Any] | None, answer: Answer) -> list[dict[str, Any]]:
        stored = [
            item if block._item_is_in_block_format(item) else {"value": item}
            for item in value or []
        ]
        return [
            {"id": item.get("id"), "value": child.draw(item["value"], answer)} for item in stored
        ]

    return Shape(list[item], draw)


@BLOCKS.register(blocks.StreamBlock)
def stream(block: blocks.StreamBlock, name: str) -> Shape:
    """A union of its blocks by ``type``; what it once stored under another name is left out."""
    name = own_name(block, blocks.StreamBlock).removesuffix("Block") or name
    children = {
        key: shape_of(child, f"{name}{camel(key)}Value")
        for key, child in block.child_blocks.items()
    }
    members = [
        member_of(f"{name}{camel(key)}", key, shape.schema) for key, shape in children.items()
    ]
    union = reduce(or_, members)
    if len(members) > 1:
        union = Annotated[union, Field(discriminator="type")]

    def draw(value: list[dict[str, Any]] | None, answer: Answer) -> list[dict[str, Any]]:
        return [
            {
                "type": item["type"],
                "id": item.get("id"),
                "anchor": anchor_of(block.child_blocks[item["type"]], item),
                "value": children[item["type"]].draw(item["value"], answer),
            }
            for item in value or []
            if item["type"] in children
        ]

    return Shape(list[union], draw)


def member_of(name: str, key: str, schema: Any) -> type[BaseModel]:
    return schema_named(
        name,
        {
            "type": (Literal[key], ...),
            "id": (str | None, ...),
            "anchor": (str | None, Field(description="Where it stands in the page.")),
            "value": (schema, ...),
        },
    )


def anchor_of(block: blocks.Block, item: dict[str, Any]) -> str | None:
    """Blocks that readers can link to say how, by a method ``anchor(value, id)``."""
    anchor = getattr(block, "anchor", None)
    return anchor(item["value"], item.get("id")) if anchor else None


def own_name(block: blocks.Block, stock: type[blocks.Block]) -> str:
    """That of its class; none where it was put together on the spot."""
    return "" if type(block) is stock else type(block).__name__


def camel(key: str) -> str:
    return key.title().replace("_", "").replace("-", "")


def words_of(block: blocks.Block) -> str | None:
    """What its editors read of it."""
    field = getattr(block, "field", None)
    advice = field.help_text if field else getattr(block.meta, "help_text", "")
    return sentences(block.label, advice)


def sentences(*texts: Any) -> str | None:
    """In English as the rest of the document, each with its full stop."""
    with translation.override("en"):
        said = [str(text) for text in texts if text]
    return " ".join(text if text[-1] in ".?!…" else f"{text}." for text in said) or None


_schemas: dict[str, type[BaseModel]] = {}


def schema_named(
    name: str, fields: dict[str, Any], description: Any = "", base: type[BaseModel] = Out
) -> type[BaseModel]:
    """One schema a name: blocks that stand in several places are described once."""
    if name not in _schemas:
        with translation.override("en"):
            words = str(description or "") or None
        _schemas[name] = create_model(name, __base__=base, __doc__=words, **fields)
    return _schemas[name]
