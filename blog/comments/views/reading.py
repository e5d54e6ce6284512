"""The way to a comment, and to one's own."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from blog.comments import mails
from blog.comments.forms import MineForm
from blog.comments.ownership import discussed_story, own_comments, readable_comment
from blog.comments.thread import place_of
from blog.comments.views.answers import mailed, page, personal
from blog.models import Comment, Subscription
from home.requests import same_origin_required, sent_data

LATEST = 50
UNSEEN = (Comment.State.UNCONFIRMED, Comment.State.WAITING, Comment.State.SPAM)


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent address of a comment leads to its page of the thread, and its place there."""
    shown = readable_comment(pk)
    number = place_of(shown)
    query = f"?page={number}" if number > 1 else ""
    return redirect(f"{shown.story.get_url(request)}{query}#c{pk}")


@personal
@require_safe
def waiting(request: HttpRequest, story_id: int) -> HttpResponse:
    """One's own comments that nobody else sees yet: put into the thread by a script."""
    story = discussed_story(story_id)
    unseen = own_comments(request).filter(story=story, state__in=UNSEEN).order_by("pk")
    return page(request, "waiting", {"comments": unseen[:LATEST]})


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own latest comments; by mail, a link to everything that is held of an address."""
    form = MineForm(sent_data(request))
    if form.is_valid():
        _send_link(form.cleaned_data["email"])
        # The same answer for any address: it does not tell who has commented here.
        return mailed(request)
    comments = own_comments(request).order_by("-pk")[:LATEST]
    status = 422 if form.errors else 200
    return page(request, "mine", {"comments": comments, "form": form}, status)


def _send_link(email: str) -> None:
    """Only to whom we hold something of."""
    followed = Subscription.objects.filter(Q(email__iexact=email))
    if Comment.objects.by_email(email).exists() or followed.exists():
        mails.own_comments_link(email, get_language() or "")
