"""What is on its way out: written with what it tells of, sent later, tried again, given up."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Longer than any server is waited for: a deliverer that holds something so long is no more.
LEASE = timedelta(minutes=10)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
WAITING = Q(sent_at=None, given_up_at=None)


class OutgoingState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given_up", _("Given up")


STATES = {
    OutgoingState.WAITING: WAITING,
    OutgoingState.SENT: Q(sent_at__isnull=False),
    OutgoingState.GIVEN_UP: Q(sent_at=None, given_up_at__isnull=False),
}


class OutgoingQuerySet[Sent: "Outgoing"](models.QuerySet[Sent]):
    def waiting(self) -> Self:
        return self.filter(WAITING)

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=timezone.now())

    def failed(self) -> Self:
        """Those not sent, and not being sent right now, whose last attempt went wrong."""
        return self.filter(sent_at=None).exclude(last_error="")

    def in_state(self, state: OutgoingState) -> Self:
        return self.filter(STATES[state])

    def claim(self) -> Sent | None:
        """The one that is due longest, for the caller alone to send.

        The condition and the change are one statement: of two deliverers, whatever
        their process or machine, one changes the row and the other goes on to the next.
        """
        while sent := self.due().order_by("due_at", "pk").first():
            until = timezone.now() + LEASE
            taken = (
                self.due()
                .filter(pk=sent.pk)
                .update(due_at=until, attempts=F("attempts") + 1, last_error="")
            )
            if taken:
                sent.due_at = until
                sent.attempts += 1
                return sent
        return None

    def try_again(self) -> int:
        """Make the failed ones due at once, with all their attempts before them."""
        return self.failed().update(
            due_at=timezone.now(), given_up_at=None, attempts=0, last_error=""
        )


class Outgoing(models.Model):
    State = OutgoingState

    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    @property
    def has_failed(self) -> bool:
        return not self.sent_at and bool(self.last_error)

    @property
    def state(self) -> OutgoingState:
        if self.sent_at:
            return self.State.SENT
        return self.State.GIVEN_UP if self.given_up_at else self.State.WAITING

    def record_sent(self, **fields: Any) -> None:
        type(self).objects.filter(pk=self.pk).update(sent_at=timezone.now(), **fields)

    def record_failure(self, error: str, **fields: Any) -> None:
        """Write down how an attempt ended, unless another deliverer has it by now."""
        mine = type(self).objects.waiting().filter(pk=self.pk, due_at=self.due_at)
        mine.update(last_error=CONTROLS.sub(" ", error)[:500], **fields)
