"""Mails on their way out: written with what they tell of, sent later."""

import re
from datetime import timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.outgoing import CONTROLS, WAITING, Outgoing, OutgoingQuerySet

# What was sent holds addresses and signed links; what was not, somebody may want to look into.
SENT_KEPT = timedelta(days=7)
GIVEN_UP_KEPT = timedelta(days=30)

HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def one_line(value: str) -> None:
    """A line break in a header would begin another header, or the mail's text."""
    if CONTROLS.search(value):
        raise ValidationError(_("This must be one line without control characters."))


def simple_headers(value: dict[str, str]) -> None:
    for name, content in value.items():
        if not HEADER_NAME.fullmatch(name):
            raise ValidationError(_("This is not the name of a header."))
        one_line(content)


class OutgoingMailQuerySet(OutgoingQuerySet["OutgoingMail"]):
    def stale(self) -> Self:
        now = timezone.now()
        return self.filter(Q(sent_at__lt=now - SENT_KEPT) | Q(given_up_at__lt=now - GIVEN_UP_KEPT))


class OutgoingMail(Outgoing):
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

    objects = OutgoingMailQuerySet.as_manager()

    class Meta(Outgoing.Meta):
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        # Nobody writes or changes one by hand, and its text is shown to nobody.
        default_permissions = ("view",)
        indexes = [models.Index(fields=["due_at"], condition=WAITING, name="home_mail_due")]

    def __str__(self) -> str:
        return self.subject
