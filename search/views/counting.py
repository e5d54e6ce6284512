"""Where pages tell what was searched and followed. Nothing in them tells by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale

from home.counting import Uncountable, told_by_pages
from search.tally import note_click, note_search, read

type CountFound = Callable[[str, Locale], int]


@told_by_pages
def count(request: HttpRequest, count_found: CountFound | None = None) -> None:
    """Fields ``q``, what was typed, and ``event``, "search" or "click".

    How many results there are is looked up here: a browser could say anything.
    """
    typed, event = request.POST.get("q", ""), request.POST.get("event", "")
    if event not in ("search", "click"):
        raise Uncountable(_("Only searches and clicks are counted."))
    read(typed)  # before results are looked for
    locale = Locale.get_active()
    if event == "click":
        note_click(locale, typed)
    else:
        note_search(locale, typed, (count_found or _count_found)(typed, locale))


def _count_found(typed: str, locale: Locale) -> int:
    from search.finding import count_found

    return count_found(typed, locale)
