"""What the admin shows of reviews. Imported by the app's ``wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home.editing import objections
from home.workflow.acting import CLAIMS, check_ready

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
    """Whoever takes care of a page goes on working on it."""
    if request.POST.get("workflow-action-name") in CLAIMS:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("register_log_actions")
def review_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"home.workflow.{name}", label, message)
