"""What happens to pages, told where readers may know of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.mail_templates import absolute
from home.models.webhooks import Event
from home.webhooks.services import tell


def about(page: Page) -> dict[str, Any] | None:
    """Of a page that anybody may read."""
    if page.get_view_restrictions().exists():
        return None
    model = page.specific_class or type(page)
    return {
        "type": model._meta.label,
        "id": page.pk,
        "locale": page.locale.language_code,
        "html_url": page.full_url,
        "detail_url": absolute(f"/api/v3/pages/{page.pk}/"),
    }


@receiver(page_published)
def published(instance: Page, **kwargs: Any) -> None:
    """Wagtail says so as well of a page that is to be published at a later hour."""
    if instance.live:
        tell(Event.PAGE_PUBLISHED, partial(about, instance))


@receiver(page_unpublished)
def unpublished(instance: Page, **kwargs: Any) -> None:
    """Not by what deletes it, which says so while it is still live in the database."""
    if not Page.objects.filter(pk=instance.pk, live=True).exists():
        tell(Event.PAGE_UNPUBLISHED, partial(about, instance))


@receiver(pre_delete, sender=Page)
def deleted(instance: Page, **kwargs: Any) -> None:
    """Each page that goes, with those below it; of drafts nobody had heard."""
    if instance.live:
        tell(Event.PAGE_DELETED, partial(about, instance))
