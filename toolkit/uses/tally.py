"""Uses of rows: a reader followed a link to one, from a search or elsewhere, or took its address.

Who comes straight to a row is not seen, nor readers without JavaScript: the counts compare
rows with each other, and are no figures of an audience.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from home.counting import Uncountable, before, count_today
from toolkit.models import Row, RowUse

DAYS = 90


def note_use(row: str) -> None:
    """Count one use. Raises ``Uncountable``, and does not tell hidden rows from unknown ones."""
    try:
        uuid = UUID(row)
    except ValueError:
        uuid = None
    if uuid is None or not Row.objects.public().filter(uuid=uuid).exists():
        raise Uncountable(_("There is no such row."))
    count_today(RowUse, {"row": uuid}, {"uses": F("uses") + 1})


def most_used(language: str, limit: int) -> list[tuple[Row, int]]:
    """Public rows of this language, with their uses in the last 90 days in any. Two queries."""
    public = Row.objects.public().filter(locale__language_code=language)
    recent = RowUse.objects.filter(day__gt=before(DAYS), row__in=public.values("uuid"))
    groups = recent.order_by().values_list("row").annotate(times=Sum("uses"))
    times = dict(groups.order_by("-times", "row")[:limit])
    shown = public.filter(uuid__in=times).select_related("audience").defer("audience__rows")
    # A copied page has rows of the same ids: the first that one reads stands for them.
    row_of = {row.uuid: row for row in shown.in_reading_order().reverse()}
    return [(row_of[uuid], count) for uuid, count in times.items() if uuid in row_of]
