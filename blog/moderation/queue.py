"""What moderators look at: comments by state, narrowed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blog.models import Comment, Report
from blog.models.comments import CommentQuerySet

State = Comment.State


@dataclass(frozen=True)
class Tab:
    """A part of all comments. ``actions`` are the verdicts that can be given to many at once."""

    label: Promise
    condition: Q
    empty: Promise
    actions: tuple[str, ...] = ()
    oldest_first: bool = False


TABS = {
    "review": Tab(
        _("To review"),
        Q(state=State.WAITING) | Q(state=State.PUBLISHED, needs_review=True),
        _("Nothing waits for you. Well done!"),
        ("approve", "reject", "spam"),
        oldest_first=True,
    ),
    "published": Tab(
        pgettext_lazy("comments", "Published"),
        Q(state=State.PUBLISHED),
        _("No comment is published yet."),
        ("reject", "spam"),
    ),
    "spam": Tab(
        pgettext_lazy("comments", "Spam"),
        Q(state=State.SPAM),
        _("Nothing was set aside as spam."),
        ("approve", "reject"),
    ),
    "rejected": Tab(
        pgettext_lazy("comments", "Rejected"),
        Q(state=State.REJECTED),
        _("Nothing was rejected."),
        ("approve", "spam"),
    ),
    "deleted": Tab(
        pgettext_lazy("comments", "Deleted"),
        Q(state=State.DELETED),
        _("Nobody has deleted a comment of theirs."),
    ),
    "unconfirmed": Tab(
        pgettext_lazy("comments", "Unconfirmed"),
        Q(state=State.UNCONFIRMED),
        _("Everybody who wrote has confirmed their address."),
        ("spam",),
    ),
    "all": Tab(pgettext_lazy("comments", "All"), Q(), _("Nobody has written yet.")),
}

# Received within, or before, so many days.
AGES = {
    "day": (_("In the last 24 hours"), timedelta(days=1), "submit_date__gte"),
    "week": (_("In the last 7 days"), timedelta(days=7), "submit_date__gte"),
    "month": (_("In the last 30 days"), timedelta(days=30), "submit_date__gte"),
    "older": (_("More than 7 days ago"), timedelta(days=7), "submit_date__lt"),
}


def counts() -> dict[str, int]:
    """How many are in each tab: one query."""
    each = {name: Count("pk", filter=tab.condition) for name, tab in TABS.items() if tab.condition}
    return Comment.objects.order_by().aggregate(**each, all=Count("pk"))


def find(tab: Tab, wanted: dict[str, Any]) -> CommentQuerySet:
    """Those of a tab that the filter leaves; ``wanted`` is what ``QueueForm`` has read."""
    comments = (
        Comment.objects.filter(tab.condition)
        .select_related("story", "user", "edited_by")
        .defer("story__body")
    )
    if wanted.get("story"):
        comments = comments.filter(story=wanted["story"].pk)
    if age := AGES.get(wanted.get("age", "")):
        _label, delay, lookup = age
        comments = comments.filter(**{lookup: timezone.now() - delay})
    if wanted.get("reported"):
        reports = Report.objects.filter(comment=OuterRef("pk"), handled_at=None)
        comments = comments.filter(Exists(reports))
    if words := wanted.get("q"):
        comments = comments.filter(
            Q(comment__icontains=words)
            | Q(user_name__icontains=words)
            | Q(user_email__icontains=words)
            | Q(user__email__icontains=words)
        )
    oldest_first = {"oldest": True, "newest": False}.get(wanted.get("order", ""), tab.oldest_first)
    return comments.order_by("submit_date" if oldest_first else "-submit_date", "pk")
