"""What a reviewer does with a step: one decision, whoever presses a button at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from home.proofreading import blocking
from home.refusals import Refused, check_page_is_free
from home.workflow import events

if TYPE_CHECKING:
    from home.models import ReviewState

CLAIMS = {"claim", "take_over", "release"}


@transaction.atomic
def act(
    state: ReviewState, user: AbstractBaseUser, action: str, *, comment: str = ""
) -> str | None:
    """Raises ``Refused`` when somebody else was faster, or has it in hand.

    Returns the address of the editor where the person goes on working on the page.
    """
    state = type(state).objects.select_for_update(of=("self",)).get(pk=state.pk)
    check_may(state, user, action)
    if action in CLAIMS:
        return change_hands(state, user, action)
    own_changes_count(state, user)
    if action == "approve":
        page = state.workflow_state.content_object
        check_page_is_free(page)
        check_ready(page, _("It cannot be approved as it is. %(reasons)s"))
        state.approve(user=user, comment=comment)
    else:
        state.reject(user=user, comment=comment)
    return None


def check_may(state: ReviewState, user: AbstractBaseUser, action: str) -> None:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(decided_meanwhile(state), status=409)
    page = state.workflow_state.content_object
    if action in {name for name, _label, _modal in state.task.specific.get_actions(page, user)}:
        return
    if state.claimed_by and state.claimed_by != user:
        sentence = _(
            "%(person)s takes care of it: take it over first, if that is agreed. "
            "Your decision was not recorded."
        )
        raise Refused(sentence % {"person": get_user_display_name(state.claimed_by)}, status=409)
    raise Refused(_("This cannot be done any more, or it is not yours to do."), status=403)


def check_ready(page: Page, sentence: str) -> None:
    """The editor says the same beside the fields; here for who decides from a list."""
    latest = page.get_latest_revision_as_object()
    reasons = " ".join(remark.sentence for remark in blocking(latest))
    if reasons:
        raise Refused(sentence % {"reasons": reasons, "title": latest.title}, status=409)


def decided_meanwhile(state: TaskState) -> str:
    """Who was faster, and what they decided."""
    match state.status:
        case TaskState.STATUS_APPROVED:
            sentence = _("%(person)s has approved it meanwhile: your decision was not recorded.")
        case TaskState.STATUS_REJECTED:
            sentence = _(
                "%(person)s has asked for changes meanwhile: your decision was not recorded."
            )
        case _other:
            return _("The review has ended meanwhile: your decision was not recorded.")
    person = get_user_display_name(state.finished_by) if state.finished_by else _("Somebody")
    return sentence % {"person": person}


def change_hands(state: ReviewState, user: AbstractBaseUser, action: str) -> str:
    before = state.claimed_by
    state.claimed_by = None if action == "release" else user
    state.save(update_fields=["claimed_by"])
    page = state.workflow_state.content_object
    log(page, f"home.workflow.{action}", user=user, data={"task": state.task.name})
    if action == "take_over" and before:
        events.taken_over(state, before, user)
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def own_changes_count(state: ReviewState, user: AbstractBaseUser) -> None:
    """A reviewer decides on the version with their own corrections, not on the one before.

    Wagtail would ask the same person to approve the same step again.
    """
    latest = state.workflow_state.content_object.get_latest_revision()
    if latest and latest.pk != state.revision_id and latest.user_id == user.pk:
        state.revision = latest
