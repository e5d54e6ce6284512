"""What somebody is writing right now, kept for the front end that shows it to them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

LIFETIME = timedelta(hours=1)


class PagePreviewQuerySet(models.QuerySet["PagePreview"]):
    def stale(self) -> Self:
        return self.filter(saved_at__lt=timezone.now() - LIFETIME)


class PagePreview(models.Model):
    """One for each person and page: the editor asks for a preview with every change.

    ``page`` is its id, or the place where a new one will be.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=300)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PagePreviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="home_one_preview_a_page")
        ]

    def __str__(self) -> str:
        return self.page
