"""How these pages answer: to one person only, and a refusal with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.comments import links
from blog.comments.guests import Guest, remember
from blog.comments.services import RATE_WINDOW, Refused
from blog.models import BlogPage
from home.readable import readable
from home.requests import for_one_person

type View = Callable[..., HttpResponseBase]


def personal(view: View) -> View:
    """Kept by no cache, listed by no search engine; what is ``Refused`` becomes a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refused:
            response = refusal(request, refused, kwargs.get("story_id"))
        return for_one_person(response)

    return answer


def page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """With the story that it is about, for the way back."""
    about = context.get("comment") or context.get("subscription")
    context = {"story": about and about.story} | context
    return render(request, f"blog/comments/{name}.html", context, status=status)


def refusal(request: HttpRequest, refused: Refused, story_id: int | None) -> HttpResponse:
    story = readable(BlogPage.objects.all()).filter(pk=story_id).first()
    context = {"sentence": refused.sentence, "story": story}
    return hurried(page(request, "refused", context, refused.status))


def hurried(response: HttpResponse) -> HttpResponse:
    """Too many is for a time only: say when to come back."""
    if response.status_code == 429:
        response.headers["Retry-After"] = str(int(RATE_WINDOW.total_seconds()))
    return response


def done(request: HttpRequest, heading: str, sentence: str, **context: Any) -> HttpResponse:
    """That something is done, and where to go from here."""
    return page(request, "done", {"heading": heading, "sentence": sentence} | context)


def mailed(request: HttpRequest, **context: Any) -> HttpResponse:
    return done(
        request,
        _("Look in your mailbox"),
        _("We sent a mail to the address that you gave: open it and follow its link."),
        **context,
    )


def remembering(response: HttpResponse, request: HttpRequest, guest: Guest) -> HttpResponse:
    """A browser that has acted is known from then on, unless its person is by an account."""
    if not request.user.is_authenticated:
        remember(response, guest)
    return response


def signed(purpose: links.Purpose, token: str) -> int:
    """The id in a link from a mail. Raises ``Refused`` with what to do where it is no good."""
    return int(signed_text(purpose, token))


def signed_text(purpose: links.Purpose, token: str) -> str:
    """The same for a link that holds something else."""
    try:
        return links.read(purpose, token)
    except links.ExpiredLink as error:
        sentence = _("This link is too old. Ask for a new one, or write again.")
        raise Refused(sentence, 410) from error
    except links.BrokenLink as error:
        sentence = _(
            "This link is not complete. Open it from the mail itself, "
            "or copy the whole address from there."
        )
        raise Refused(sentence, 404) from error
