"""Reviews whose due date is over are called to mind: every few days, never twice a day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from home.daily import daily_job
from home.models import ReviewState
from home.workflow import events


@daily_job
def remind_of_reviews() -> str:
    today = timezone.localdate()
    states = ReviewState.objects.overdue(today).values_list("pk", flat=True)
    count = sum(remind(pk, today) for pk in list(states))
    said = ngettext("%(count)d review is overdue.", "%(count)d reviews are overdue.", count)
    return said % {"count": count}


@transaction.atomic
def remind(pk: int, today: date) -> bool:
    """Whether a reminder was due; the row is locked, for two processes may do this at once."""
    state = ReviewState.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if state is None:
        return False
    days = state.task.specific.days_between_reminders
    last = state.reminded_on
    if not days or (last and today < last + timedelta(days=days)):
        return False
    state.reminded_on = today
    state.save(update_fields=["reminded_on"])
    events.overdue(state)
    return True
