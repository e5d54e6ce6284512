"""One result as the page of results shows it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.expressions import Column
from search.finding import KNOWN
from search.highlighting import Marker
from search.models import Entry, Kind
from toolkit.columns import COLUMNS

LOOKED_AT = 20_000  # characters of each column, where words are looked for again
AT_MOST = 4  # items of one cell
DATED = {Kind.STORY, Kind.COMMENT}
# Of one result; the facet's are plural.
KINDS: dict[str, Promise] = {
    Kind.ROW: _("Row"),
    Kind.TOOL: _("Tool"),
    Kind.PAGE: _("Page"),
    Kind.STORY: _("Story"),
    Kind.ACHIEVEMENT: pgettext_lazy("search result", "Achievement"),
    Kind.COMMENT: pgettext_lazy("search result", "Comment"),
}
HEADINGS = dict(zip(list(Column)[:4], (column.heading for column in COLUMNS), strict=True))


@dataclass(frozen=True)
class Cell:
    """What a row holds in one column: the items that were found, their words marked."""

    heading: Promise
    items: list[SafeString]
    more: bool


@dataclass(frozen=True)
class Hit:
    """``words`` are marked in it, and in the page that it opens."""

    entry: Entry
    marker: Marker
    words: str

    @cached_property
    def kind(self) -> str:
        return KNOWN[self.entry.facets_id].kind

    @property
    def kind_label(self) -> Promise:
        return KINDS[self.kind]

    @property
    def title(self) -> SafeString:
        return self.marker.marked(self.entry.title)

    @property
    def date(self) -> datetime.date | None:
        return self.entry.date if self.kind in DATED else None

    @property
    def place(self) -> str:
        """The address of the very place: the row, the comment in its thread, the page."""
        if self.kind == Kind.COMMENT:
            pk = int(self.entry.key.removeprefix("c-"))
            return reverse("comments:comment", args=[pk])
        return f"{self.entry.page.url}#{self.entry.key}".removesuffix("#")

    @property
    def url(self) -> str:
        """The same, where the page marks the words."""
        page, sharp, anchor = self.place.partition("#")
        return f"{page}?{urlencode({'words': self.words})}{sharp}{anchor}"

    @property
    def context(self) -> SafeString | str:
        """Its words are marked where they alone are why it was found."""
        is_elsewhere = self._found or self.marker.places(self.entry.title)
        return self.entry.context if is_elsewhere else self.marker.marked(self.entry.context)

    @cached_property
    def _found(self) -> list[tuple[Column, list[str]]]:
        """The texts that hold the words, by column."""
        texts = ((Column(column), list(_first(some))) for column, some in self.entry.parts)
        found = [(c, [text for text in some if self.marker.places(text)]) for c, some in texts]
        return [(column, some) for column, some in found if some]

    @cached_property
    def cells(self) -> list[Cell]:
        """Of a row: those that hold the words, or else how to go about it."""
        if self.kind != Kind.ROW:
            return []
        means = [
            (Column.MEANS, some) for column, some in self.entry.parts if column == Column.MEANS
        ]
        return [self._cell(column, some) for column, some in self._found or means]

    def _cell(self, column: Column, texts: list[str]) -> Cell:
        items = [self.marker.excerpt(text) for text in texts[:AT_MOST]]
        return Cell(HEADINGS[column], items, len(texts) > AT_MOST)

    @cached_property
    def excerpt(self) -> SafeString:
        """Of what is no row: from the text that holds the most of the words."""
        if self.kind == Kind.ROW:
            return SafeString("")
        texts = [text for _column, some in self._found or self.entry.parts for text in some]
        best = max(texts, key=lambda text: len(self.marker.places(text[:LOOKED_AT])), default="")
        return self.marker.excerpt(best[:LOOKED_AT])


def _first(texts: Iterable[str]) -> Iterator[str]:
    left = LOOKED_AT
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
