"""What is held of senders goes once its time is over: docs/reference/personal-data.md."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import ngettext

from home.daily import daily_job
from toolkit.contributions.forgetting import delete
from toolkit.models import Contribution
from toolkit.models.contributions import NETWORKS_KEPT


@daily_job
def delete_old_contributions() -> str:
    """Drafts that nobody sent, what nobody confirmed, what was closed: with their files."""
    count = delete(Contribution.objects.stale())
    said = ngettext(
        "%(count)d contribution whose time is over deleted.",
        "%(count)d contributions whose time is over deleted.",
        count,
    )
    return said % {"count": count}


@daily_job
def forget_networks_of_contributions() -> str:
    known = Contribution.objects.filter(network__isnull=False)
    count = known.filter(created_at__lt=timezone.now() - NETWORKS_KEPT).update(network=None)
    said = ngettext(
        "%(count)d network address of a contribution forgotten.",
        "%(count)d network addresses of contributions forgotten.",
        count,
    )
    return said % {"count": count}
