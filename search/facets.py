"""What results are narrowed by, with how many there would be of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

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
# One value of a facet: the facet, its key and its label.
type Value = tuple[str, str, str]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many results it would leave, and whether it is chosen."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Combination:
    """Facets that many results have in common, in the forms that are asked of thousands."""

    values: Values

    @cached_property
    def kind(self) -> str:
        return self.values["kind"][0][0]

    @cached_property
    def each(self) -> tuple[Value, ...]:
        return tuple((of, key, label) for of, some in self.values.items() for key, label in some)

    @cached_property
    def keys(self) -> dict[str, frozenset[str]]:
        return {of: frozenset(key for key, _label in some) for of, some in self.values.items()}


class Cell(NamedTuple):
    """How many results have the same facets. ``columns``: where in a row the words are."""

    set_id: int
    combination: Combination
    columns: frozenset[str]
    number: int

    def has(self, facet: str, wanted: frozenset[str]) -> bool:
        keys = self.columns if facet == "column" else self.combination.keys.get(facet, ())
        return not wanted.isdisjoint(keys)

    @property
    def values(self) -> Iterable[Value]:
        if not self.columns:
            return self.combination.each
        return (*self.combination.each, *(("column", column, "") for column in self.columns))

    def values_of(self, facet: str) -> Iterable[Value]:
        return (value for value in self.values if value[0] == facet)


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
        if cell.combination.kind == Kind.COMMENT and "kind" not in self.chosen:
            missed.append("kind")
        return missed


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
        return sum(cell.number for cell in self.kept)

    @cached_property
    def set_ids(self) -> list[int]:
        """The combinations that were chosen."""
        return sorted({cell.set_id for cell in self.kept})

    @property
    def other_set_ids(self) -> list[int]:
        """Those that were not: where nothing is chosen, a few."""
        return sorted({cell.set_id for cell in self.cells} - set(self.set_ids))

    @cached_property
    def counts(self) -> dict[Value, int]:
        """How many results each value has, or would have instead of another of its facet."""
        counts: dict[Value, int] = defaultdict(int)
        for cell, missed in zip(self.cells, self.missed, strict=True):
            if len(missed) < 2:
                number = cell.number
                for value in cell.values if not missed else cell.values_of(missed[0]):
                    counts[value] += number
        return counts

    def choices(self, facet: str) -> list[Choice]:
        """What is named in two ways is one; what was chosen is there, be it of nothing."""
        chosen = self.selection.chosen.get(facet, frozenset())
        numbers = Counter(dict.fromkeys(chosen, 0))
        labels: dict[str, str] = {}
        for (of, key, label), count in self.counts.items():
            if of == facet:
                numbers[key] += count
                labels.setdefault(key, label)
        found = [
            Choice(key, labels.get(key, key), count, key in chosen)
            for key, count in numbers.items()
        ]
        return sorted(found, key=lambda choice: (-choice.count, choice.label, choice.key))
