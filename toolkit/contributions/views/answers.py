"""How these pages answer: to one person only, and a refusal with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from home.refusals import Refused
from home.requests import for_one_person
from toolkit.contributions.services import RATE_WINDOW

type View = Callable[..., HttpResponseBase]


def personal(view: View) -> View:
    """Kept by no cache, listed by no search engine; what is ``Refused`` becomes a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return for_one_person(view(request, *args, **kwargs))
        except Refused as refused:
            return for_one_person(refusal(request, refused))

    return answer


def page(
    request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    return render(request, f"toolkit/contributions/{name}.html", context, status=status)


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    response = page(request, "refused", {"sentence": refused.sentence}, refused.status)
    return hurried(response)


def hurried(response: HttpResponse) -> HttpResponse:
    """Too many is for a time only: say when to come back."""
    if response.status_code == 429:
        response.headers["Retry-After"] = str(int(RATE_WINDOW.total_seconds()))
    return response
