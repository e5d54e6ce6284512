"""Fields of page models in the API: those that the model names in ``api_fields``.

What is no field of the model, or stands in other tables, is a part: a function of the page,
registered for its class.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from home.api import blocks
from home.api.answer import Answer
from home.api.schemas import LaterImage, LaterPage, LaterText
from home.api.shapes import Registry, Shape

FIELDS: Registry[Shape] = Registry()

type Part = Callable[[Page, Answer], Any]

_parts: dict[type[Page], dict[str, Shape]] = {}
_joined: dict[type, list[str]] = {}


def part(model: type[Page], name: str, schema: Any) -> Callable[[Part], Part]:
    """Add to the answer of a page what none of its fields holds."""

    def add(draw: Part) -> Part:
        _parts.setdefault(model, {})[name] = Shape(schema, draw)
        return draw

    return add


def join(model: type[Page], *names: str) -> None:
    """What the parts of a page read of other tables, fetched with the page itself."""
    _joined.setdefault(model, []).extend(names)


def whole(model: type[Page]) -> models.QuerySet[Page]:
    """Pages of a type, ready to be answered."""
    names = (name for ancestor in model.__mro__ for name in _joined.get(ancestor, ()))
    return model._default_manager.select_related("locale", *names)


def plain(kind: type, *classes: type[models.Field]) -> None:
    def maker(field: models.Field, name: str) -> Shape:
        schema = keys_of(field) if field.choices else kind
        nullable = schema | None if field.null else schema
        return Shape(nullable, lambda page, answer: getattr(page, field.attname))

    FIELDS.register(*classes)(maker)


def keys_of(field: models.Field) -> Any:
    keys = [str(key) for key, _label in field.flatchoices]
    return Literal[*dict.fromkeys([*keys, ""] if field.blank else keys)]


plain(str, models.CharField, models.TextField)
plain(int, models.IntegerField)
plain(bool, models.BooleanField)
plain(datetime.date, models.DateField)
plain(datetime.datetime, models.DateTimeField)


@FIELDS.register(RichTextField)
def rich_text(field: RichTextField, name: str) -> Shape:
    return Shape(LaterText, lambda page, answer: answer.text(getattr(page, field.attname)))


@FIELDS.register(StreamField)
def stream(field: StreamField, name: str) -> Shape:
    """Where the field has no class of blocks of its own, its blocks are named after it."""
    shape = blocks.shape_of(field.stream_block, name)
    return Shape(
        shape.schema,
        lambda page, answer: shape.draw(list(getattr(page, field.attname).raw_data), answer),
    )


@FIELDS.register(models.ForeignKey)
def related(field: models.ForeignKey, name: str) -> Shape:
    target = field.remote_field.model
    if issubclass(target, AbstractImage):
        return Shape(LaterImage, lambda page, answer: answer.image(getattr(page, field.attname)))
    if issubclass(target, Page):
        return Shape(LaterPage, lambda page, answer: answer.page(getattr(page, field.attname)))
    raise LookupError(f"{field} needs a part that says what is answered of it.")


@FIELDS.register(ClusterTaggableManager)
def tags(field: ClusterTaggableManager, name: str) -> Shape:
    return Shape(
        list[str], lambda page, answer: sorted(tag.name for tag in getattr(page, field.name).all())
    )


@cache
def shapes_of(model: type[Page]) -> dict[str, Shape]:
    """All that a page of this type answers beside its title and ``meta``; parts win."""
    parts = {
        name: shape
        for ancestor in reversed(model.__mro__)
        for name, shape in _parts.get(ancestor, {}).items()
    }
    names = [field.name for field in APIField.get_fields_for_model(model)]
    fields = {
        name: FIELDS.shape_of(model._meta.get_field(name), f"{model.__name__}{blocks.camel(name)}")
        for name in names
        if name not in parts
    }
    return fields | parts
