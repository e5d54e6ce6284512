"""The mails about contributions, each queued with what it tells of.

Keys begin with ``contribution-<id>:``, by which ``Contribution.mail_given_up`` finds them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from home.mail_templates import absolute, render
from home.outbox import queue
from home.signed_links import sign
from toolkit.contributions.links import CONFIRM, address_of, follow_address
from toolkit.models import Contribution, ContributionMessage

REVIEW = "toolkit.review_contribution"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who asks for many links gets one in this time; editors get one notice.
BETWEEN_LINKS = 10 * 60
BETWEEN_NOTICES = 60 * 60


def _slot(seconds: int) -> int:
    return int(timezone.now().timestamp()) // seconds


def _to_sender(contribution: Contribution, name: str, key: str = "", **context: Any) -> None:
    given = {"contribution": contribution} | context
    mail = render(
        f"toolkit/mails/contribution_{name}", contribution.language, contribution.email, given
    )
    queue(mail, f"contribution-{contribution.pk}:{key or name}")


# --- To the sender ----------------------------------------------------------------------


def confirm(contribution: Contribution, *, again: bool = False) -> None:
    """To an address that somebody gave: nothing of what they wrote is in it, nor their name."""
    key = f"confirm:{_slot(BETWEEN_LINKS)}" if again else "confirm"
    token = sign(CONFIRM, contribution.pk)
    address = address_of("confirm", contribution.language, token)
    _to_sender(contribution, "confirm", key, address=address)


def received(contribution: Contribution) -> None:
    _to_sender(contribution, "received", address=follow_address(contribution))


def asked(contribution: Contribution, question: ContributionMessage) -> None:
    _to_sender(
        contribution,
        "asked",
        f"asked:{question.pk}",
        question=question,
        address=follow_address(contribution),
    )


def refused(contribution: Contribution) -> None:
    key = f"refused:{int(contribution.changed_at.timestamp())}"
    _to_sender(contribution, "refused", key, address=follow_address(contribution))


def published(contribution: Contribution, address: str) -> None:
    _to_sender(contribution, "published", address=address, follow=follow_address(contribution))


# --- To the team ------------------------------------------------------------------------


def answered(contribution: Contribution) -> None:
    """To whoever took it on."""
    _to_editor(contribution, "answered", f"answered:{contribution.messages.count()}")


def withdrawn(contribution: Contribution) -> None:
    _to_editor(contribution, "withdrawn", "withdrawn")


def _to_editor(contribution: Contribution, name: str, key: str) -> None:
    editor = contribution.claimed_by
    if editor and editor.email:
        address = absolute(reverse("reception:contribution", args=[contribution.pk]))
        context = {"contribution": contribution, "address": address}
        template = f"toolkit/mails/contribution_{name}"
        mail = render(template, language_of(editor), editor.email, context)
        # Not a mail to the sender: another beginning.
        queue(mail, f"contribution-team:{contribution.pk}:{key}")


def notice_editors(contribution: Contribution) -> None:
    """That something came: at most one mail an hour to each, however much comes."""
    editors = get_user_model().objects.with_perm(REVIEW, backend=BACKEND)
    for editor in editors.select_related("wagtail_userprofile").exclude(email=""):
        context = {"address": absolute(reverse("reception:queue"))}
        template = "toolkit/mails/contribution_arrived"
        mail = render(template, language_of(editor), editor.email, context)
        queue(mail, f"contribution-arrived:{editor.pk}:{_slot(BETWEEN_NOTICES)}")


def language_of(user: Any) -> str:
    """The one that they chose for the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
