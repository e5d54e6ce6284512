"""The blog's lists: which stories, under which title, at which address."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Locale

from blog.models.people import Author, Category, Named, in_locale
from home.folding import fold
from home.readable import readable_translations

if TYPE_CHECKING:
    from blog.models.index import BlogIndexPage
    from blog.models.stories import StoryQuerySet

# The first of a page is shown large, the others in rows of three.
PER_PAGE = 10


@dataclass(frozen=True)
class StoryList:
    """``by`` is the name of its route, ``kwargs`` what the route asks for."""

    index: "BlogIndexPage"
    stories: "StoryQuerySet"
    title: str
    by: str = "all"
    kwargs: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    subject: Named | None = None

    @cached_property
    def url(self) -> str:
        return self.index.address(self.by, **self.kwargs)

    @cached_property
    def full_url(self) -> str:
        return self.index.full_address(self.by, **self.kwargs)

    @property
    def locale(self) -> Locale:
        return self.index.locale

    @property
    def author(self) -> Author | None:
        return self.subject if isinstance(self.subject, Author) else None

    @property
    def summary(self) -> str:
        """What it is about, in a few words; empty for tags and months."""
        if self.by == "all":
            return self.index.summary
        return getattr(self.subject, "biography", getattr(self.subject, "description", ""))

    def page(self, number: str) -> Page:
        try:
            return Paginator(self.stories, PER_PAGE).page(number)
        except InvalidPage as error:
            raise Http404 from error


def all_stories(index: "BlogIndexPage") -> StoryList:
    return StoryList(index, index.stories, index.title)


def named[T: Named](model: type[T], slug: str, index: "BlogIndexPage") -> T:
    """By its address: in the language of the index first, then in any other."""
    found = sorted(
        model.objects.filter(slug=slug), key=lambda item: item.locale_id != index.locale_id
    )
    if not found:
        raise Http404
    return in_locale(found[:1], index.locale_id)[found[0].pk]


def of_category(index: "BlogIndexPage", slug: str) -> StoryList:
    category = named(Category, slug, index)
    return StoryList(
        index,
        index.stories.in_category(category),
        category.name,
        "category",
        {"slug": category.slug},
        _("Category"),
        category,
    )


def of_author(index: "BlogIndexPage", slug: str) -> StoryList:
    author = named(Author, slug, index)
    stories = index.stories.by_author(author)
    kwargs = {"slug": author.slug}
    return StoryList(index, stories, author.name, "author", kwargs, _("Storyteller"), author)


def with_tag(index: "BlogIndexPage", slug: str) -> StoryList:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    stories = index.stories.tagged(tag)
    return StoryList(index, stories, capfirst(tag.name), "tag", {"slug": slug}, _("Tag"))


def of_year(index: "BlogIndexPage", year: str) -> StoryList:
    stories = index.stories.filter(date__year=int(year))
    return StoryList(index, stories, year, "year", {"year": year}, _("Archive"))


def of_month(index: "BlogIndexPage", year: str, month: str) -> StoryList:
    stories = index.stories.filter(date__year=int(year), date__month=int(month))
    title = capfirst(date_format(date(int(year), int(month), 1), "F Y"))
    kwargs = {"year": year, "month": month}
    return StoryList(index, stories, title, "month", kwargs, _("Archive"))


LISTS: dict[str, Callable[..., StoryList]] = {
    "all": all_stories,
    "category": of_category,
    "author": of_author,
    "tag": with_tag,
    "year": of_year,
    "month": of_month,
}


def story_list(index: "BlogIndexPage", by: str, **kwargs: str) -> StoryList:
    """Only the blog itself may be empty: a list says nothing of what is not to be read yet."""
    found = LISTS[by](index, **kwargs)
    if by != "all" and not found.stories.exists():
        raise Http404
    return found


def in_other_languages(listed: StoryList) -> list[StoryList]:
    """The same list, where the site holds stories of it in other languages."""
    found = []
    for index in readable_translations(listed.index):
        kwargs = listed.kwargs
        if subject := listed.subject:
            kwargs = {"slug": in_locale([subject], index.locale_id)[subject.pk].slug}
        with suppress(Http404):
            found.append(story_list(index, listed.by, **kwargs))
    return found


@dataclass(frozen=True)
class Subject:
    """A category or an author with stories to read, and the address of their list."""

    item: Named
    url: str


SUBJECTS: dict[str, tuple[type[Named], str]] = {
    "category": (Category, "stories__in"),
    "author": (Author, "signatures__page__in"),
}


def subjects_of(index: "BlogIndexPage", *kinds: str) -> list[Subject]:
    """By name; those of a story in another language are shown in that of the index."""
    subjects = []
    for by in kinds or SUBJECTS:
        model, lookup = SUBJECTS[by]
        stories = index.stories.order_by().values("pk")
        found = model.objects.filter(**{lookup: stories}).distinct()
        shown = {item.pk: item for item in in_locale(found, index.locale_id).values()}
        subjects += [
            Subject(item, index.address(by, slug=item.slug))
            for item in sorted(shown.values(), key=lambda item: fold(item.name))
        ]
    return subjects


@dataclass(frozen=True)
class Month:
    first_day: date
    count: int
    url: str


@dataclass(frozen=True)
class Year:
    year: int
    url: str
    months: list[Month]

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)


def archive_of(index: "BlogIndexPage") -> list[Year]:
    """The years and months that have stories, the latest first."""
    counted: Any = (
        index.stories.order_by()
        .annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    years: dict[int, Year] = {}
    for row in counted:
        day, number = row["month"], f"{row['month'].year:04d}"
        year = years.setdefault(day.year, Year(day.year, index.address("year", year=number), []))
        url = index.address("month", year=number, month=f"{day.month:02d}")
        year.months.append(Month(day, row["count"], url))
    return list(years.values())
