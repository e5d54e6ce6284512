"""Wagtail's site stands at ``BASE_URL``: feeds, sitemap, canonical addresses, webhooks and API v2
are made of what the site says, which migrations leave at ``localhost``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

from home.requests import DEFAULT_PORTS


def follow_base_url(**kwargs: Any) -> None:
    """After migrations, so that one setting says it and a change of it arrives."""
    stand_at(settings.WAGTAILADMIN_BASE_URL)


def stand_at(base_url: str) -> None:
    url = urlsplit(base_url)
    address = {"hostname": url.hostname or "", "port": url.port or DEFAULT_PORTS[url.scheme]}
    site = Site.objects.filter(is_default_site=True).first()
    if site and not Site.objects.filter(**address).exists():
        site.hostname, site.port = address["hostname"], address["port"]
        site.save()
