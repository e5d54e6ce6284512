"""What is answered of stories and of the people who write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from blog.models import Author, BlogPage, Category, StoryAuthor
from blog.models.people import in_locale
from home.api.answer import Answer
from home.api.schemas import LaterImage, Listing, Markup, Out, PageMeta, Tree


class AuthorRef(Out):
    id: int
    name: str
    slug: str
    role: str
    organisation: str
    portrait: LaterImage


class AccountOut(Out):
    """Where somebody can be followed."""

    network: str
    address: str


class AuthorOut(AuthorRef):
    """Somebody who signed a story that readers can open."""

    biography: str
    links: list[AccountOut]
    locale: str


class AuthorList(Listing[AuthorOut]):
    """By name."""


class CategoryRef(Out):
    id: int
    name: str
    slug: str
    tint: str


class CategoryOut(CategoryRef):
    """What stories are filed under; only where readers can open one of them."""

    description: str
    locale: str


class CategoryList(Listing[CategoryOut]):
    """By name."""


class TagOut(Out):
    name: str
    slug: str
    count: int = Field(description="How many stories have it.")


class TagList(Listing[TagOut]):
    """Those of stories that readers can open, by name."""


class StoryItem(Out):
    """A story in a list; whole, it is at `/pages/{id}/`."""

    id: int
    type: str
    title: str
    meta: PageMeta
    lead: str
    date: date
    authors: list[AuthorRef]
    category: CategoryRef | None
    tags: list[str]
    picture: LaterImage
    reading_minutes: int
    comment_count: int


class StoryList(Listing[StoryItem]):
    """Stories, the newest first."""


class CommentOut(Out):
    """What somebody said; `text` is safe HTML.

    Of those that are `gone` only the place is left, for the replies that hang there.
    """

    id: int
    parent: int | None = Field(description="The comment that it answers.")
    thread: int = Field(description="The first comment of its thread.")
    level: int = Field(description="How deep it is shown, from 0 to 2.")
    author: str
    by_author_of_story: bool
    as_team: bool
    text: Markup
    date: datetime | None
    edited_by: Literal["author", "moderation"] | None
    likes: int
    gone: Literal["deleted", "removed", "in_review"] | None
    html_url: str


class CommentList(Listing[CommentOut]):
    """Comments of a story, each thread from its first on. `count` includes those that are gone."""

    mode: str = Field(description="Whether the story takes comments.", examples=["open"])


def author_tree(author: Author, answer: Answer) -> Tree:
    return {
        "id": author.pk,
        "name": author.name,
        "slug": author.slug,
        "role": author.role,
        "organisation": author.organisation,
        "portrait": answer.image(author.portrait_id, alt=""),
    }


def category_tree(category: Category | None) -> Tree | None:
    return category and {
        "id": category.pk,
        "name": category.name,
        "slug": category.slug,
        "tint": category.tint,
    }


class People:
    """Who signed stories and what they are filed under, in the language of each story.

    ``stories`` come with their ``category``.
    """

    def __init__(self, stories: Iterable[BlogPage]) -> None:
        self.authors: dict[int, list[Author]] = {}
        self.categories: dict[int, Category] = {}
        by_locale: dict[int, list[BlogPage]] = {}
        for story in stories:
            by_locale.setdefault(story.locale_id, []).append(story)
        for locale_id, some in by_locale.items():
            self._add(some, locale_id)

    def _add(self, stories: list[BlogPage], locale_id: int) -> None:
        signed = StoryAuthor.objects.filter(page__in=stories).select_related("author")
        signatures = list(signed.order_by("sort_order", "pk"))
        authors = in_locale([signature.author for signature in signatures], locale_id)
        categories = in_locale([story.category for story in stories], locale_id)
        for signature in signatures:
            self.authors.setdefault(signature.page_id, []).append(authors[signature.author_id])
        for story in stories:
            if story.category_id:
                self.categories[story.pk] = categories[story.category_id]
