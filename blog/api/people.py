"""Authors, categories and tags: those of stories that readers can open, and no other."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from blog.api.schemas import (
    AuthorList,
    AuthorOut,
    CategoryList,
    CategoryOut,
    TagList,
    author_tree,
    category_tree,
)
from blog.models import Author, BlogPage, Category, StoryAuthor
from blog.models.people import Named
from blog.models.stories import StoryTag
from home.api.answer import Answer
from home.api.auth import reader
from home.api.params import LocaleChoice, Paging, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Tree
from home.api.seen import seen

authors = Router(tags=["blog"], auth=reader)
categories = Router(tags=["blog"], auth=reader)
tags = Router(tags=["blog"], auth=reader)


OwnSlug = Annotated[str, Path(description="As the list of all of them gives it.")]


def stories_in(language: str) -> QuerySet[BlogPage]:
    return seen(BlogPage.objects.filter(locale__language_code=language)).order_by()


def shown_in[T: Named](model: type[T], used: QuerySet[T], language: str) -> QuerySet[T]:
    """Those of stories in ``language``: themselves where it is theirs, else their translation.

    A story may still point to people of the language that it was copied from.
    """
    keys = used.values("translation_key")
    translated = model.objects.filter(translation_key__in=keys, locale__language_code=language)
    foreign = used.exclude(translation_key__in=translated.values("translation_key"))
    both = model.objects.filter(pk__in=translated.values("pk")) | model.objects.filter(
        pk__in=foreign.values("pk")
    )
    return both.select_related("locale").order_by("name", "pk")


def shown_authors(language: str) -> QuerySet[Author]:
    signed = StoryAuthor.objects.filter(page__in=stories_in(language)).values("author")
    return shown_in(Author, Author.objects.filter(pk__in=signed), language)


def shown_categories(language: str) -> QuerySet[Category]:
    filed = stories_in(language).exclude(category=None).values("category")
    return shown_in(Category, Category.objects.filter(pk__in=filed), language)


@authors.get(
    "/",
    response={200: AuthorList} | PROBLEMS,
    operation_id="authors_list",
    summary="List authors",
)
def list_authors(
    request: HttpRequest,
    response: HttpResponse,
    choice: Query[LocaleChoice],
    paging: Query[Paging],
) -> Tree:
    """Everybody who signed a story in that language."""
    count, found = cut(request, response, shown_authors(choice.locale), paging)
    answer = Answer(request, choice.locale)
    return {"count": count, "items": [whole_author(author, answer) for author in found]}


def whole_author(author: Author, answer: Answer) -> Tree:
    links = [block["value"] for block in author.links.raw_data]
    return author_tree(author, answer) | {
        "biography": author.biography,
        "links": [{key: link[key] for key in ("network", "address")} for link in links],
        "locale": author.locale.language_code,
    }


@authors.get(
    "/{slug}/",
    response={200: AuthorOut} | NOT_FOUND | PROBLEMS,
    operation_id="authors_detail",
    summary="Read an author",
)
def read_author(request: HttpRequest, slug: OwnSlug, choice: Query[LocaleChoice]) -> Tree:
    """Their stories are at `/stories/?author={slug}`."""
    author = named(shown_authors(choice.locale), slug, _("There is no such author."))
    return whole_author(author, Answer(request, choice.locale))


def named[T: Named](shown: QuerySet[T], slug: str, sentence: str) -> T:
    found = shown.filter(slug=slug).first()
    if found is None:
        raise Http404(sentence)
    return found


@categories.get(
    "/",
    response={200: CategoryList} | PROBLEMS,
    operation_id="categories_list",
    summary="List categories",
)
def list_categories(
    request: HttpRequest,
    response: HttpResponse,
    choice: Query[LocaleChoice],
    paging: Query[Paging],
) -> Tree:
    """What the stories in that language are filed under."""
    count, found = cut(request, response, shown_categories(choice.locale), paging)
    return {"count": count, "items": [whole_category(category) for category in found]}


def whole_category(category: Category) -> Tree:
    return (category_tree(category) or {}) | {
        "description": category.description,
        "locale": category.locale.language_code,
    }


@categories.get(
    "/{slug}/",
    response={200: CategoryOut} | NOT_FOUND | PROBLEMS,
    operation_id="categories_detail",
    summary="Read a category",
)
def read_category(request: HttpRequest, slug: OwnSlug, choice: Query[LocaleChoice]) -> Tree:
    """Its stories are at `/stories/?category={slug}`."""
    sentence = _("There is no such category.")
    return whole_category(named(shown_categories(choice.locale), slug, sentence))


@tags.get("/", response={200: TagList} | PROBLEMS, operation_id="tags_list", summary="List tags")
def list_tags(
    request: HttpRequest,
    response: HttpResponse,
    choice: Query[LocaleChoice],
    paging: Query[Paging],
) -> Any:
    """The tags of the stories in that language."""
    used: Any = StoryTag.objects.filter(content_object__in=stories_in(choice.locale))
    counted = used.values("tag__name", "tag__slug").annotate(count=Count("pk"))
    count, found = cut(request, response, counted.order_by("tag__name"), paging)
    items = [
        {"name": tag["tag__name"], "slug": tag["tag__slug"], "count": tag["count"]} for tag in found
    ]
    return {"count": count, "items": items}
