"""The list of achievements: narrowed by audience, theme and region, all of it in the address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.folding import fold
from home.models import ThemePage
from home.readable import readable
from toolkit import territories
from toolkit.achievements.cards import with_cards
from toolkit.models import AudiencePage, Illustration

if TYPE_CHECKING:
    from toolkit.models import ContributionIndexPage

PER_PAGE = 12
FACETS: dict[str, Promise] = {
    "audience": _("For whom"),
    "theme": _("Theme"),
    "region": _("Region"),
}

type Keys = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Choice:
    key: str
    label: str
    count: int
    chosen: bool
    query: str  # of the address that chooses it, or takes it away


@dataclass(frozen=True)
class Facet:
    key: str
    heading: Promise
    choices: list[Choice]


class AchievementList:
    """What ``?audience=…&theme=…&region=…&page=…`` asks for. ``page`` is None past the end."""

    def __init__(self, index: ContributionIndexPage, params: QueryDict) -> None:
        self.index = index
        self.chosen = {key: params.get(key, "") for key in FACETS}
        self.number = params.get("page", "1")

    @cached_property
    def keys(self) -> dict[int, Keys]:
        """The keys of each achievement that readers may see, by facet; the latest first."""
        values = list(self.index.achievements.values_list("pk", "theme__slug", "territory"))
        audiences: dict[int, set[str]] = {pk: set() for pk, _theme, _territory in values}
        slugs = Illustration.objects.filter(
            page__in=self.index.achievements.order_by().values("pk"),
            audience__in=readable(AudiencePage.objects.all()).values("pk"),
        ).values_list("page", "audience__slug")
        for pk, slug in slugs:
            audiences[pk].add(slug)
        return {
            pk: {
                "audience": frozenset(audiences[pk]),
                "theme": frozenset([theme] if theme in self.labels["theme"] else []),
                "region": frozenset([region.code] if region else []),
            }
            for pk, theme, territory in values
            for region in [territories.region_of(territory)]
        }

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """What the keys of each facet are called."""
        audiences = readable(AudiencePage.objects.filter(locale=self.index.locale_id))
        themes = readable(ThemePage.objects.all())
        return {
            "audience": dict(audiences.values_list("slug", "title")),
            "theme": dict(themes.values_list("slug", "title")),
            "region": {code: region.name for code, region in territories.regions().items()},
        }

    def _matching(self, but: str = "") -> list[int]:
        """Those that have what is chosen, whatever is chosen in the facet ``but``."""
        wanted = {key: value for key, value in self.chosen.items() if value and key != but}
        return [
            pk
            for pk, keys in self.keys.items()
            if all(value in keys[key] for key, value in wanted.items())
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """Each with the choices that lead somewhere, given what is chosen in the others."""
        return [Facet(key, heading, self._choices(key)) for key, heading in FACETS.items()]

    def _choices(self, facet: str) -> list[Choice]:
        counts = Counter(key for pk in self._matching(but=facet) for key in self.keys[pk][facet])
        labels = self.labels[facet]
        here = self.chosen[facet]
        choices = [
            Choice(key, labels.get(key, key), count, key == here, self._query(facet, key))
            for key, count in counts.items()
        ]
        return sorted(choices, key=lambda choice: fold(choice.label))

    def _query(self, facet: str, key: str) -> str:
        """Choosing what is chosen takes it away."""
        query = QueryDict(mutable=True)
        for name, value in (self.chosen | {facet: key}).items():
            if value and not (name == facet and value == self.chosen[facet]):
                query[name] = value
        return query.urlencode()

    @property
    def query(self) -> str:
        """What the addresses of its other pages have before their number."""
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in self.chosen.items() if value})
        return f"{query.urlencode()}&" if query else ""

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen.values())

    @cached_property
    def page(self) -> Page | None:
        try:
            page = Paginator(self._matching(), PER_PAGE).page(self.number)
        except InvalidPage:
            return None
        wanted = list(page.object_list)
        by_id = self.index.achievements.in_bulk(wanted)
        page.object_list = with_cards([by_id[pk] for pk in wanted if pk in by_id])
        return page
