"""Pages as trees that their schemas describe."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import Field, create_model
from wagtail.models import Page, get_page_models

from home.api.answer import Answer
from home.api.fields import shapes_of
from home.api.links import detail_url, html_url, type_of
from home.api.schemas import Out, PageDetailMeta, PageMeta, Tree


class PageItem(Out):
    """A page in a list, without its content."""

    id: int
    type: str
    title: str
    meta: PageMeta


class PageDetail(Out):
    """A page with its content, which depends on its `type`."""

    id: int
    type: str
    title: str
    meta: PageDetailMeta


def page_types() -> list[type[Page]]:
    """Every type that a page of the site can have."""
    return [model for model in get_page_models() if model is not Page]


@cache
def schema_of(model: type[Page]) -> type[PageDetail]:
    fields: dict[str, Any] = {name: (s.schema, ...) for name, s in shapes_of(model).items()}
    return create_model(
        model.__name__, __base__=PageDetail, type=(Literal[model._meta.label], ...), **fields
    )


def any_page() -> Any:
    """The union of all page types, discriminated by ``type``."""
    schemas: list[Any] = [schema_of(model) for model in page_types()]
    return Annotated[reduce(or_, schemas), Field(discriminator="type")]


def meta_tree(page: Page, request: HttpRequest) -> Tree:
    return {
        "type": type_of(page),
        "detail_url": detail_url(page, request),
        "html_url": html_url(page, request),
        "locale": page.locale.language_code,
        "slug": page.slug,
        "first_published_at": page.first_published_at,
        "last_published_at": page.last_published_at,
    }


def item_tree(page: Page, request: HttpRequest) -> Tree:
    return {
        "id": page.pk,
        "type": type_of(page),
        "title": page.title,
        "meta": meta_tree(page, request),
    }


def detail_tree(page: Page, answer: Answer, names: frozenset[str] | None = None) -> Tree:
    """``page`` is of its own type; of ``names`` only, where they are given."""
    shapes = {
        name: shape
        for name, shape in shapes_of(type(page)).items()
        if names is None or name in names
    }
    tree = item_tree(page, answer.request)
    if names is None or "meta" in names:
        tree["meta"] |= {
            "seo_title": page.seo_title,
            "search_description": page.search_description,
            "show_in_menus": page.show_in_menus,
            "parent": answer.parent(page),
            "ancestors": answer.ancestors(page),
            "translations": answer.translations(page),
        }
    return tree | {name: shape.draw(page, answer) for name, shape in shapes.items()}
