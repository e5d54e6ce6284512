"""Shared caches forget what the API answered once something that readers see has changed.

A publication changes lists, menus and whatever refers to the page, so all below ``/api/`` goes,
with one request: ``PURGE /api/`` to ``API_CACHE_PURGE``, as Varnish and its like understand it.
A cache that cannot be reached is logged; it asks again by itself after ``API_CACHE_SECONDS``.
"""

from __future__ import annotations

from threading import Thread
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from home.mail_templates import absolute
from home.models import Menu, SiteSettings

ALL = "/api/"


def forget(**kwargs: Any) -> None:
    """After the transaction."""
    if settings.API_CACHE_PURGE:
        transaction.on_commit(purge_soon, robust=True)


def purge_soon() -> None:
    """Beside all else: nobody waits for a cache."""
    Thread(target=purge, daemon=True).start()


def purge() -> None:
    HTTPBackend({"LOCATION": settings.API_CACHE_PURGE}).purge(absolute(ALL))


def forget_with(model: type[Model]) -> None:
    """Also when one of these is saved or deleted."""
    post_save.connect(forget, sender=model)
    post_delete.connect(forget, sender=model)


for happened in (page_published, page_unpublished, post_page_move):
    happened.connect(forget)
post_delete.connect(forget, sender=Page)
for shown in (Menu, SiteSettings):
    forget_with(shown)
