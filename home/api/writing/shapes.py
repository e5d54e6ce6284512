"""What may be sent of each type of page: the fields of the admin's form, all of them optional."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from django import forms
from pydantic import Field, create_model
from taggit.forms import TagField
from wagtail.admin.panels import get_form_for_model
from wagtail.blocks.base import BlockField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from home.api.blocks import camel, schema_named, sentences
from home.api.drawing import page_types
from home.api.params import Id
from home.api.writing.blocks import In, Ref, RichTextIn, sent_of, text_of

LONGEST_TITLE = Page._meta.get_field("title").max_length


# The first that fits: a field of a form, and what may be sent for it.
KINDS: list[tuple[type[forms.Field], Any]] = [
    (TagField, list[str]),
    (forms.ModelMultipleChoiceField, list[Id | Ref]),
    (forms.ModelChoiceField, Id | Ref | None),
    (forms.BooleanField, bool),
    (forms.DateTimeField, datetime | None),
    (forms.DateField, date | None),
    (forms.IntegerField, int | None),
]


def kind_of(field: forms.Field, name: str) -> Any:
    """``name`` is that of its schema, where it has one of its own."""
    if isinstance(field, BlockField):
        return sent_of(field.block, name)
    if hasattr(field.widget, "converter"):
        return str | RichTextIn
    for known, kind in KINDS:
        if isinstance(field, known):
            return kind
    if isinstance(field, forms.ChoiceField):
        return Literal[*keys_of(field.choices)] | None
    return text_of(getattr(field, "max_length", None)) | None


def keys_of(choices: Iterable[Any]) -> list[str]:
    """Those in groups too, and that nothing is chosen."""
    keys = [""]
    for key, label in choices:
        keys += keys_of(label) if isinstance(label, list | tuple) else [str(key)]
    return list(dict.fromkeys(keys))


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


def fields_of(form: type[forms.BaseForm], name: str) -> dict[str, Any]:
    """Each optional. What is below the page (InlinePanel) is a list that is replaced as a whole."""
    fields: dict[str, Any] = {
        key: (
            kind_of(field, f"{name}{camel(key)}"),
            Field(None, description=sentences(field.label, field.help_text)),
        )
        for key, field in form.base_fields.items()
    }
    for key, formset in getattr(form, "formsets", {}).items():
        below = fields_of(formset.form, f"{name}{camel(key)}")
        item = schema_named(f"{name}{camel(key)}In", below, base=In)
        fields[key] = (list[item], None)  # type: ignore[valid-type]
    return fields


@cache
def fields_of_page(model: type[Page]) -> dict[str, Any]:
    fields = fields_of(form_of(model), model.__name__)
    return fields | {"type": (Literal[model._meta.label], ...)}


def union(name: str, **fields: Any) -> Any:
    """Of all types, each with its own fields and these, discriminated by ``type``."""
    schemas: list[Any] = [
        create_model(f"{model.__name__}{name}", __base__=In, **(fields_of_page(model) | fields))
        for model in page_types()
    ]
    return Annotated[reduce(or_, schemas), Field(discriminator="type")]


@cache
def any_draft() -> Any:
    parent = Field(description="The id of the page that it is to stand below.")
    return union("Draft", parent=(Id, parent), title=(text_of(LONGEST_TITLE), ...))


@cache
def any_change() -> Any:
    return union("Change")
