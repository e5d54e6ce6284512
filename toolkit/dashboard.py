"""What the dashboard shows of the toolkit. Imported by the app's ``wagtail_hooks``."""

from __future__ import annotations

from collections import Counter

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.charts import Ranked, Ranking
from home.dashboard import Story, tells, writes_for_all
from home.text import plain
from toolkit.index import normalised
from toolkit.models import Row
from toolkit.uses.tally import DAYS, most_used

SHOWN = 8
KEPT = 60 * 60  # seconds: every row is read for it


@tells(order=35)
def used_rows(request: HttpRequest) -> Story | None:
    """The rows whose links readers follow most; nothing while none was followed."""
    if not writes_for_all(request.user):
        return None
    entries = [
        Ranked(str(row), uses, row.audience.title, f"{row.audience.get_url(request)}#{row.anchor}")
        for row, uses in most_used(get_language() or "", SHOWN)
    ]
    if not entries:
        return None
    unit = _("Uses in %(days)d days") % {"days": DAYS}
    return Story(Ranking("rows", _("Rows that readers use most"), unit, entries))


@tells(order=40)
def recurring_means(request: HttpRequest) -> Story | None:
    """The means that most rows of the published tables call upon, in this person's language."""
    if not writes_for_all(request.user):
        return None
    language = get_language() or ""
    key = f"dashboard-means-{language}"
    counted = cache.get(key)
    if counted is None:
        counted = most_used_means(language)
        cache.set(key, counted, KEPT)
    entries = [Ranked(*means) for means in counted]
    return Story(Ranking("means", _("Means that recur the most"), _("Rows"), entries))


def most_used_means(language: str) -> list[tuple[str, int]]:
    rows = Row.objects.public().filter(locale__language_code=language)
    written: dict[str, str] = {}
    counter: Counter[str] = Counter()
    for means in rows.values_list("means", flat=True).iterator():
        texts = {normalised(item["text"]): plain(item["text"]) for item in means}
        counter.update(texts.keys())
        written = texts | written
    return [(written[text], count) for text, count in counter.most_common(SHOWN) if count > 1]
