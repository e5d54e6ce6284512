"""Small charts of bars for the admin: drawn as SVG, told in words, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext as _

SLOT = 10  # units of the drawing that one bar may take
WIDTH = 7
HEIGHT = 100


@dataclass(frozen=True)
class Series:
    """A number for each bar; the drawn ones are stacked, the first at the bottom."""

    label: str | Promise
    values: Sequence[int]
    is_drawn: bool = True


@dataclass(frozen=True)
class Part:
    """A rectangle, in the drawing's units from its top."""

    number: int  # of its series
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class BarChart:
    """``name`` is its own on the page. Without ``described``, it says the total and the most."""

    name: str
    title: str | Promise
    labels: Sequence[str]
    series: Sequence[Series]
    heading: str | Promise = ""
    described: str = ""

    template = "home/admin/chart.html"

    @property
    def drawn(self) -> list[Series]:
        return [series for series in self.series if series.is_drawn]

    @cached_property
    def heights(self) -> list[int]:
        return [sum(values) for values in zip(*(one.values for one in self.drawn), strict=True)]

    @property
    def total(self) -> int:
        return sum(self.heights)

    @cached_property
    def top(self) -> int:
        """The number at the top of the scale: round, and even for the line in the middle."""
        most = max(self.heights, default=0)
        unit = 1
        while most > 10 * unit:
            unit *= 10
        return next(n * unit for n in (2, 4, 6, 8, 10) if n * unit >= most)

    @property
    def middle(self) -> int:
        return self.top // 2

    @property
    def box(self) -> str:
        return f"0 0 {len(self.labels) * SLOT} {HEIGHT}"

    @property
    def parts(self) -> list[Part]:
        return [
            part
            for place, values in enumerate(zip(*(one.values for one in self.drawn), strict=True))
            for part in self.stack(place, values)
        ]

    def stack(self, place: int, values: Sequence[int]) -> list[Part]:
        x = place * SLOT + (SLOT - WIDTH) / 2
        return [
            Part(number, x, self.scaled(self.top - reached), self.scaled(value))
            for number, (value, reached) in enumerate(zip(values, accumulate(values), strict=True))
            if value
        ]

    def scaled(self, value: int) -> float:
        return round(HEIGHT * value / self.top, 2)

    @property
    def description(self) -> str:
        if self.described or not self.heights:
            return self.described
        most = max(self.heights)
        return _("%(count)d in all. Most: %(most)d, %(when)s.") % {
            "count": self.total,
            "most": most,
            "when": self.labels[self.heights.index(most)],
        }

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The table, latest first."""
        values = zip(*(one.values for one in self.series), strict=True)
        return list(zip(self.labels, map(list, values), strict=True))[::-1]


@dataclass(frozen=True)
class Ranked:
    """``note`` says where it is; ``url`` leads there."""

    label: str
    count: int
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Ranking:
    """Words, each with how often it is there: horizontal bars, the longest first."""

    name: str
    title: str | Promise
    unit: str | Promise
    entries: Sequence[Ranked]

    template = "home/admin/ranking.html"

    @property
    def total(self) -> int:
        return sum(one.count for one in self.entries)

    @property
    def bars(self) -> list[tuple[Ranked, float]]:
        """With the width of each, of a hundred."""
        most = max((one.count for one in self.entries), default=1)
        return [(one, round(100 * one.count / most, 1)) for one in self.entries]
