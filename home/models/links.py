"""The links of published pages, and what came of following those that lead elsewhere."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageLinkQuerySet(models.QuerySet["PageLink"]):
    def external(self) -> Self:
        return self.exclude(url="")

    def broken(self) -> Self:
        """To a page that readers cannot open, or to an address that gave an error twice."""
        there = Exists(Page.objects.filter(pk=OuterRef("target"), live=True))
        inside = Q(target__isnull=False) & ~there
        outside = Q(failures__gte=PageLink.TWICE)
        return self.filter(inside | outside, page__live=True)


class PageLink(models.Model):
    """One link of one page: to ``target``, a page by its id, or to ``url``."""

    TWICE = 2  # a server that is down for a night is no broken link

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="written_links"
    )
    anchor = models.CharField(max_length=60, blank=True, help_text="Block id, or name of a field.")
    target = models.BigIntegerField(null=True)  # no foreign key: what is deleted is the point
    url = models.URLField(_("address"), max_length=2000, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True)

    objects = PageLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        default_permissions = ()
        ordering = ["page", "pk"]

    def __str__(self) -> str:
        return self.url or f"#{self.target}"
