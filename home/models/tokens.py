"""What a token of the API may be used for, and until when. The token itself is Wagtail's."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import APIToken


class Scope(models.TextChoices):
    """A token does what its owner may do, and of that only what its scopes name."""

    DRAFTS = "drafts", _("Read the drafts of pages")
    WRITE = "write", _("Write pages and upload files")
    MODERATE = "moderate", _("Moderate comments")
    CONTRIBUTE = "contribute", _("Comment and contribute")


def known_scopes(value: list[str]) -> None:
    if not isinstance(value, list) or not set(value) <= set(Scope.values):
        raise ValidationError(_("There is no such scope."))


class TokenGrantQuerySet(models.QuerySet["TokenGrant"]):
    def valid(self) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class TokenGrant(models.Model):
    """Wagtail's own ``manage.py api_tokens create`` makes tokens without one: these only read."""

    token = models.OneToOneField(
        APIToken, on_delete=models.CASCADE, primary_key=True, related_name="grant"
    )
    scopes = models.JSONField(_("scopes"), default=list, blank=True, validators=[known_scopes])
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    objects = TokenGrantQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("scopes of a token")
        verbose_name_plural = _("scopes of tokens")

    def __str__(self) -> str:
        return ", ".join(self.scopes)

    def has_expired(self, now: datetime | None = None) -> bool:
        return self.expires_at is not None and self.expires_at <= (now or timezone.now())
