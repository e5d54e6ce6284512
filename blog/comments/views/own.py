"""All that is held of an address, for whoever reads its mails: the link is the authority."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.comments import personal as information
from blog.comments import services
from blog.comments.links import Purpose
from blog.comments.personal import Holdings
from blog.comments.views.answers import done, page, personal, signed_text
from home.requests import same_origin_required

LATEST = 100


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    held = Holdings(signed_text(Purpose.OWN_COMMENTS, token))
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        return act(request, held) if act else redirect(request.path)
    stories = held.stories
    comments = list(held.comments.select_related("user").order_by("-submit_date", "-pk")[:LATEST])
    subscriptions = list(held.subscriptions.order_by("-created_at"))
    row: Any
    for row in (*comments, *subscriptions):
        row.shown_story = stories.get(row.story_id)
    context = {
        "email": held.email,
        "comments": comments,
        "subscriptions": subscriptions,
        "counts": held.counts(),
        "claimable": request.user.is_authenticated
        and information.claimable(held.email).exclude(user_email="").count(),
    }
    return page(request, "own_page", context)


def download(request: HttpRequest, held: Holdings) -> HttpResponse:
    return as_file(information.export(held.email))


def as_file(exported: dict[str, object]) -> HttpResponse:
    """The address is not in the name: files are sent on."""
    response = JsonResponse(
        exported, json_dumps_params={"ensure_ascii": False, "indent": 2}, charset="utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


def unfollow(request: HttpRequest, held: Holdings) -> HttpResponse:
    number = request.POST.get("subscription", "")
    if number.isdecimal() and len(number) < 19:
        for pk in held.subscriptions.filter(pk=number).values_list("pk", flat=True):
            services.unfollow(pk)
    return redirect(request.path)


def claim(request: HttpRequest, held: Holdings) -> HttpResponse:
    if request.user.is_authenticated:
        information.claim(held.email, request.user)
    return redirect(request.path)


def forget(request: HttpRequest, held: Holdings) -> HttpResponse:
    """Asks once more, then does it."""
    texts = request.POST["act"] == "erase"
    if "sure" not in request.POST:
        return page(request, "own_forget", {"email": held.email, "texts": texts})
    information.erase(held.email, texts=texts)
    return done(
        request,
        _("It is done"),
        _("Your address and your name are no longer tied to anything here."),
    )


ACTS: dict[str, Callable[[HttpRequest, Holdings], HttpResponse]] = {
    "download": download,
    "unfollow": unfollow,
    "claim": claim,
    "anonymise": forget,
    "erase": forget,
}
