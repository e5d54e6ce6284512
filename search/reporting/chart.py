"""Searches over time: counted by day or by week, and what the chart says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.charts import BarChart, Series
from search.reporting.figures import Figures, Scope

WEEKLY_FROM = 60  # days: more bars than that are too thin for a telephone


@dataclass(frozen=True)
class Span:
    """Some days in a row."""

    first: date
    last: date
    figures: Figures

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
    def spans(self) -> list[Span]:
        count = len(self._counts)
        spans = []
        for number, figures in enumerate(reversed(self._counts)):
            last = self.scope.today - timedelta(days=(count - 1 - number) * self.step)
            first = last - timedelta(days=self.step - 1) if number else self.scope.since
            spans.append(Span(first, last, figures))
        return spans

    @cached_property
    def drawing(self) -> BarChart:
        figures = [span.figures for span in self.spans]
        daily = self.step == 1
        return BarChart(
            name="searches-chart",
            title=_("Searches each day") if daily else _("Searches each week"),
            labels=[span.label for span in self.spans],
            heading=_("Day") if daily else _("Week"),
            described=self.description,
            series=[
                Series(_("found something"), [one.something for one in figures]),
                Series(_("found nothing"), [one.nothing for one in figures]),
                Series(_("results followed"), [one.clicks for one in figures], is_drawn=False),
            ],
        )

    @property
    def description(self) -> str:
        highest = max(self.spans, key=lambda span: span.figures.searches)
        return _(
            "%(count)d in all, of which %(nothing)d found nothing. Most: %(most)d, %(when)s."
        ) % {
            "count": self.total.searches,
            "nothing": self.total.nothing,
            "most": highest.figures.searches,
            "when": highest.label,
        }
