"""Addresses of searches: what was typed and chosen, and what of it is changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from search.facets import FACETS, Selection
from search.finding import SORTS


@dataclass(frozen=True)
class Address:
    """``exactly``: what was typed is searched as it is, whatever was probably meant."""

    typed: str = ""
    selection: Selection = field(default_factory=Selection)
    sort: str = "relevance"
    exactly: bool = False

    @classmethod
    def of(cls, params: QueryDict) -> Address:
        sort = params.get("sort", "")
        return cls(
            params.get("q", ""),
            Selection.of(params),
            sort if sort in SORTS else "relevance",
            params.get("typed") == "1",
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form that changes the facets sends again."""
        pairs = [("q", self.typed)]
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.exactly:
            pairs.append(("typed", "1"))
        return pairs

    @property
    def params(self) -> str:
        chosen = [
            (facet, key) for facet in FACETS for key in sorted(self.selection.chosen.get(facet, ()))
        ]
        return urlencode(self.kept + chosen)

    def __str__(self) -> str:
        return f"{reverse('search:results')}?{self.params}"

    def without(self, facet: str, key: str) -> Address:
        chosen = dict(self.selection.chosen)
        left = chosen.pop(facet, frozenset()) - {key}
        return replace(self, selection=Selection(chosen | ({facet: left} if left else {})))

    @property
    def unnarrowed(self) -> Address:
        return replace(self, selection=Selection())

    @property
    def as_typed(self) -> Address:
        return replace(self, exactly=True)

    def sorted_by(self, sort: str) -> Address:
        return replace(self, sort=sort)

    def typing(self, words: str) -> Address:
        """Other words, which are meant as they are: nothing else that was chosen is lost."""
        return replace(self, typed=words, exactly=False)


def search_for(words: str) -> Address:
    return Address(words)
