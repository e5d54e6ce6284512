"""Rows to choose from in the admin, and the achievements that are shown with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from home.readable import readable
from toolkit.models.rows import Row

if TYPE_CHECKING:
    from toolkit.models import ContributionPage, Illustration


def is_row_of(row: UUID, audience: int) -> bool:
    return Row.objects.filter(uuid=row, audience=audience).exists()


class RowSelect(forms.Select):
    """Every row of the live audiences, grouped by audience."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in Row.objects.select_related("audience").in_reading_order():
            groups[row.audience.title].append((str(row.uuid), str(row)))
        self.choices = [("", "–"), *groups.items()]
        return super().optgroups(name, value, attrs)


def illustrations_of_rows() -> QuerySet[Illustration]:
    """Those that readers see."""
    from toolkit.models import ContributionPage, Illustration

    pages = readable(ContributionPage.objects.all())
    return Illustration.objects.filter(page__in=pages.order_by().values("pk"), row__isnull=False)


def with_achievements(rows: Iterable[Row]) -> list[Row]:
    """Each row with ``achievements``, the readable ones that illustrate it: one query for all."""
    shown = list(rows)
    by_row: dict[tuple[int, UUID | None], list[ContributionPage]] = defaultdict(list)
    if shown:
        audiences = {row.audience_id for row in shown}
        illustrations = illustrations_of_rows().filter(audience__in=audiences)
        latest_first = illustrations.order_by("-page__first_published_at", "-page__pk")
        for found in latest_first.select_related("page").defer("page__body"):
            by_row[found.audience_id, found.row].append(found.page)
    for row in shown:
        row.achievements = by_row[row.audience_id, row.uuid]
    return shown
