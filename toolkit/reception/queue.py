"""What editors look at: contributions by state, narrowed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolkit.models import Contribution
from toolkit.models.contributions import ContributionQuerySet

State = Contribution.State


@dataclass(frozen=True)
class Tab:
    """A part of all contributions."""

    label: Promise
    condition: Q
    empty: Promise
    oldest_first: bool = False


TABS = {
    "waiting": Tab(
        _("To deal with"),
        Q(state__in=(State.RECEIVED, State.TAKEN)),
        _("Nothing waits for you. Well done!"),
        oldest_first=True,
    ),
    "question": Tab(
        _("Question asked"), Q(state=State.QUESTION), _("No sender owes an answer."), True
    ),
    "review": Tab(_("Under review"), Q(state=State.REVIEW), _("Nothing is under review."), True),
    "published": Tab(
        pgettext_lazy("contributions", "Published"),
        Q(state=State.PUBLISHED),
        _("Nothing is published yet."),
    ),
    "closed": Tab(
        _("Closed"),
        Q(state__in=(State.REFUSED, State.WITHDRAWN)),
        _("Nothing was refused or withdrawn."),
    ),
    "unconfirmed": Tab(
        _("To be confirmed"),
        Q(state=State.UNCONFIRMED),
        _("Everybody who sent something has confirmed it."),
    ),
    "spam": Tab(
        pgettext_lazy("contributions", "Spam"),
        Q(state=State.SPAM),
        _("Nothing was set aside."),
    ),
}
# Received within, or before, so many days.
AGES = {
    "week": (_("In the last 7 days"), timedelta(days=7), "sent_at__gte"),
    "month": (_("In the last 30 days"), timedelta(days=30), "sent_at__gte"),
    "older": (_("More than 7 days ago"), timedelta(days=7), "sent_at__lt"),
}


def counts() -> dict[str, int]:
    """How many are in each tab: one query."""
    each = {name: Count("pk", filter=tab.condition) for name, tab in TABS.items()}
    return Contribution.objects.order_by().aggregate(**each)


def find(tab: Tab, wanted: dict[str, Any]) -> ContributionQuerySet:
    """Those of a tab that the filter leaves; ``wanted`` is what ``QueueForm`` has read."""
    found = Contribution.objects.sent().filter(tab.condition)
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    if wanted.get("mine"):
        found = found.filter(claimed_by=wanted["mine"])
    if age := AGES.get(wanted.get("age", "")):
        _label, delay, lookup = age
        found = found.filter(**{lookup: timezone.now() - delay})
    if words := wanted.get("q"):
        found = found.filter(
            Q(title__icontains=words) | Q(name__icontains=words) | Q(email__icontains=words)
        )
    found = found.select_related("claimed_by", "audience").annotate(
        file_count=Count("files", distinct=True)
    )
    return found.order_by("sent_at" if tab.oldest_first else "-sent_at", "pk")
