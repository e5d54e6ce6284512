"""What an expert's link opens. The link is the authority: no account, no cookie, no cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from home.models import Remark
from home.refusals import Refused
from home.requests import same_origin_required
from home.reviews import services
from home.reviews.forms import RemarkForm, VerdictForm
from home.reviews.links import review_of
from home.reviews.reading import Reading, page_of, place_of

type View = Callable[..., HttpResponseBase]


def secret(view: View) -> View:
    """Kept by no cache, in no index, its address told to no other site.

    What is ``Refused`` becomes a page, with what had been typed on it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refused:
            kept = request.POST.get("text") or request.POST.get("message")
            context = {"sentence": refused.sentence, "kept": kept}
            response = render(request, "home/reviews/refused.html", context, status=refused.status)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@secret
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponseBase:
    """``?remark=<anchor>`` opens the form of a passage, ``?change=<number>`` that of a remark."""
    reading = Reading(review_of(token), token)
    change = request.GET.get("change", "")
    if not reading.is_open:
        return page_of(request, reading)
    if remark := next((mine for mine in reading.remarks if str(mine.pk) == change), None):
        reading.changing = remark.pk
        reading.form = RemarkForm(initial={"text": remark.text, "anchor": remark.anchor})
    elif "remark" in request.GET:
        reading.form = RemarkForm(initial={"anchor": request.GET["remark"]})
    return page_of(request, reading)


@same_origin_required
@secret
@require_POST
def remark(request: HttpRequest, token: str) -> HttpResponseBase:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return page_of(request, Reading(review_of(token), token, form=form), 422)
    added = services.add_remark(token, form.cleaned_data["anchor"], form.cleaned_data["text"])
    return _back(token, added)


@same_origin_required
@secret
@require_POST
def change(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    if "delete" in request.POST:
        return _back(token, services.change_remark(token, pk, ""))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return page_of(request, Reading(review_of(token), token, form=form, changing=pk), 422)
    return _back(token, services.change_remark(token, pk, form.cleaned_data["text"]))


@same_origin_required
@secret
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return page_of(request, Reading(review_of(token), token, verdict_form=form), 422)
    services.answer(token, form.cleaned_data["verdict"], form.cleaned_data["message"])
    return redirect(reverse("reviews:read", args=[token]) + "#opinion")


def _back(token: str, remark: Remark) -> HttpResponseBase:
    """To where they were in the text."""
    place = place_of(remark.anchor)
    return redirect(reverse("reviews:read", args=[token]) + f"#{place}")
