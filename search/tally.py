"""What readers look for, counted: words by day, and nothing of who looked for them."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from home.counting import Uncountable, count_today
from home.folding import fold_words
from search.models import HiddenSearch, SearchTally
from search.query import MAX_LENGTH

SUGGESTED_FOR = timedelta(days=90)
POPULAR = 500
POPULAR_KEY = "popular:{}"
KEPT_FOR = 300  # seconds
OFTEN_ENOUGH = 3  # what fewer than three asked may be about somebody


def note_search(locale: Locale, typed: str, found: int) -> None:
    """Count one search. Raises ``Uncountable``."""
    _count(locale, typed, searches=1, found=found)


def note_click(locale: Locale, typed: str) -> None:
    """Count one result that was followed. Raises ``Uncountable``."""
    _count(locale, typed, clicks=1)


def _count(locale: Locale, typed: str, *, searches: int = 0, clicks: int = 0, **last: Any) -> None:
    words, written = read(typed)
    added = {"searches": F("searches") + searches, "clicks": F("clicks") + clicks}
    if searches:
        last["written"] = written
    key = {"locale": locale, "words": words}
    count_today(SearchTally, key, added | last, first={"written": written})


def read(typed: str) -> tuple[str, str]:
    """The words that it counts for, and how they are shown. Raises ``Uncountable``."""
    written = " ".join(_printable(typed).split())
    words = fold_words(written)
    if not words:
        raise Uncountable(_("There is no word in this search."))
    if max(len(words), len(written)) > MAX_LENGTH:
        raise Uncountable(_("A search has at most %(most)d characters.") % {"most": MAX_LENGTH})
    return words, written


def _printable(text: str) -> str:
    """Without what databases and spreadsheets refuse, or what turns the line around it."""
    return "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)


SAME = Q(locale=OuterRef("locale"), words=OuterRef("words"))


class OfGroup(Subquery):
    """Of rows that are grouped by language and words, asked once for each group.

    Django would group by its answer too, and so ask for every row: 200,000 take seconds.
    """

    def get_group_by_cols(self, wrapper: Any = None) -> list[Any]:
        return []


class ExistsOfGroup(OfGroup, Exists):
    pass


def latest(field: str, **narrowed: Any) -> OfGroup:
    """What was noted last for the words of a group."""
    rows = SearchTally.objects.filter(SAME, **narrowed).order_by("-day")
    return OfGroup(rows.values(field)[:1])


def past_searches(locale_id: int, folded_prefix: str, limit: int) -> list[str]:
    """What others looked for and found, with a word that begins so; most frequent first.

    One query. What editors have hidden is left out.
    """
    since = timezone.localdate() - SUGGESTED_FOR
    begins = Q(words__startswith=folded_prefix) | Q(words__contains=f" {folded_prefix}")
    hidden = HiddenSearch.objects.filter(SAME)
    recent = SearchTally.objects.filter(begins, locale=locale_id, day__gt=since)
    groups = (
        recent.order_by()
        .values("locale", "words")
        .annotate(
            times=Sum("searches"),
            last_found=latest("found", found__isnull=False),
            last_written=latest("written", searches__gt=0),
        )
        .filter(~Exists(hidden), times__gte=OFTEN_ENOUGH, last_found__gt=0)
        .order_by("-times", "words")
    )
    return list(groups.values_list("last_written", flat=True)[:limit])


def popular(locale_id: int) -> list[tuple[str, str]]:
    """The past searches of a language, folded and as they were written. To count them at each
    letter typed would take too long."""
    found = cache.get(POPULAR_KEY.format(locale_id))
    if found is None:
        past = past_searches(locale_id, "", POPULAR)
        found = [(fold_words(text), text) for text in past]
        cache.set(POPULAR_KEY.format(locale_id), found, KEPT_FOR)
    return found


def forget_popular(locale_id: int) -> None:
    cache.delete(POPULAR_KEY.format(locale_id))


def searched_elsewhere() -> QuerySet[SearchTally]:
    """For an ``Exists``: the other days on which the same words were searched."""
    return SearchTally.objects.filter(SAME, searches__gt=0).exclude(pk=OuterRef("pk"))
