"""What editors do: invite, remind, extend, revoke, and deal with what was said.

Each function checks the right to change the page, is one transaction, and is logged.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from home.models import ExpertReview, Remark
from home.reviews import log, mails

DAYS = 14


class Changed(Exception):
    """The review is not as the editor saw it: answered, revoked or dealt with meanwhile."""


def may_invite(user: Any, page: Page) -> bool:
    return page.permissions_for_user(user).can_edit()


def check_may_invite(user: Any, page: Page) -> None:
    if not may_invite(user, page):
        raise PermissionDenied


@transaction.atomic
def invite(user: Any, review: ExpertReview, days: int = DAYS) -> ExpertReview:
    """Store the invitation as the form has filled it in, and send the link."""
    check_may_invite(user, review.page)
    review.invited_by = user
    review.expires_at = timezone.now() + timedelta(days=days)
    review.revision = review.page.get_latest_revision() if review.pinned else None
    review.save(force_insert=True)
    log.record(review, log.INVITE, user)
    mails.invitation(review)
    return review


def _waiting(user: Any, pk: int, *, expired_too: bool = False) -> ExpertReview:
    review = _locked(user, pk)
    states = {ExpertReview.State.WAITING}
    if expired_too:
        states.add(ExpertReview.State.EXPIRED)
    if review.state not in states:
        raise Changed
    return review


def _locked(user: Any, pk: int) -> ExpertReview:
    reviews = ExpertReview.objects.select_for_update(of=("self",)).select_related("page")
    review = reviews.get(pk=pk)
    check_may_invite(user, review.page)
    return review


@transaction.atomic
def remind(user: Any, pk: int) -> ExpertReview:
    review = _waiting(user, pk)
    review.reminded_at = timezone.now()
    review.save(update_fields=["reminded_at"])
    mails.reminder(review)
    return review


@transaction.atomic
def extend(user: Any, pk: int, days: int = DAYS) -> ExpertReview:
    """From today on; a link that has expired opens again."""
    review = _waiting(user, pk, expired_too=True)
    review.expires_at = timezone.now() + timedelta(days=days)
    review.save(update_fields=["expires_at"])
    log.record(review, log.EXTEND, user)
    return review


@transaction.atomic
def revoke(user: Any, pk: int) -> ExpertReview:
    review = _waiting(user, pk, expired_too=True)
    review.revoked_at = timezone.now()
    review.save(update_fields=["revoked_at"])
    log.record(review, log.REVOKE, user)
    return review


@transaction.atomic
def handle(user: Any, pk: int) -> ExpertReview:
    """What was said has been dealt with: it awaits nobody any more."""
    review = _locked(user, pk)
    if not review.verdict or review.handled_at:
        raise Changed
    review.handled_at, review.handled_by = timezone.now(), user
    review.save(update_fields=["handled_at", "handled_by"])
    log.record(review, log.HANDLE, user)
    return review


@transaction.atomic
def resolve(user: Any, pk: int, answer: str, *, resolved: bool) -> Remark:
    """Answer a remark, and say whether it is settled."""
    remarks = Remark.objects.select_for_update(of=("self",)).select_related("review__page")
    remark = remarks.get(pk=pk)
    check_may_invite(user, remark.review.page)
    remark.answer = answer
    remark.resolved_at = timezone.now() if resolved else None
    remark.resolved_by = user if resolved else None
    remark.save(update_fields=["answer", "resolved_at", "resolved_by"])
    return remark
