"""What the API is sent, as the admin's own form would send it: its checks then hold for both.

Blocks come in the shapes of ``blocks.py``, in which the API answers them, so that what was
read can be changed and sent back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from taggit.forms import TagField
from taggit.models import Tag
from wagtail import blocks
from wagtail.api.rich_text import APIRichText
from wagtail.blocks.base import BlockField
from wagtail.embeds.blocks import EmbedBlock

from home.api.writing.faults import Loc, unfit


def put(field: forms.Field, name: str, value: Any, data: MultiValueDict, loc: Loc) -> None:
    """One field of a form."""
    if isinstance(field, BlockField):
        put_block(field.block, value, name, data, loc)
    elif isinstance(field, TagField):
        data[name] = field.widget.format_value([Tag(name=tag) for tag in value or []])
    elif hasattr(field.widget, "converter"):
        data[name] = field.widget.format_value(rich_text(value, features_of(field), loc))
    elif isinstance(field, forms.ModelMultipleChoiceField):
        data.setlist(name, [identity(one) for one in value or []])
    elif isinstance(field, forms.ModelChoiceField):
        data[name] = identity(value)
    else:
        data[name] = value


def features_of(field: forms.Field) -> list[str] | None:
    return getattr(field.widget, "features", None)


def identity(value: Any) -> Any:
    """The id of something that may be sent as it was read."""
    return value["id"] if isinstance(value, dict) and "id" in value else value


def rich_text(value: Any, features: list[str] | None, loc: Loc) -> str:
    """HTML, or Markdown in an envelope; what is not allowed there is taken out."""
    try:
        return APIRichText.convert_input(value or "", features=features)[0]
    except (TypeError, ValueError) as error:
        raise unfit(loc, _("This is no text that can be read.")) from error


# --- Blocks -----------------------------------------------------------------------------


def put_block(block: blocks.Block, value: Any, prefix: str, data: MultiValueDict, loc: Loc) -> None:
    for kind, putter in PUTTERS:
        if isinstance(block, kind):
            putter(block, value, prefix, data, loc)
            return


def put_stream(
    block: blocks.StreamBlock, value: Any, prefix: str, data: MultiValueDict, loc: Loc
) -> None:
    items = value or []
    data[f"{prefix}-count"] = str(len(items))
    for place, item in enumerate(items):
        child = block.child_blocks[item["type"]]
        data[f"{prefix}-{place}-type"] = item["type"]
        put_item(child, item, f"{prefix}-{place}", place, data, (*loc, place, "value"))


def put_list(
    block: blocks.ListBlock, value: Any, prefix: str, data: MultiValueDict, loc: Loc
) -> None:
    items = value or []
    data[f"{prefix}-count"] = str(len(items))
    for place, item in enumerate(items):
        put_item(block.child_block, item, f"{prefix}-{place}", place, data, (*loc, place, "value"))


def put_item(
    child: blocks.Block, item: Any, prefix: str, place: int, data: MultiValueDict, loc: Loc
) -> None:
    """Ids stay: anchors and translations hold on to them."""
    data[f"{prefix}-deleted"] = ""
    data[f"{prefix}-order"] = str(place)
    if isinstance(item.get("id"), str):
        data[f"{prefix}-id"] = item["id"][:36]
    put_block(child, item.get("value"), f"{prefix}-value", data, loc)


def put_struct(
    block: blocks.StructBlock, value: Any, prefix: str, data: MultiValueDict, loc: Loc
) -> None:
    given = {} if value is None else value
    for name, child in block.child_blocks.items():
        inner = given[name] if name in given else child.get_prep_value(child.get_default())
        put_block(child, inner, f"{prefix}-{name}", data, (*loc, name))


def put_text(
    block: blocks.RichTextBlock, value: Any, prefix: str, data: MultiValueDict, loc: Loc
) -> None:
    html = rich_text(value, block.features, loc)
    data[prefix] = block.field.widget.format_value(html)


def put_leaf(block: blocks.Block, value: Any, prefix: str, data: MultiValueDict, loc: Loc) -> None:
    """Of any other block: what it stores is turned into what its field shows."""
    value = identity(value)
    if isinstance(block, EmbedBlock) and isinstance(value, dict):
        value = value.get("url")
    if isinstance(block, blocks.MultipleChoiceBlock):
        data.setlist(prefix, [str(one) for one in value or []])
        return
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)) and value is None:
        value = ""
    try:
        native = block.to_python(value)
        if native is None and value not in (None, ""):
            raise unfit(loc, _("There is no such thing."))
        data[prefix] = block.value_for_form(native)
    except (ArithmeticError, TypeError, ValueError, ValidationError) as error:
        raise unfit(loc, _("This is not written as it should be.")) from error


type Putter = Callable[[Any, Any, str, MultiValueDict, Loc], None]

PUTTERS: list[tuple[type[blocks.Block], Putter]] = [
    (blocks.StreamBlock, put_stream),
    (blocks.ListBlock, put_list),
    (blocks.StructBlock, put_struct),
    (blocks.RichTextBlock, put_text),
    (blocks.Block, put_leaf),
]
