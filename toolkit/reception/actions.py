"""What editors do with contributions: each is one transaction, checks the right, is logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.cleaning import clean
from home.refusals import Refused
from toolkit.contributions import mails, services
from toolkit.contributions.intake import is_clean
from toolkit.contributions.kinds import kind_of
from toolkit.models import Contribution, ContributionMessage
from toolkit.reception import log
from toolkit.reception.permissions import check_may_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = Contribution.State
OPEN = frozenset({State.RECEIVED, State.TAKEN, State.QUESTION})


class Changed(Exception):
    """The contribution is no longer as the editor saw it; this is what it is now."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__(contribution.pk)
        self.contribution = contribution


@dataclass(frozen=True)
class Act:
    """From which states it can be done."""

    name: str
    takes: frozenset[str]

    def applies(self, contribution: Contribution) -> bool:
        return contribution.state in self.takes


CLAIM = Act("claim", OPEN)
ASK = Act("ask", OPEN | {State.REVIEW})
ACCEPT = Act("accept", OPEN)
REFUSE = Act("refuse", OPEN | {State.REVIEW})
SPAM = Act("spam", OPEN | {State.UNCONFIRMED})
REOPEN = Act("reopen", frozenset({State.REFUSED, State.SPAM}))
ACTS = (CLAIM, ASK, ACCEPT, REFUSE, SPAM, REOPEN)


def version_of(contribution: Contribution) -> str:
    """What an editor has seen: it goes with each act, which is not done if it differs."""
    return f"{contribution.state}-{contribution.changed_at.timestamp():.6f}"


@contextmanager
def acting(user: User, act: Act, pk: int, seen: str) -> Iterator[Contribution]:
    """The contribution, locked. Of two who act at once the second gets ``Changed``."""
    check_may_review(user)
    with transaction.atomic():
        contribution = services.locked(pk=pk)
        if version_of(contribution) != seen or not act.applies(contribution):
            raise Changed(contribution)
        yield contribution
        log.record(contribution, act.name, user)


def claim(user: User, pk: int, seen: str) -> Contribution:
    """It is one's own to deal with; somebody else's can be taken over."""
    with acting(user, CLAIM, pk, seen) as contribution:
        contribution.claimed_by = user
        asked = contribution.state == State.QUESTION
        contribution.move(State.QUESTION if asked else State.TAKEN, "claimed_by")
    return contribution


def ask(user: User, pk: int, seen: str, text: str) -> Contribution:
    """The sender gets the question by mail, and answers on their own page."""
    with acting(user, ASK, pk, seen) as contribution:
        question = ContributionMessage.objects.create(
            contribution=contribution, user=user, text=clean(text).strip()
        )
        contribution.claimed_by = contribution.claimed_by or user
        under_review = contribution.state == State.REVIEW
        contribution.move(State.REVIEW if under_review else State.QUESTION, "claimed_by")
        mails.asked(contribution, question)
    return contribution


def accept(user: User, pk: int, seen: str) -> Page:
    """Its draft, with what was attached, in its workflow. Raises ``Refused`` without a place."""
    with acting(user, ACCEPT, pk, seen) as contribution:
        kind = kind_of(contribution)
        files = list(contribution.files.all())
        if not all(is_clean(file) for file in files):
            raise Refused(
                _("A file was not looked at by the antivirus, or refused by it: open it first."),
                409,
            )
        # Its section may have been missing when it was confirmed.
        page = contribution.page or kind.make_page(contribution)
        contribution.page = kind.take_in(contribution, page, files, user)
        contribution.claimed_by = contribution.claimed_by or user
        contribution.move(State.REVIEW, "page", "claimed_by")
        services.submit(contribution, user)
    return contribution.page


def refuse(user: User, pk: int, seen: str, reason: str) -> Contribution:
    """Its sender is told why."""
    with acting(user, REFUSE, pk, seen) as contribution:
        contribution.reason = clean(reason).strip()
        services.close(contribution, State.REFUSED, "reason")
        mails.refused(contribution)
    return contribution


def set_aside(user: User, pk: int, seen: str) -> Contribution:
    """As spam: nobody is told."""
    with acting(user, SPAM, pk, seen) as contribution:
        services.close(contribution, State.SPAM)
    return contribution


def reopen(user: User, pk: int, seen: str) -> Contribution:
    """It was a mistake: it waits again, as it was when it came."""
    with acting(user, REOPEN, pk, seen) as contribution:
        contribution.reason, contribution.suspicions = "", []
        if contribution.confirmed_at is None:
            contribution.move(State.UNCONFIRMED, "reason", "suspicions")
            mails.confirm(contribution)
        else:
            contribution.claimed_by = user
            contribution.move(State.TAKEN, "reason", "suspicions", "claimed_by")
            services.submit(contribution, user)
    return contribution
