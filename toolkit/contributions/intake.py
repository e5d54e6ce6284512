"""Files on their way into a draft: counted, examined, looked at by the antivirus, kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import transaction
from django.db.models import Sum
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.contributions import scanning
from toolkit.contributions.files import (
    LARGEST,
    LARGEST_IN_ALL,
    MOST,
    Attachment,
    BadFile,
    examine,
    name_of,
)
from toolkit.importers.limits import MEGABYTE
from toolkit.models import Contribution, ContributionFile

LONGEST_DESCRIPTION = 250


class LimitedUpload(FileUploadHandler):
    """Lets go of a file as soon as it is too large; the rest of the form is taken in."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refused: list[str] = []
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > LARGEST:
            self.refused.append(name_of(self.file_name or ""))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler holds the file."""


def limit_uploads(request: HttpRequest) -> LimitedUpload:
    """Before anything of the request is read."""
    handler = LimitedUpload(request)
    request.upload_handlers.insert(0, handler)
    return handler


def take_in(contribution: Contribution, uploads: Iterable[UploadedFile]) -> list[str]:
    """Keep what is good; a sentence for each of the others."""
    faults = []
    for upload in uploads:
        try:
            add(contribution, examine(upload))
        except BadFile as fault:
            faults.append(str(fault))
    return faults


def add(
    contribution: Contribution, attachment: Attachment, description: str = ""
) -> ContributionFile | None:
    """The same file twice is one. Raises ``BadFile`` for one too many, or an infected one."""
    scanned_at = scan(attachment.name, attachment.content)
    with transaction.atomic():
        # Two requests at once must not pass the limits together.
        Contribution.objects.select_for_update().get(pk=contribution.pk)
        held = contribution.files.all()
        if held.filter(digest=attachment.digest).exists():
            return None
        size = held.aggregate(size=Sum("size"))["size"] or 0
        if held.count() >= MOST or size + len(attachment.content) > LARGEST_IN_ALL:
            raise BadFile(
                _("“%(name)s” is one too many: at most %(most)d files of %(limit)d MB in all.")
                % {
                    "name": attachment.name,
                    "most": MOST,
                    "limit": LARGEST_IN_ALL // MEGABYTE,
                }
            )
        kept = ContributionFile(
            contribution=contribution,
            kind=attachment.kind,
            name=attachment.name,
            size=len(attachment.content),
            digest=attachment.digest,
            description=words_of(description),
            scanned_at=scanned_at,
        )
        kept.file.save(attachment.name, ContentFile(attachment.content), save=False)
        try:
            with transaction.atomic():
                kept.save()
        except BaseException:
            kept.file.delete(save=False)  # no file without its row
            raise
    return kept


def scan(name: str, content: bytes) -> datetime | None:
    """When it was found clean; None where nobody could look. Raises ``BadFile``."""
    if not scanning.is_asked():
        return None
    try:
        found = scanning.infection(content)
    except scanning.Unavailable:
        # A contribution is not lost for that: ``is_clean`` asks again before anybody opens it.
        return None
    if found:
        raise BadFile(_("“%(name)s” was refused by our antivirus.") % {"name": name})
    return timezone.now()


def is_clean(file: ContributionFile) -> bool:
    """Before an editor opens it: looked at now, if nobody could when it came."""
    if file.scanned_at or not scanning.is_asked():
        return True
    with file.file.open("rb") as stored:
        try:
            file.scanned_at = scan(file.name, stored.read())
        except BadFile:
            return False
    file.save(update_fields=["scanned_at"])
    return file.scanned_at is not None


def describe(contribution: Contribution, sent: Any) -> None:
    """The alternative texts that were typed: ``description-<id>``."""
    for file in contribution.files.all():
        words = sent.get(f"description-{file.pk}")
        if words is not None:
            contribution.files.filter(pk=file.pk).update(description=words_of(words))


def words_of(typed: str) -> str:
    return " ".join(typed.replace("\0", "").split())[:LONGEST_DESCRIPTION]


def remove(contribution: Contribution, number: str) -> None:
    """One's own, by its id."""
    if number.isdecimal() and len(number) < 19:
        for file in contribution.files.filter(pk=number):
            file.delete()


@receiver(post_delete, sender=ContributionFile)
def delete_stored(instance: ContributionFile, **kwargs: Any) -> None:
    """Once the row is gone for good."""
    name, storage = instance.file.name, instance.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
