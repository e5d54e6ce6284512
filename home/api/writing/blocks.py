"""What may be sent of each kind of block: the shape in which it is read, and no other.

What is chosen (an image, a page) is also taken as its id alone, rich text also as Markdown,
and what is left out of a StructBlock is what the editor begins with.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock

from home.api.blocks import camel, choices_of, own_name, schema_named, words_of
from home.api.params import Id
from home.api.shapes import Registry

SENT: Registry[Any] = Registry()
sent_of = SENT.shape_of


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RichTextIn(In):
    """HTML as the API answers it with `rich_text=db_html`, or Markdown."""

    format: Literal["db_html", "db_markdown"] = "db_html"
    content: str


class EmbedIn(In):
    """Something of another site, by its address."""

    url: str


class Ref(BaseModel):
    """Something that was read, of which only the id counts."""

    id: Id


def always(kind: Any, *classes: type[blocks.Block]) -> None:
    SENT.register(*classes)(lambda block, name: kind)


always(str | RichTextIn, blocks.RichTextBlock)
always(Id | Ref, blocks.PageChooserBlock, ImageChooserBlock, DocumentChooserBlock)
always(str | EmbedIn, EmbedBlock)
always(bool, blocks.BooleanBlock)
always(int, blocks.IntegerBlock)
always(float, blocks.FloatBlock)
always(Decimal, blocks.DecimalBlock)
always(date, blocks.DateBlock)
always(time, blocks.TimeBlock)
always(datetime, blocks.DateTimeBlock)


@SENT.register(blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.RawHTMLBlock)
@SENT.register(blocks.EmailBlock, blocks.URLBlock, blocks.BlockQuoteBlock)
def text(block: blocks.FieldBlock, name: str) -> Any:
    return text_of(block.field.max_length)


def text_of(longest: int | None) -> Any:
    return Annotated[str, Field(max_length=longest)] if longest else str


@SENT.register(blocks.ChoiceBlock)
def choice(block: blocks.ChoiceBlock, name: str) -> Any:
    return Literal[*choices_of(block)]


@SENT.register(blocks.MultipleChoiceBlock)
def choices(block: blocks.MultipleChoiceBlock, name: str) -> Any:
    return list[Literal[*choices_of(block)]]


@SENT.register(blocks.StructBlock)
def struct(block: blocks.StructBlock, name: str) -> Any:
    name = own_name(block, blocks.StructBlock) or name
    fields: dict[str, Any] = {
        key: (
            sent_of(child, f"{name}{camel(key)}") | None,
            Field(None, description=words_of(child)),
        )
        for key, child in block.child_blocks.items()
    }
    return schema_named(f"{name}In", fields, getattr(block.meta, "description", ""), base=In)


@SENT.register(blocks.ListBlock)
def listed(block: blocks.ListBlock, name: str) -> Any:
    fields = {
        "id": (str | None, Field(None, description="Of an item that is there: it keeps it.")),
        "value": (sent_of(block.child_block, name), ...),
    }
    return list[schema_named(f"{name}ItemIn", fields, base=In)]  # type: ignore[misc]


@SENT.register(blocks.StreamBlock)
def stream(block: blocks.StreamBlock, name: str) -> Any:
    name = own_name(block, blocks.StreamBlock).removesuffix("Block") or name
    members = [
        member_of(f"{name}{camel(key)}In", key, sent_of(child, f"{name}{camel(key)}Value"))
        for key, child in block.child_blocks.items()
    ]
    union = reduce(or_, members)
    if len(members) > 1:
        union = Annotated[union, Field(discriminator="type")]
    return list[union]


def member_of(name: str, key: str, value: Any) -> type[BaseModel]:
    fields = {
        "type": (Literal[key], ...),
        "value": (value, ...),
        "id": (str | None, Field(None, description="Of a block that is there: its anchor stays.")),
        "anchor": (str | None, Field(None, description="As read; it follows from the rest.")),
    }
    return schema_named(name, fields, base=In)
