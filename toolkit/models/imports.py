"""A document between its upload and its confirmation."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toolkit.importers.document import ToolDocument

KEPT = timedelta(days=7)


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    def stale(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT)


class PendingImport(models.Model):
    """What was read of a file, until its editor confirms it, discards it or forgets it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    filename = models.CharField(max_length=255, blank=True)
    content = models.TextField(help_text="A ToolDocument as JSON.")
    tool = models.ForeignKey(
        "toolkit.ToolPage",
        verbose_name=_("tool to update"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending import")

    def __str__(self) -> str:
        return self.filename or self.document.title

    @property
    def document(self) -> ToolDocument:
        return ToolDocument.from_json(self.content)
