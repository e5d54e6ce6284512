"""What anybody may read. Every query that serves readers goes through here."""

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from wagtail.models import Page, PageViewRestriction

# A page, what it is a copy of, and what that is a copy of.
PATHS = ("path", "alias_of__path", "alias_of__alias_of__path")


def readable[P: Page](pages: QuerySet[P]) -> QuerySet[P]:
    """The pages that are live and in no private section, in a single query.

    Wagtail's ``live().public()`` asks for the restrictions first, each time, and
    lets the alias of a private page through.
    """
    return pages.filter(~in_private_section(), live=True)


@cache
def in_private_section() -> Exists:
    # The path of the section by a subquery: SQLite would begin a join with all the pages.
    section = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
    asked = {
        f"asked_{number}": ExpressionWrapper(OuterRef(path), output_field=CharField())
        for number, path in enumerate(PATHS)
    }
    below = (Q(**{f"{name}__startswith": F("section")}) for name in asked)
    restrictions = PageViewRestriction.objects.alias(section=Subquery(section), **asked)
    return Exists(restrictions.filter(reduce(or_, below)))


def readable_by_id(ids: Iterable[int], language: str | None) -> dict[int, Page]:
    """The readable ones among the pages of these ids, each in ``language`` where it is there."""
    shown = readable(Page.objects.select_related("locale"))
    pages = shown.in_bulk(list(ids))
    foreign = {
        page.translation_key: pk
        for pk, page in pages.items()
        if page.locale.language_code != language
    }
    if foreign:
        translated = shown.filter(translation_key__in=foreign, locale__language_code=language)
        pages |= {foreign[page.translation_key]: page for page in translated}
    return pages
