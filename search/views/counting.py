"""Where pages tell what was searched and followed. Nothing in them tells by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from home.requests import client_address, network_of, same_origin_required
from search.tally import Uncountable, note_click, note_search, read

AT_MOST = 30  # from one network
WINDOW = 60  # seconds

type CountFound = Callable[[str, Locale], int]


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
def count(request: HttpRequest, count_found: CountFound | None = None) -> HttpResponse:
    """Fields ``q``, what was typed, and ``event``, "search" or "click". Answers 204.

    How many results there are is looked up here: a browser could say anything.
    """
    typed, event = request.POST.get("q", ""), request.POST.get("event", "")
    if event not in ("search", "click"):
        return _sentence(_("Only searches and clicks are counted."), 400)
    try:
        read(typed)
    except Uncountable as error:
        return _sentence(str(error), 400)
    if is_too_much(request):
        response = _sentence(_("These are many searches in a short time. Please wait."), 429)
        response.headers["Retry-After"] = str(WINDOW)
        return response
    locale = Locale.get_active()
    if event == "click":
        note_click(locale, typed)
    else:
        note_search(locale, typed, (count_found or _count_found)(typed, locale))
    return HttpResponse(status=204)


def is_too_much(request: HttpRequest) -> bool:
    """Counted in the cache, which processes share if it is one that they can share.

    By the minute of the clock: a count that begins with the first request would have to be
    kept with it. The network is forgotten with the count, after two minutes at most.
    """
    minute = int(timezone.now().timestamp()) // WINDOW
    key = f"search-count:{network_of(client_address(request))}:{minute}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(key) > AT_MOST
    except ValueError:  # the cache was full and let it go
        return False


def _count_found(typed: str, locale: Locale) -> int:
    from search.finding import count_found

    return count_found(typed, locale)


def _sentence(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
