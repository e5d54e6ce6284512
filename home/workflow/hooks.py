"""What the admin shows of reviews. Imported by the app's ``wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, WorkflowState

from home.editing import objections
from home.workflow.acting import CLAIMS, check_ready

DECISIONS = {"approve", "reject"}
NOT_YET = _("“%(title)s” cannot be published as it is. %(reasons)s")
ACTIONS = {
    "claim": (_("Take care of a review"), _("Review taken care of")),
    "take_over": (_("Take over a review"), _("Review taken over")),
    "release": (_("Leave a review to others"), _("Review left to others")),
}


@hooks.register("construct_page_action_menu")
def name_the_step(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """A button says which step of the review it decides on, in case that is over by then."""
    for item in items:
        if isinstance(item, WorkflowMenuItem):
            item.template_name = "home/admin/step_menu_item.html"


@hooks.register("before_edit_page")
def leave_objections(request: HttpRequest, page: Page) -> None:
    page.objections = list(objections(request, page))


@hooks.register("before_bulk_action")
def check_all(request: HttpRequest, action: str, things: list[Any], *more: Any) -> None:
    """What is published from a list passes the same checks as in the editor."""
    for page in things:
        if action == "publish" and isinstance(page, Page):
            check_ready(page, str(NOT_YET))


@hooks.register("after_edit_page")
def stay(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever takes care of a page goes on working on it; whoever decided reads what follows."""
    action = request.POST.get("workflow-action-name")
    if action in CLAIMS:
        return redirect("wagtailadmin_pages:edit", page.pk)
    if action in DECISIONS:
        messages.info(request, what_follows(page))
    return None


def what_follows(page: Page) -> str:
    """Wagtail says of every decision that the page was updated."""
    review = WorkflowState.objects.for_instance(page).latest("created_at")
    match review.status:
        case WorkflowState.STATUS_NEEDS_CHANGES:
            return gettext("Changes were asked for; who sent it is told.")
        case WorkflowState.STATUS_IN_PROGRESS:
            step = review.current_task_state.task.name
            return gettext("You approved it. The next step: %(step)s.") % {"step": step}
    if planned := page.scheduled_revision:
        day = date_format(localtime(planned.approved_go_live_at), "DATETIME_FORMAT")
        return gettext("You approved it. It will be published on %(day)s.") % {"day": day}
    return gettext("You approved it, and it is published.")


@hooks.register("register_log_actions")
def review_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"home.workflow.{name}", label, message)
