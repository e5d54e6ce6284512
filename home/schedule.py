"""What happens at its hour: pages are published and expire, news of reviews leave.

Any number of processes and machines may keep the hours; of each thing one does it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from home.locking import Busy, only_one
from home.postman import Postman
from home.workflow import notices

logger = logging.getLogger(__name__)

LOCK = "schedule"
SECONDS_BETWEEN_ROUNDS = 30


@dataclass(frozen=True)
class Kept:
    published: int = 0
    expired: int = 0
    failed: int = 0
    mails: int = 0


def keep_hours() -> Kept:
    """Raises ``Busy`` while somebody else is at it.

    What cannot be published is logged, stays due and keeps nothing else.
    """
    with only_one(LOCK):
        now = timezone.now()
        expired = [attempt(expire, thing) for thing in expiring(now)]
        published = [attempt(publish, revision) for revision in going_live(now)]
        outcomes = expired + published
        return Kept(
            expired=expired.count(True),
            published=published.count(True),
            failed=outcomes.count(False),
            mails=notices.send(now),
        )


def keep_hours_unless_busy() -> None:
    with suppress(Busy):
        keep_hours()


def expiring(now: datetime) -> Iterator[Any]:
    for model in drafted_models():
        yield from list(model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at"))


def going_live(now: datetime) -> Iterable[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return list(due.defer("content").order_by("approved_go_live_at"))


def drafted_models() -> list[Any]:
    """All that may have a date of expiry; pages of all types at once."""
    drafted = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in drafted if not issubclass(model, Page))]


def attempt(act: Callable[[Any], None], thing: Any) -> bool:
    """Whether it was done: entirely, or not at all."""
    try:
        with transaction.atomic():
            act(thing)
    except Exception:  # whatever it is, the others have their hour too
        logger.exception("What was planned could not be done: %r", thing)
        return False
    return True


def expire(thing: Any) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    tell("expired", thing, thing.latest_revision)


def publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")
    tell("published", revision.content_object, revision)


def tell(kind: str, thing: Any, revision: Revision | None) -> None:
    """Whose page it is, and who wrote this version of it."""
    people = dict.fromkeys([getattr(thing, "owner", None), revision and revision.user])
    notices.write(kind, [person for person in people if person], thing)


clock = Postman(keep_hours_unless_busy, SECONDS_BETWEEN_ROUNDS, name="clock")
