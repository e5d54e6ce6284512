"""What readers do, counted by day and never of whom: where pages tell it, and the sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate

from django.core.cache import cache
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from home.requests import View, client_address, network_of, same_origin_required

AT_MOST = 30  # told to one address from one network
WINDOW = 60  # seconds


class Uncountable(ValueError):
    """What was told cannot be counted; the message is for whoever sent it."""


def told_by_pages[**P](count: Callable[Concatenate[HttpRequest, P], None]) -> View[P]:
    """The view to which pages tell what ``count`` counts, by ``navigator.sendBeacon``.

    Answers 204; with a sentence, 400 where it is ``Uncountable`` and 429 where it is too much.
    """

    @same_origin_required
    @require_POST
    @cache_control(private=True, no_store=True)
    @wraps(count)
    def told(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_too_much(request, count.__module__):
            response = sentence(_("This is much in a short time. Please wait."), 429)
            response.headers["Retry-After"] = str(WINDOW)
            return response
        try:
            count(request, *args, **kwargs)
        except Uncountable as error:
            return sentence(str(error), 400)
        return HttpResponse(status=204)

    return told


def is_too_much(request: HttpRequest, what: str) -> bool:
    """Counted in the cache, which processes share if it is one that they can share.

    By the minute of the clock: a count that begins with the first request would have to be
    kept with it. The network is forgotten with the count, after two minutes at most.
    """
    minute = int(timezone.now().timestamp()) // WINDOW
    key = f"told:{what}:{network_of(client_address(request))}:{minute}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(key) > AT_MOST
    except ValueError:  # the cache was full and let it go
        return False


def sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def count_today(
    model: type[models.Model],
    key: dict[str, Any],
    changes: dict[str, Any],
    first: dict[str, Any] | None = None,
) -> None:
    """Change today's row of ``key``, which whoever comes first makes: with INSERT … ON CONFLICT
    DO NOTHING, two who come first at once make it once. ``changes`` add by ``F()``, so that it
    is done by the database, on the locked row; ``first`` is what a new row has besides."""
    key = {"day": timezone.localdate(), **key}
    today = model._default_manager.filter(**key)
    with transaction.atomic():
        if not today.update(**changes):
            made = model(**key, **(first or {}))
            model._default_manager.bulk_create([made], ignore_conflicts=True)
            today.update(**changes)


def before(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
