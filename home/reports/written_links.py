"""Which links a published page holds: noted when it is published, and by ``check_links``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.dispatch import receiver
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from home.models import PageLink

LINK = re.compile(r'href="(https?://[^"\s]+)"')
ADDRESS = re.compile(r"https?://\S+")
CHECKED = ("failures", "status", "error", "checked_at")


@transaction.atomic
def note_links(page: Page) -> None:
    """Store the links of the live page; what is known of an address stays known."""
    known = {link.url: link for link in PageLink.objects.external().filter(page=page)}
    found = [PageLink(page=page, anchor=anchor, url=url) for anchor, url in addresses(page)]
    for link in found:
        if before := known.get(link.url):
            for name in CHECKED:
                setattr(link, name, getattr(before, name))
    found += [PageLink(page=page, anchor=anchor, target=pk) for anchor, pk in targets(page)]
    PageLink.objects.filter(page=page).delete()
    PageLink.objects.bulk_create(found)


def addresses(page: Page) -> Iterator[tuple[str, str]]:
    """Each address outside, once for a passage."""
    seen = set()
    for anchor, text in texts(page):
        whole = [text] if ADDRESS.fullmatch(text) else []
        for url in whole + [found.replace("&amp;", "&") for found in LINK.findall(text)]:
            if (anchor, url) not in seen and len(url) <= 2000:
                seen.add((anchor, url))
                yield anchor, url


def texts(page: Page) -> Iterator[tuple[str, str]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for block in getattr(page, field.name).raw_data:
                for text in strings(block["value"]):
                    yield str(block.get("id", "")), text
        elif isinstance(field, (models.URLField, models.TextField)):
            yield field.name, str(getattr(page, field.name) or "")


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from strings(part)
        case list():
            for part in value:
                yield from strings(part)


def targets(page: Page) -> Iterator[tuple[str, int]]:
    """The pages that it leads to, as Wagtail's index of references has them."""
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_for_object(page).filter(to_content_type=pages)
    for path, pk in references.values_list("content_path", "to_object_id").distinct():
        field, _dot, rest = path.partition(".")
        if rest or isinstance(page._meta.get_field(field), models.TextField):
            yield rest.partition(".")[0] or field, int(pk)


@receiver(page_published)
def note_links_of_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if instance.live:
        note_links(instance.specific)
