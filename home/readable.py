"""What anybody may read. Every query that serves readers goes through here."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from wagtail.models import Page, PageViewRestriction

# A page, what it is a copy of, and what that is a copy of.
PATHS = ("path", "alias_of__path", "alias_of__alias_of__path")


def readable[P: Page](pages: QuerySet[P]) -> QuerySet[P]:
    """The pages that are live and in no private section, in a single query.

    Wagtail's ``live().public()`` asks for the restrictions first, each time, and
    lets the alias of a private page through.
    """
    return pages.filter(InNoPrivateSection(), live=True)


def readable_translations[P: Page](page: P | None) -> list[P]:
    """The page in its other languages; a copy that nobody has translated yet is none."""
    if not page or not page.pk:
        return []
    translations = readable(page.get_translations())
    return list(translations.filter(alias_of=None).select_related("locale"))


class InNoPrivateSection(Func):
    """Neither a page nor what it is a copy of stands below a page that is not for everybody.

    As SQL of our own: it goes into nearly every query, and to have Django put it together each
    time takes longer than all the rest. The restrictions come first: there are few.
    """

    output_field = BooleanField()

    def __init__(self, *paths: Any) -> None:
        super().__init__(*(paths or map(F, PATHS)))

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        paths = [compiler.compile(path) for path in self.get_source_expressions()]
        below = " OR ".join(f"substr({sql}, 1, length(s.path)) = s.path" for sql, _none in paths)
        sql = (
            f"(NOT EXISTS(SELECT 1 FROM {PageViewRestriction._meta.db_table} r "  # noqa: S608
            f"CROSS JOIN {Page._meta.db_table} s WHERE s.id = r.page_id AND ({below})))"
        )
        return sql, tuple(value for _sql, values in paths for value in values)


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
