"""What is held of an address: handed over, or forgotten; a holder of ``home.personal_data``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from home.personal_data import register_holder
from toolkit.contributions.kinds import KINDS
from toolkit.models import Contribution

State = Contribution.State


def delete(contributions: QuerySet[Contribution]) -> int:
    """With their files, and the drafts that were never published."""
    count = 0
    for contribution in contributions.order_by("pk"):
        with transaction.atomic():
            remove(contribution)
        count += 1
    return count


def remove(contribution: Contribution) -> None:
    """Of an example the page is the row's: it stays, without the example on its draft."""
    kind = KINDS.get(contribution.kind)
    if kind and contribution.state != State.PUBLISHED:
        kind.take_back(contribution)
    page = contribution.page if contribution.row is None else None
    if page and not page.live and page.first_published_at is None:
        page.specific.delete()
    contribution.delete()


@register_holder
class ContributionsHeld:
    """What was sent with an address. What is published stays, and no longer tells of whom."""

    key = "contributions"
    label = _("Contributions")

    def count(self, email: str) -> int:
        return Contribution.objects.by_email(email).count()

    def export(self, email: str) -> list[dict[str, Any]]:
        return [exported(one) for one in Contribution.objects.by_email(email).order_by("pk")]

    def erase(self, email: str, *, texts: bool) -> None:
        """Published ones keep what they say of the page, and lose who sent them; a name that
        its sender wanted on the page is on the page, and is changed there."""
        mine = Contribution.objects.by_email(email)
        delete(mine.exclude(state=State.PUBLISHED))
        for contribution in mine:
            contribution.files.all().delete()
            contribution.messages.all().delete()
        mine.update(name="", organisation="", email="", network=None, follow_key=None, content={})


def exported(contribution: Contribution) -> dict[str, Any]:
    return {
        "kind": contribution.kind,
        "state": contribution.state,
        "title": contribution.title,
        "name": contribution.name,
        "organisation": contribution.organisation,
        "content": contribution.content,
        "network": contribution.network,
        "began_at": contribution.created_at.isoformat(),
        "sent_at": contribution.sent_at and contribution.sent_at.isoformat(),
        "confirmed_at": contribution.confirmed_at and contribution.confirmed_at.isoformat(),
        "published_at": contribution.published_at and contribution.published_at.isoformat(),
        "files": [{"name": file.name, "size": file.size} for file in contribution.files.all()],
        "messages": [
            {
                "by_sender": message.from_sender,
                "text": message.text,
                "at": message.created_at.isoformat(),
            }
            for message in contribution.messages.all()
        ],
    }
