"""Addresses that are told what happens, and each telling on its way there."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.outgoing import WAITING, Outgoing, OutgoingQuerySet
from home.outside import check_address

SENT_KEPT = timedelta(days=7)
GIVEN_UP_KEPT = timedelta(days=30)
OLD_SECRET_GOOD = timedelta(hours=24)


class Event(models.TextChoices):
    PAGE_PUBLISHED = "page.published", _("A page is published, or published anew")
    PAGE_UNPUBLISHED = "page.unpublished", _("A page is unpublished")
    PAGE_DELETED = "page.deleted", _("A page that was published is deleted")
    COMMENT_APPROVED = "comment.approved", _("A comment is shown for the first time")
    CONTRIBUTION_RECEIVED = "contribution.received", _("A contribution is received")


def new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def safe_address(url: str) -> None:
    """To the outside, and so that nobody on the way can read it."""
    loopback = settings.OUTSIDE_ALLOWS_LOOPBACK
    check_address(url, schemes=("http", "https") if loopback else ("https",))


def known_events(value: list[str]) -> None:
    if not isinstance(value, list) or not value or not set(value) <= set(Event.values):
        raise ValidationError(_("Choose at least one event."))


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def hearing(self, event: Event) -> list[Webhook]:
        """Compared here: not every database looks into JSON the same way, and they are few."""
        return [hook for hook in self.filter(active=True) if event in hook.events]


class Webhook(models.Model):
    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500, validators=[safe_address])
    events = models.JSONField(_("events"), default=list, validators=[known_events])
    active = models.BooleanField(_("active"), default=True)
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    old_secret = models.CharField(max_length=100, blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def secrets(self) -> list[str]:
        """All that sign now: the old one too while receivers change over."""
        until = self.old_secret_until
        return [self.secret, self.old_secret] if until and until > timezone.now() else [self.secret]


class DeliveryQuerySet(OutgoingQuerySet["Delivery"]):
    def stale(self) -> Self:
        now = timezone.now()
        return self.filter(Q(sent_at__lt=now - SENT_KEPT) | Q(given_up_at__lt=now - GIVEN_UP_KEPT))


class Delivery(Outgoing):
    """One telling to one address. ``uuid`` is the same each time it is tried."""

    hook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    uuid = models.UUIDField(default=uuid4, unique=True)
    event = models.CharField(_("event"), max_length=40, choices=Event)
    body = models.TextField()
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Outgoing.Meta):
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        indexes = [models.Index(fields=["due_at"], condition=WAITING, name="home_delivery_due")]

    def __str__(self) -> str:
        return f"{self.event} {self.uuid}"
