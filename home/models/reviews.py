"""What experts without an account say of a draft that they were sent a link to."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_REMARK = 3000


def new_nonce() -> str:
    return get_random_string(22)


class ExpertReviewQuerySet(models.QuerySet["ExpertReview"]):
    def open(self) -> Self:
        """Those whose link still takes remarks."""
        return self.filter(verdict="", revoked_at=None, expires_at__gt=timezone.now())

    def came_back(self) -> Self:
        """Those that were answered and that nobody has dealt with yet."""
        return self.exclude(verdict="").filter(handled_at=None)

    def with_counts(self) -> Self:
        return self.annotate(
            remark_count=Count("remarks"),
            open_count=Count("remarks", filter=Q(remarks__resolved_at=None)),
        )


class ExpertReview(models.Model):
    """An invitation to read one draft, and what came of it."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("It can be published")
        CHANGES = "changes", _("Changes are needed")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("expert review", "Awaited")
        ANSWERED = "answered", pgettext_lazy("expert review", "Answered")
        EXPIRED = "expired", pgettext_lazy("expert review", "Expired")
        REVOKED = "revoked", pgettext_lazy("expert review", "Revoked")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="expert_reviews"
    )
    # Empty with ``pinned``: Wagtail has thrown that version away, and no other is shown instead.
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    pinned = models.BooleanField(default=False)
    pages_below = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("address (email)"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    # Half of the link's secret; the other half is the site's key.
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    verdict_message = models.TextField(max_length=LONGEST_REMARK, blank=True)
    answered_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ExpertReviewQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("expert review")
        verbose_name_plural = _("expert reviews")
        ordering = ["-invited_at", "-pk"]
        default_permissions = ()  # they follow from those on the page
        constraints = [
            models.UniqueConstraint(
                fields=["page", "email"],
                condition=Q(verdict="", revoked_at=None) & ~Q(email=""),
                name="one_invitation_for_each",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("An expert"))

    @property
    def state(self) -> ExpertReview.State:
        if self.verdict:
            return self.State.ANSWERED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= timezone.now() else self.State.WAITING

    @property
    def is_open(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def came_back_at(self) -> datetime | None:
        return None if self.handled_at else self.answered_at


class Remark(models.Model):
    """What an expert says of one block (by its id), of one field (by its name), or of the page."""

    review = models.ForeignKey(ExpertReview, on_delete=models.CASCADE, related_name="remarks")
    anchor = models.CharField(max_length=60, blank=True)
    quoted = models.CharField(
        max_length=200, blank=True, help_text="How the passage began when the remark was made."
    )
    text = models.TextField(max_length=LONGEST_REMARK)
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark")
        ordering = ["created_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]
