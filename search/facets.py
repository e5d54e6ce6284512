"""What results are narrowed by, with how many there would be of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.expressions import Column
from search.models import Kind

FACETS: dict[str, Promise] = {
    "kind": _("In"),
    "audience": _("Audience"),
    "column": _("Column"),
    "theme": _("Theme"),
    "category": _("Category"),
    "author": _("Author"),
    "year": _("Year"),
}
# In a row's four columns; in other entries the columns have no name.
COLUMNS: dict[str, Column] = {
    "purposes": Column.TITLE,
    "outcomes": Column.OUTCOMES,
    "means": Column.MEANS,
    "examples": Column.EXAMPLES,
}
AT_MOST = 20  # values of one facet

type Values = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many results it would leave, and whether it is chosen."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Cell:
    """How many results have the same facets. ``columns``: where in a row the words are."""

    set_id: int
    values: Values
    columns: frozenset[str]
    count: int

    def has(self, facet: str, wanted: frozenset[str]) -> bool:
        return any(key in wanted for key, _label in self.valued(facet))

    @property
    def facets(self) -> Iterable[str]:
        """Those that it has values of."""
        return [*self.values, "column"] if self.columns else self.values

    def valued(self, facet: str) -> Iterable[tuple[str, str]]:
        if facet == "column":
            return [(column, "") for column in self.columns]
        return self.values.get(facet, [])


@dataclass(frozen=True)
class Selection:
    """What was chosen, as it stands in the address: any value of a facet, all facets."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, params: QueryDict) -> "Selection":
        return cls.among({facet: params.getlist(facet) for facet in FACETS})

    @classmethod
    def among(cls, values: dict[str, list[str]]) -> "Selection":
        """A value that no result has leaves none: it is kept, so that it can be taken away."""
        kept = {
            facet: frozenset(value[:80] for value in some[:AT_MOST] if value)
            for facet, some in values.items()
        }
        return cls({facet: some for facet, some in kept.items() if some})

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def missed(self, cell: Cell) -> list[str]:
        """The facets for which these results are left out. Comments come only when asked for."""
        missed = [facet for facet, some in self.chosen.items() if not cell.has(facet, some)]
        if "kind" not in self.chosen and cell.has("kind", COMMENTS):
            missed.append("kind")
        return missed


COMMENTS = frozenset([Kind.COMMENT.value])


@dataclass(frozen=True)
class Cube:
    """The numbers of results for each combination of facets: every count comes from it."""

    cells: list[Cell]
    selection: Selection

    @cached_property
    def missed(self) -> list[list[str]]:
        """Of each cell, the facets for which it is left out."""
        return [self.selection.missed(cell) for cell in self.cells]

    @cached_property
    def kept(self) -> list[Cell]:
        return [cell for cell, missed in zip(self.cells, self.missed, strict=True) if not missed]

    @cached_property
    def total(self) -> int:
        return sum(cell.count for cell in self.kept)

    @cached_property
    def set_ids(self) -> list[int]:
        """The combinations that were chosen."""
        return sorted({cell.set_id for cell in self.kept})

    @property
    def other_set_ids(self) -> list[int]:
        """Those that were not: where nothing is chosen, a few."""
        return sorted({cell.set_id for cell in self.cells} - set(self.set_ids))

    @cached_property
    def counts(self) -> dict[str, Counter[tuple[str, str]]]:
        """Of each facet, how many results each value has, or would have instead of another."""
        counts: dict[str, Counter[tuple[str, str]]] = {facet: Counter() for facet in FACETS}
        for cell, missed in zip(self.cells, self.missed, strict=True):
            if len(missed) < 2:
                for facet in missed or cell.facets:
                    for key, label in cell.valued(facet):
                        counts[facet][key, label] += cell.count
        return counts

    def choices(self, facet: str) -> list[Choice]:
        """What is named in two ways is one; what was chosen is there, be it of nothing."""
        chosen = self.selection.chosen.get(facet, frozenset())
        labels = dict(reversed(self.counts[facet].keys()))
        numbers = Counter(dict.fromkeys(chosen, 0))
        for (key, _label), count in self.counts[facet].items():
            numbers[key] += count
        found = [
            Choice(key, labels.get(key, key), count, key in chosen)
            for key, count in numbers.items()
        ]
        return sorted(found, key=lambda choice: (-choice.count, choice.label, choice.key))
