"""What the editor refuses to do in silence: overwrite somebody's version, decide twice.

``objections`` looks at the request before Wagtail does, and leaves on the page what it
found; ``SitePageForm`` then says so above the form, which keeps what was typed. Previews
use the same form and are never refused.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, TaskState

from home.proofreading import advise, blocking
from home.workflow.acting import decided_meanwhile

ACTIONS = {"action-submit", "action-restart-workflow", "action-publish"}
AGREED = "over_newer"  # somebody was asked by Wagtail's own window; sent by ``saving.js``


class SitePageForm(WagtailAdminPageForm):
    """Errors are those of fields, beside them, or of the whole page, above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            advise(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for sentence in getattr(self.instance, "objections", ()):
            self.add_error(None, sentence)
        return cleaned

    def _post_clean(self) -> None:
        """Once the page has what was typed: that is what would be published."""
        super()._post_clean()
        if self.data.keys() & ACTIONS or self.data.get("workflow-action-name") == "approve":
            for remark in blocking(self.instance):
                field = remark.field if remark.field in self.fields else None
                self.add_error(field, remark.sentence)


def objections(request: HttpRequest, page: Page) -> Iterator[str]:
    if request.method != "POST":
        return
    newer = newer_version(request, page)
    if newer and AGREED not in request.POST:
        yield overwritten(newer)
    if request.POST.get("action-workflow-action"):
        step = page.current_workflow_task_state
        asked = request.POST.get("task_state", "")
        if step is None or (asked and asked != str(step.pk)):
            known = TaskState.objects.filter(pk=asked).first() if asked.isdecimal() else None
            yield decided_meanwhile(known or TaskState())


def newer_version(request: HttpRequest, page: Page) -> Revision | None:
    """The version that was saved since this one was opened; Wagtail asks so for autosaving."""
    latest = page.get_latest_revision()
    opened = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    if latest is None or not opened:
        return None
    if opened != str(latest.pk):
        return latest
    moment = request.POST.get("loaded_revision_created_at")
    saved_again = moment and moment != latest.created_at.isoformat()
    return latest if saved_again and "overwrite_revision_id" not in request.POST else None


def overwritten(revision: Revision) -> str:
    sentence = _(
        "%(person)s saved another version at %(time)s, after you had opened this one. Nothing was "
        "saved now, and what you typed is still here: compare both in the history of the page, "
        "then save again to put yours in its place."
    )
    person = get_user_display_name(revision.user) if revision.user else _("Somebody")
    time = date_format(localtime(revision.created_at), "TIME_FORMAT")
    return sentence % {"person": person, "time": time}
