"""What anybody may read. Every query that serves readers goes through here."""

from collections.abc import Iterable

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
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
    pages = pages.filter(live=True)
    for path in PATHS:
        asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
        # The path of the section by a subquery: SQLite would begin a join with all the pages.
        section = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
        above = PageViewRestriction.objects.alias(asked=asked, section=Subquery(section))
        pages = pages.exclude(Exists(above.filter(asked__startswith=F("section"))))
    return pages


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
