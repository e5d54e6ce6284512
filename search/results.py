"""Everything that the page of results shows, each part looked up when the page asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Locale

from search.addresses import Address, search_for
from search.facets import COLUMNS, FACETS, Choice
from search.finding import A_PAGE, Asked, Found, count_found
from search.hits import Hit
from search.models import Entry, Kind
from search.promoted import Promotion, promoted
from search.spelling import Meant, meant, nearest_words
from toolkit.columns import COLUMNS as TOOL_COLUMNS

UNFOLDED = 8  # values of a facet
NEAREST = 5  # words
SORTS: dict[str, Promise] = {
    "relevance": _("The closest first"),
    "date": _("The latest first"),
}
# These have an order of their own; the values of others stand by their number of results.
ORDERED = {"kind": list(Kind.values), "column": list(COLUMNS)}
NAMES: dict[str, dict[str, Promise | str]] = {
    "kind": dict(Kind.choices),
    "column": {column.key: column.heading for column in TOOL_COLUMNS},
}


@dataclass(frozen=True)
class Facet:
    key: str
    heading: Promise
    choices: list[Choice]

    @property
    def shown(self) -> list[Choice]:
        """The first ones, and whatever was chosen."""
        return [c for at, c in enumerate(self.choices) if at < UNFOLDED or c.chosen]

    @property
    def folded(self) -> list[Choice]:
        return [c for at, c in enumerate(self.choices) if at >= UNFOLDED and not c.chosen]


@dataclass(frozen=True)
class Chip:
    """A value that was chosen, and the search without it."""

    label: str
    url: Address


@dataclass(frozen=True)
class Sort:
    label: Promise
    url: Address
    current: bool


@dataclass(frozen=True)
class Elsewhere:
    """The same search in another language. Named as what a page's translations have."""

    locale: Locale
    url: str
    typed: str

    @cached_property
    def count(self) -> int:
        return count_found(self.typed, self.locale) if self.typed else 0


class Results:
    def __init__(self, address: Address, locale: Locale, page: str = "1") -> None:
        self.address = address
        self.locale = locale
        self.as_typed = Found(Asked(address.typed, locale, address.selection, address.sort))
        self.page_asked = page

    @classmethod
    def of(cls, params: QueryDict, locale: Locale) -> Results:
        return cls(Address.of(params), locale, params.get("page", "1"))

    @property
    def text(self) -> str:
        """What was typed, as far as it is searched."""
        return self.as_typed.query.text

    @property
    def query(self) -> object:
        return self.as_typed.query

    @cached_property
    def meant(self) -> Meant | None:
        return meant(self.as_typed.query, self.locale) if self.as_typed.query else None

    @cached_property
    def found(self) -> Found:
        """Of what was meant, where nothing at all holds what was typed."""
        found = self._of_meant() or self.as_typed
        found.asked = replace(found.asked, page=min(page_number(self.page_asked), found.pages))
        return found

    def _of_meant(self) -> Found | None:
        if self.address.exactly or not self.meant or self.as_typed.cube.cells:
            return None
        found = Found(replace(self.as_typed.asked, typed=self.meant.text))
        return found if found.cube.cells else None

    @property
    def is_corrected(self) -> bool:
        return self.found is not self.as_typed

    @property
    def better(self) -> Address:
        """The search for what was probably meant."""
        return self.address.typing(self.meant.text if self.meant else self.text)

    @property
    def searched(self) -> str:
        return self.found.query.text

    @cached_property
    def hits(self) -> list[Hit]:
        return self._hits(self.found.entries)

    @cached_property
    def partial(self) -> list[Hit]:
        return self._hits(self.found.partial)

    def _hits(self, entries: Iterable[Entry]) -> list[Hit]:
        return [Hit(entry, self.found.marker, self.searched) for entry in entries]

    @cached_property
    def promotions(self) -> list[Promotion]:
        first = self.found.asked.page == 1 and not self.address.selection
        return promoted(self.searched, self.locale) if first else []

    @property
    def sorts(self) -> list[Sort]:
        return [
            Sort(label, self.address.sorted_by(sort), sort == self.address.sort)
            for sort, label in SORTS.items()
        ]

    @cached_property
    def numbered(self) -> PaginatorPage:
        """For the numbers below the list."""
        return Paginator(range(self.found.total), A_PAGE).page(self.found.asked.page)

    # --- Narrowing ------------------------------------------------------------------------

    @cached_property
    def every_facet(self) -> list[Facet]:
        return [
            Facet(key, heading, ordered(key, self._named(key))) for key, heading in FACETS.items()
        ]

    def _named(self, facet: str) -> list[Choice]:
        """Also those that what else was chosen leaves without a result."""
        names: dict[str, Promise | str] = {
            key: label
            for cell in self.found.cube.cells
            for of, key, label in cell.combination.each
            if of == facet and label
        }
        names |= NAMES.get(facet, {})
        choices = self.found.cube.choices(facet)
        return [replace(c, label=str(names.get(c.key, c.key))) for c in choices]

    @property
    def facets(self) -> list[Facet]:
        """Those that would leave fewer results, or do."""
        return [
            facet
            for facet in self.every_facet
            if any(c.chosen or c.count != self.found.total for c in facet.choices)
        ]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(choice.label, self.address.without(facet.key, choice.key))
            for facet in self.every_facet
            for choice in facet.choices
            if choice.chosen
        ]

    # --- Ways on --------------------------------------------------------------------------

    @cached_property
    def nearest(self) -> list[tuple[str, Address]]:
        """Where nothing holds what was typed, whatever was chosen."""
        if self.found.cube.cells:
            return []
        words = nearest_words(self.found.query, self.locale)[:NEAREST]
        return [(word, search_for(word)) for word in words]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        codes = [code for code, _name in settings.LANGUAGES]
        others = Locale.objects.filter(language_code__in=codes).exclude(pk=self.locale.pk)
        typed = self.searched if self.as_typed.query else ""
        return [Elsewhere(locale, address_in(locale, typed), typed) for locale in others]


def ordered(facet: str, choices: list[Choice]) -> list[Choice]:
    if facet in ORDERED:
        places = {key: place for place, key in enumerate(ORDERED[facet])}
        return sorted(choices, key=lambda choice: places.get(choice.key, len(places)))
    if facet == "year":
        return sorted(choices, key=lambda choice: choice.key, reverse=True)
    return choices


def address_in(locale: Locale, typed: str) -> str:
    with override(locale.language_code):
        return str(search_for(typed)) if typed else reverse("search:results")


def page_number(asked: str) -> int:
    """What is no number is the first."""
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 10 else 1
