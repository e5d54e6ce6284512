"""Telling: written in the transaction of what happened, delivered after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.models.webhooks import OLD_SECRET_GOOD, Delivery, Event, Webhook, new_secret
from home.webhooks.delivering import courier

CHANGE = "home.change_webhook"


def tell(event: Event, about: Callable[[], dict[str, Any] | None]) -> None:
    """Every webhook that wants to hear of it, with what anybody may know: ids and addresses.

    ``about`` is asked where somebody listens; None is what nobody may know.
    """
    hooks = Webhook.objects.hearing(event)
    if not hooks or (data := about()) is None:
        return
    told = {"event": event.value, "at": timezone.now().isoformat(), "data": data}
    body = json.dumps(told, ensure_ascii=False)
    Delivery.objects.bulk_create(Delivery(hook=hook, event=event, body=body) for hook in hooks)
    transaction.on_commit(courier.ring, robust=True)


@transaction.atomic
def change_secret(user: AbstractUser, pk: int) -> Webhook:
    """A new one from now on; the old one signs beside it for a day."""
    if not user.has_perm(CHANGE):
        raise PermissionDenied
    hook = Webhook.objects.select_for_update().get(pk=pk)
    hook.old_secret, hook.secret = hook.secret, new_secret()
    hook.old_secret_until = timezone.now() + OLD_SECRET_GOOD
    hook.save(update_fields=["secret", "old_secret", "old_secret_until"])
    log(hook, "home.webhook.secret", user=user)
    return hook


def deliver_again(user: AbstractUser, pk: int) -> bool:
    """A failed one is due at once; one that arrived is told anew, under the same name."""
    if not user.has_perm(CHANGE):
        raise PermissionDenied
    again = Delivery.objects.filter(pk=pk)
    changed = again.try_again() or again.exclude(sent_at=None).update(
        sent_at=None, due_at=timezone.now(), attempts=0, status=None
    )
    transaction.on_commit(courier.ring, robust=True)
    return bool(changed)
