"""Steps of a review that have a due date and that somebody takes care of, and news of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState
from wagtail.models.workflows import TaskStateQuerySet

from home.workflow import acting, events
from home.workflow.lock import ReviewLock


class ReviewStateQuerySet(TaskStateQuerySet):
    def open(self) -> Self:
        """What awaits a decision, whoever's; the most pressing first."""
        waiting = self.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.order_by(models.F("due_on").asc(nulls_last=True), "started_at")

    def awaiting(self, user: AbstractBaseUser) -> Self:
        """What this person may decide on, taken care of by somebody else or not."""
        if user.is_superuser:
            return self.open()
        return self.open().filter(
            task__in=ReviewTask.objects.filter(groups__in=user.groups.all(), active=True)
        )

    def claimed_by(self, user: AbstractBaseUser) -> Self:
        return self.open().filter(claimed_by=user)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class ReviewState(TaskState):
    """A step of the review of one page."""

    due_on = models.DateField(gettext_lazy("due"), null=True, blank=True, db_index=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("taken care of by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reminded_on = models.DateField(gettext_lazy("last reminder"), null=True, blank=True)

    exclude_fields_in_copy = ["claimed_by", "reminded_on"]
    objects = ReviewStateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("step under way")
        verbose_name_plural = gettext_lazy("steps under way")
        default_permissions = ()

    @property
    def is_overdue(self) -> bool:
        return bool(self.due_on and self.due_on < timezone.localdate())


class ReviewTask(AbstractGroupApprovalTask):
    """A step that groups decide on: by a due date, and one person at a time."""

    days = models.PositiveSmallIntegerField(
        gettext_lazy("days to decide"), default=7, help_text=gettext_lazy("0: no due date.")
    )
    days_between_reminders = models.PositiveSmallIntegerField(
        gettext_lazy("days between reminders"),
        default=3,
        help_text=gettext_lazy("Once the due date is over. 0: no reminder."),
    )

    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "days",
        "days_between_reminders",
    ]
    lock_class = ReviewLock
    task_state_class = ReviewState

    class Meta:
        verbose_name = gettext_lazy("review by groups, with a due date")
        verbose_name_plural = gettext_lazy("reviews by groups, with a due date")

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the chosen groups decide, by a due date; one of them takes care of it")

    def start(self, workflow_state: Any, user: AbstractBaseUser | None = None) -> ReviewState:
        state = super().start(workflow_state, user=user)
        state.due_on = timezone.localdate() + timedelta(days=self.days) if self.days else None
        state.save(update_fields=["due_on"])
        events.submitted(state, user)
        return state

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        decisions = super().get_actions(obj, user)
        state = obj.current_workflow_task_state
        if not decisions or not isinstance(state, ReviewState):
            return decisions
        match state.claimed_by:
            case None:
                return [*decisions, ("claim", _("Take care of it"), False)]
            case claimant if claimant == user:
                return [*decisions, ("release", _("Leave it to others"), False)]
            case claimant:
                label = _("Take over from %(person)s")
                return [("take_over", label % {"person": get_user_display_name(claimant)}, False)]

    def on_action(
        self, task_state: ReviewState, user: AbstractBaseUser, action_name: str, **given: Any
    ) -> str | None:
        """Where to go on; None: wherever Wagtail leads."""
        return acting.act(task_state, user, action_name, comment=given.get("comment", ""))


class Notice(models.Model):
    """Something that one person is told of in the next mail to them, which deletes it."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted"
        ADVANCED = "advanced"
        REFUSED = "refused"
        APPROVED = "approved"
        PUBLISHED = "published"
        EXPIRED = "expired"
        CANCELLED = "cancelled"
        DELETED = "deleted"
        TAKEN_OVER = "taken_over"
        OVERDUE = "overdue"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20)  # a Kind
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    person = models.CharField(max_length=200, blank=True)
    task = models.CharField(max_length=255, blank=True)
    comment = models.TextField(blank=True)
    day = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
