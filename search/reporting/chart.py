"""Searches over time as bars: where each stands, and what the chart says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from search.reporting.figures import Figures, Scope

SLOT = 10  # units of the drawing that one bar may take
WIDTH = 7
HEIGHT = 100
WEEKLY_FROM = 60  # days: more bars than that are too thin for a telephone


@dataclass(frozen=True)
class Bar:
    """Some days in a row; heights and places in the drawing's units, from its top."""

    first: date
    last: date
    figures: Figures
    number: int
    top: int

    @property
    def x(self) -> float:
        return self.number * SLOT + (SLOT - WIDTH) / 2

    @property
    def something(self) -> float:
        return round(HEIGHT * self.figures.something / self.top, 2)

    @property
    def nothing(self) -> float:
        return round(HEIGHT * self.figures.nothing / self.top, 2)

    @property
    def y_something(self) -> float:
        return HEIGHT - self.something

    @property
    def y_nothing(self) -> float:
        return round(self.y_something - self.nothing, 2)

    @property
    def label(self) -> str:
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (self.first, self.last))
        return first if first == last else f"{first} – {last}"


class Chart:
    def __init__(self, scope: Scope, by_day: dict[date, Figures]) -> None:
        self.scope = scope
        self.step = 1 if scope.days < WEEKLY_FROM else 7
        self._counts = [Figures()] * round(scope.days / self.step)
        for day, figures in by_day.items():
            # Counted from today, so that the last bar is whole: the first takes what is left.
            number = min((scope.today - day).days // self.step, len(self._counts) - 1)
            self._counts[number] += figures
        self.total = sum(by_day.values(), Figures())

    @cached_property
    def top(self) -> int:
        """The number at the top of the scale: round, and even for the line in the middle."""
        most = max(figures.searches for figures in self._counts)
        unit = 1
        while most > 10 * unit:
            unit *= 10
        return next(n * unit for n in (2, 4, 6, 8, 10) if n * unit >= most)

    @property
    def middle(self) -> int:
        return self.top // 2

    @cached_property
    def bars(self) -> list[Bar]:
        count = len(self._counts)
        bars = []
        for number, figures in enumerate(reversed(self._counts)):
            last = self.scope.today - timedelta(days=(count - 1 - number) * self.step)
            first = last - timedelta(days=self.step - 1) if number else self.scope.since
            bars.append(Bar(first, last, figures, number, self.top))
        return bars

    @property
    def box(self) -> str:
        return f"0 0 {len(self._counts) * SLOT} {HEIGHT}"

    @property
    def title(self) -> str:
        return _("Searches each day") if self.step == 1 else _("Searches each week")

    @property
    def description(self) -> str:
        highest = max(self.bars, key=lambda bar: bar.figures.searches)
        return _(
            "%(count)d in all, of which %(nothing)d found nothing. Most: %(most)d, %(when)s."
        ) % {
            "count": self.total.searches,
            "nothing": self.total.nothing,
            "most": highest.figures.searches,
            "when": highest.label,
        }
