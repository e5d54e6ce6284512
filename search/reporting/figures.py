"""What the report shows, out of the tallies: two queries and no more, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from search.models import HiddenSearch, SearchTally
from search.tally import SAME, ExistsOfGroup, latest

PERIODS = {
    7: _("7 days"),
    30: _("30 days"),
    90: _("3 months"),
    365: _("a year"),
}


@dataclass(frozen=True)
class Tab:
    """``narrow`` keeps the rows of this list; ``empty`` says what it is good that it is empty."""

    label: str | Promise
    empty: str | Promise
    narrow: Callable[[QuerySet], QuerySet]


TABS = {
    "frequent": Tab(
        _("Most frequent"),
        _("Nobody has searched in this time. Choose a longer one, or search the site yourself."),
        lambda groups: groups,
    ),
    "nothing": Tab(
        _("Found nothing"),
        _("Every search of this time found something. Nothing to do here."),
        lambda groups: groups.filter(last_found=0),
    ),
    "unfollowed": Tab(
        _("Never followed"),
        _("Of every search that found something, somebody opened a result. Nothing to do here."),
        lambda groups: groups.filter(last_found__gt=0, followed=0),
    ),
}


@dataclass(frozen=True)
class Scope:
    """Whose searches are shown: of the last ``days``, of one language or of all."""

    days: int = 30
    locale: Locale | None = None
    today: date = field(default_factory=timezone.localdate)

    @property
    def since(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def tallies(self) -> QuerySet[SearchTally]:
        kept = SearchTally.objects.filter(day__gte=self.since, day__lte=self.today)
        return kept.filter(locale=self.locale) if self.locale else kept

    def groups(self) -> QuerySet[SearchTally, Any]:
        """One row for the same words of one language, as dictionaries."""
        return (
            self.tallies.order_by()
            .values("locale", "words")
            .annotate(
                times=Sum("searches"),
                followed=Sum("clicks"),
                last_day=Max("day"),
                last_found=latest("found", found__isnull=False),
                written=latest("written", searches__gt=0),
                is_hidden=ExistsOfGroup(HiddenSearch.objects.filter(SAME)),
            )
            .filter(times__gt=0)
        )

    def by_day(self) -> dict[date, Figures]:
        rows = (
            self.tallies.order_by()
            .values("day")
            .annotate(
                all=Sum("searches"),
                nothing=Sum("searches", filter=Q(found=0), default=0),
                clicks=Sum("clicks"),
            )
        )
        return {row["day"]: Figures(row["all"], row["nothing"], row["clicks"]) for row in rows}


@dataclass(frozen=True)
class Figures:
    searches: int = 0
    nothing: int = 0
    clicks: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.searches + other.searches,
            self.nothing + other.nothing,
            self.clicks + other.clicks,
        )

    @property
    def something(self) -> int:
        return self.searches - self.nothing

    @property
    def percent_nothing(self) -> int:
        return round(100 * self.nothing / self.searches) if self.searches else 0
