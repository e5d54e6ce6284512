"""Counts go once their time is over: docs/reference/personal-data.md."""

from __future__ import annotations

from django.utils.translation import ngettext

from home.counting import before
from home.daily import daily_job
from toolkit.models import RowUse

KEPT = 400  # days: a year can be compared with the one before


@daily_job
def forget_row_uses() -> str:
    count, _by_model = RowUse.objects.filter(day__lt=before(KEPT)).delete()
    said = ngettext(
        "%(count)d day of a row’s uses forgotten.",
        "%(count)d days of rows’ uses forgotten.",
        count,
    )
    return said % {"count": count}
