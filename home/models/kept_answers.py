"""What the API answered to a request that may be sent again, for a day."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

KEPT = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def stale(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT)


class KeptAnswer(models.Model):
    """``key`` and ``request`` are digests: of who asked under which key, and of what was asked."""

    key = models.CharField(max_length=64, unique=True)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]
