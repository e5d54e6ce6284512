"""However a page is published, whoever sent what is on it is thanked."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from toolkit.contributions import mails
from toolkit.contributions.kinds import KINDS
from toolkit.contributions.pages import hand_out
from toolkit.models import Contribution

State = Contribution.State
# What was refused or withdrawn stays so, whatever somebody does with its draft.
CAN_BE_PUBLISHED = (State.RECEIVED, State.TAKEN, State.QUESTION, State.REVIEW)


@receiver(page_published)
def contribution_published(instance: Page, **kwargs: Any) -> None:
    if not instance.live:  # its hour is still to come
        return
    with transaction.atomic():
        waiting = Contribution.objects.select_for_update(of=("self",)).filter(
            Q(page=instance.pk), state__in=CAN_BE_PUBLISHED
        )
        for contribution in waiting:
            kind = KINDS.get(contribution.kind)
            if kind and kind.is_on(contribution, instance):
                contribution.published_at = timezone.now()
                contribution.move(State.PUBLISHED, "published_at")
                hand_out(contribution.files.all())
                mails.published(contribution, instance.full_url or "")
