"""Mails on their way out: written with what they tell of, sent later."""

import re
from datetime import timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What was sent holds addresses and signed links; what was not, somebody may want to look into.
SENT_KEPT = timedelta(days=7)
GIVEN_UP_KEPT = timedelta(days=30)
# Longer than any server is waited for: a deliverer that holds a mail so long is no more.
LEASE = timedelta(minutes=10)

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
WAITING = Q(sent_at=None, given_up_at=None)


def one_line(value: str) -> None:
    """A line break in a header would begin another header, or the mail's text."""
    if CONTROLS.search(value):
        raise ValidationError(_("This must be one line without control characters."))


def simple_headers(value: dict[str, str]) -> None:
    for name, content in value.items():
        if not HEADER_NAME.fullmatch(name):
            raise ValidationError(_("This is not the name of a header."))
        one_line(content)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        return self.filter(WAITING)

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=timezone.now())

    def failed(self) -> Self:
        """Those not sent, and not being sent right now, whose last attempt went wrong."""
        return self.filter(sent_at=None).exclude(last_error="")

    def in_state(self, state: "OutgoingMail.State") -> Self:
        return self.filter(STATES[state])

    def stale(self) -> Self:
        now = timezone.now()
        return self.filter(Q(sent_at__lt=now - SENT_KEPT) | Q(given_up_at__lt=now - GIVEN_UP_KEPT))

    def claim(self) -> "OutgoingMail | None":
        """The mail that is due longest, for the caller alone to send.

        The condition and the change are one statement: of two deliverers, whatever
        their process or machine, one changes the row and the other goes on to the next.
        """
        while mail := self.due().order_by("due_at", "pk").first():
            until = timezone.now() + LEASE
            taken = (
                self.due()
                .filter(pk=mail.pk)
                .update(due_at=until, attempts=F("attempts") + 1, last_error="")
            )
            if taken:
                mail.due_at = until
                mail.attempts += 1
                return mail
        return None

    def try_again(self) -> int:
        """Make the failed ones due at once, with all their attempts before them."""
        return self.failed().update(
            due_at=timezone.now(), given_up_at=None, attempts=0, last_error=""
        )


class OutgoingMail(models.Model):
    class State(TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")

    key = models.CharField(
        max_length=200,
        unique=True,
        null=True,
        blank=True,
        help_text="The same mail, queued again, is not written twice.",
    )
    to = models.EmailField(_("to"))
    sender = models.CharField(max_length=254, blank=True, validators=[one_line])
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(_("subject"), max_length=250, validators=[one_line])
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True, validators=[simple_headers])
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        # Nobody writes or changes one by hand, and its text is shown to nobody.
        default_permissions = ("view",)
        indexes = [models.Index(fields=["due_at"], condition=WAITING, name="home_mail_due")]

    def __str__(self) -> str:
        return self.subject

    @property
    def has_failed(self) -> bool:
        return not self.sent_at and bool(self.last_error)

    @property
    def state(self) -> "OutgoingMail.State":
        if self.sent_at:
            return self.State.SENT
        return self.State.GIVEN_UP if self.given_up_at else self.State.WAITING

    def record_sent(self) -> None:
        type(self).objects.filter(pk=self.pk).update(sent_at=timezone.now())

    def record_failure(self, error: str, **fields: Any) -> None:
        """Write down how an attempt ended, unless another deliverer has the mail by now."""
        mine = type(self).objects.waiting().filter(pk=self.pk, due_at=self.due_at)
        mine.update(last_error=CONTROLS.sub(" ", error)[:500], **fields)


STATES = {
    OutgoingMail.State.WAITING: WAITING,
    OutgoingMail.State.SENT: Q(sent_at__isnull=False),
    OutgoingMail.State.GIVEN_UP: Q(sent_at=None, given_up_at__isnull=False),
}
