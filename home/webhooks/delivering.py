"""The courier: as the postman of mails, on a round of its own, for one who waits for a slow
receiver must hold up no mail."""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import timedelta
from itertools import islice

from django.utils import timezone
from django.utils.translation import ngettext

from home.daily import daily_job
from home.models.webhooks import Delivery
from home.outbox import SECONDS_BETWEEN_ROUNDS, Delivered, Outcome
from home.outside import Unreachable, send
from home.postman import Postman
from home.webhooks.signatures import sign

logger = logging.getLogger(__name__)

# A day and a bit in all: whoever was away longer reads what changed from the API.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
GONE = 410  # the receiver wants no more of it (RFC 9110, 15.5.11)
MOST = 1024


def deliver(limit: int = 1000) -> Delivered:
    """Tell what is due; any number of couriers may do so at once."""
    outcomes: Counter[Outcome] = Counter()
    for delivery in islice(iter(Delivery.objects.claim, None), limit):
        outcomes[attempt(delivery)] += 1
    return Delivered(*(outcomes[outcome] for outcome in Outcome))


def attempt(delivery: Delivery) -> Outcome:
    if not delivery.hook.active:
        return give_up(delivery, "inactive", None)
    try:
        status = post(delivery)
    except Unreachable as error:
        return postpone(delivery, error.sentence, None)
    if 200 <= status < 300:
        delivery.record_sent(status=status, last_error="")
        return Outcome.SENT
    if status == GONE:
        return give_up(delivery, str(GONE), status)
    return postpone(delivery, str(status), status)


def post(delivery: Delivery) -> int:
    """Signed anew each time: what is repeated by somebody else is soon too old."""
    body, timestamp = delivery.body.encode(), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "agirtot-webhooks",
        "Webhook-Id": str(delivery.uuid),
        "Webhook-Event": delivery.event,
        "Webhook-Signature": sign(delivery.hook.secrets, timestamp, body),
    }
    return send("POST", delivery.hook.url, body=body, headers=headers, most=MOST).status


def postpone(delivery: Delivery, reason: str, status: int | None) -> Outcome:
    if delivery.attempts > len(DELAYS):
        return give_up(delivery, reason, status)
    delay = DELAYS[delivery.attempts - 1]
    delivery.record_failure(reason, due_at=timezone.now() + delay, status=status)
    return Outcome.POSTPONED


def give_up(delivery: Delivery, reason: str, status: int | None) -> Outcome:
    delivery.record_failure(reason, given_up_at=timezone.now(), status=status)
    logger.warning("Delivery %s was given up: %s", delivery.uuid, reason)
    return Outcome.GIVEN_UP


@daily_job
def forget_old_deliveries() -> str:
    count, _models = Delivery.objects.stale().delete()
    said = ngettext("%(count)d old delivery deleted.", "%(count)d old deliveries deleted.", count)
    return said % {"count": count}


courier = Postman(deliver, SECONDS_BETWEEN_ROUNDS, "courier")
