"""What the editor says of a page that is under review."""

from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Wagtail's, which speaks to those who must wait; this one tells everybody who and when."""

    def get_message(self, user: Any) -> str | None:
        sentences = [super().get_message(user), *self.progress(user)]
        return format_html_join(" ", "{}", [(said,) for said in sentences if said]) or None

    def progress(self, user: Any) -> list[str]:
        state = self.object.current_workflow_task_state
        said: list[str] = []
        if due_on := getattr(state, "due_on", None):
            sentence = _("It was due on {day}.") if state.is_overdue else _("It is due on {day}.")
            said.append(format_html(sentence, day=date_format(due_on)))
        claimant = getattr(state, "claimed_by", None)
        if claimant == user:
            said.append(_("You take care of it."))
        elif claimant:
            person = get_user_display_name(claimant)
            said.append(format_html(_("<b>{person}</b> takes care of it."), person=person))
        return said
