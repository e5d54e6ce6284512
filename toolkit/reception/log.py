"""Who did what with a contribution. Of it the log keeps the number: no title, name or address."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as wagtail_log
from wagtail.models import ModelLogEntry

from toolkit.models import Contribution
from toolkit.reception.permissions import Person

# What is shown in a filter, and what is told of one act.
ACTIONS = {
    "claim": (gettext_lazy("Take on a contribution"), gettext_lazy("Taken on")),
    "ask": (gettext_lazy("Ask a sender"), gettext_lazy("Question asked")),
    "accept": (gettext_lazy("Accept a contribution"), gettext_lazy("Accepted")),
    "refuse": (gettext_lazy("Refuse a contribution"), gettext_lazy("Not kept")),
    "spam": (gettext_lazy("Set a contribution aside"), gettext_lazy("Set aside as spam")),
    "reopen": (gettext_lazy("Take a contribution up again"), gettext_lazy("Taken up again")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"toolkit.contribution.{name}", label, message)


def record(contribution: Contribution, act: str, user: Person) -> None:
    title = _("Contribution %(number)s") % {"number": contribution.pk}
    wagtail_log(contribution, f"toolkit.contribution.{act}", user=user, title=title)


def entries_of(contribution: Contribution) -> QuerySet[ModelLogEntry]:
    """Latest first."""
    known = ContentType.objects.get_for_model(Contribution)
    entries = ModelLogEntry.objects.filter(content_type=known, object_id=str(contribution.pk))
    return entries.select_related("user").order_by("-timestamp", "-pk")
