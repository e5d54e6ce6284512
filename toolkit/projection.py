"""From the StreamField of an audience page to the table ``Row``.

Whatever writes the page (publication,
unpublication, a restored revision, an alias or a copy in another language) saves
it; its stored content is then projected again. Deletion cascades.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_unpublished, post_page_move

from toolkit.models import AudiencePage, Row
from toolkit.models.rows import CELLS, rows_of

STORED = ["tool", "locale", "position", *CELLS]


def expected_rows(audience: AudiencePage) -> list[Row]:
    """What the table should hold of a page: nothing of one that is not live."""
    if not audience.live:
        return []
    return rows_of(audience, audience.tool)


@transaction.atomic
def project(pk: int) -> None:
    """Make the table agree with the stored page; rows that stay keep their primary key."""
    rows = expected_rows(AudiencePage.objects.get(pk=pk))
    stored = Row.objects.filter(audience=pk)
    stored.exclude(uuid__in=[row.uuid for row in rows]).delete()
    Row.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["audience", "uuid"], update_fields=STORED
    )


def drifted() -> list[AudiencePage]:
    """The pages whose rows in the table are not those of their StreamField."""

    def key(row: Row) -> tuple[Any, ...]:
        return (row.uuid, row.tool_id, row.locale_id, row.position, *map(row.items, CELLS))

    pages = AudiencePage.objects.prefetch_related("projected_rows")
    return [
        page
        for page in pages
        if sorted(map(key, expected_rows(page)), key=repr)
        != sorted(map(key, page.projected_rows.all()), key=repr)
    ]


@receiver(post_save, sender=AudiencePage)
@receiver(page_unpublished, sender=AudiencePage)
def project_saved_page(instance: AudiencePage, raw: bool = False, **kwargs: Any) -> None:
    """A page that expires is saved as a plain ``Page``; the signal names its own class."""
    if not raw:
        project(instance.pk)


@receiver(post_page_move, sender=AudiencePage)
def project_moved_page(instance: AudiencePage, **kwargs: Any) -> None:
    project(instance.pk)
