"""Who is told what of a review. Wagtail's own mails at the same moments are replaced."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

if TYPE_CHECKING:
    from home.models import ReviewState

type Person = AbstractBaseUser | None


def connect() -> None:
    """Under the names of Wagtail's own handlers, which then find their places taken."""
    for signal, handler, name in (
        (workflow_submitted, nothing_more, "submitted"),
        (workflow_rejected, refused, "rejected"),
        (workflow_approved, approved, "approved"),
    ):
        uid = f"workflow_state_{name}_email_notification"
        signal.connect(handler, sender=WorkflowState, dispatch_uid=uid)
    workflow_cancelled.connect(cancelled, sender=WorkflowState)
    task_approved.connect(advanced)
    pre_delete.connect(deleted, sender=WorkflowState)


def nothing_more(**kwargs: Any) -> None:
    """Wagtail tells every superuser of each submission; the step tells those who decide."""


def submitted(state: ReviewState, user: Person) -> None:
    author = state.workflow_state.requested_by
    people = reviewers(state).exclude(pk__in=[who.pk for who in (user, author) if who])
    tell("submitted", people, state.workflow_state, by=author, step=state)


def advanced(instance: TaskState, user: Person, **kwargs: Any) -> None:
    workflow_state = instance.workflow_state
    step = workflow_state.current_task_state
    if workflow_state.status == WorkflowState.STATUS_IN_PROGRESS and step and step != instance:
        people = without(user, [workflow_state.requested_by])
        tell("advanced", people, workflow_state, by=user, step=step)


def refused(instance: WorkflowState, user: Person, **kwargs: Any) -> None:
    """To the author, and to those whose approval of an earlier step this undoes."""
    step = instance.current_task_state
    people = without(user, [instance.requested_by, *approvers(instance)])
    tell("refused", people, instance, by=user, step=step, comment=step.specific.get_comment())


def approved(instance: WorkflowState, user: Person, **kwargs: Any) -> None:
    page = instance.content_object
    scheduled = page.scheduled_revision if isinstance(page, Page) else None
    people = without(user, [instance.requested_by, *approvers(instance)])
    if scheduled:
        tell("approved", people, instance, by=user, day=scheduled.approved_go_live_at)
    else:
        tell("published", people, instance, by=user)


def cancelled(instance: WorkflowState, user: Person, **kwargs: Any) -> None:
    step = instance.current_task_state
    people = [instance.requested_by, *approvers(instance)]
    if step:
        people += reviewers(step.specific)
    tell("cancelled", without(user, people), instance, by=user)


def deleted(instance: WorkflowState, **kwargs: Any) -> None:
    """A page that is deleted takes its review with it."""
    if instance.is_active and instance.content_object:
        step = instance.current_task_state
        waiting = reviewers(step.specific) if step else []
        tell("deleted", without(None, [instance.requested_by, *waiting]), instance)


def taken_over(state: ReviewState, before: AbstractBaseUser, user: Person) -> None:
    tell("taken_over", [before], state.workflow_state, by=user)


def overdue(state: ReviewState) -> None:
    people = [state.claimed_by] if state.claimed_by else reviewers(state)
    tell("overdue", people, state.workflow_state, step=state)


# --- To whom ----------------------------------------------------------------------------


def reviewers(state: TaskState) -> QuerySet[Any]:
    """Who decides on this step; superusers where its groups are empty."""
    people = get_user_model().objects.filter(is_active=True)
    groups = getattr(state.task.specific, "groups", None)
    members = people.filter(groups__in=groups.all()).distinct() if groups else people.none()
    return members if members.exists() else people.filter(is_superuser=True)


def approvers(workflow_state: WorkflowState) -> list[AbstractBaseUser]:
    states = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    people = get_user_model().objects.filter(Q(finished_task_states__in=states))
    return list(people.distinct())


def without(user: Person, people: Iterable[Person]) -> list[AbstractBaseUser]:
    """Each of them once, but not who did it."""
    return [person for person in dict.fromkeys(people) if person and person != user]


def tell(
    kind: str,
    people: Iterable[AbstractBaseUser],
    workflow_state: WorkflowState,
    *,
    by: Person = None,
    step: TaskState | None = None,
    comment: str = "",
    day: datetime | None = None,
) -> None:
    from home.workflow.notices import write

    due_on = getattr(step, "due_on", None)
    if due_on and not day:
        day = timezone.make_aware(datetime.combine(due_on, time.min))
    write(
        kind,
        people,
        workflow_state.content_object,
        person=get_user_display_name(by) if by else "",
        task=step.task.name if step else "",
        comment=comment,
        day=day,
    )
