"""Pages written through the API: drafts, their way through a review, publication."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Body, Status
from pydantic import Field
from wagtail.actions import action_registry
from wagtail.api.v3.routers.pages import actions_router
from wagtail.models import Page, WorkflowState

from home.api.answer import Answer
from home.api.auth import writer
from home.api.drawing import any_page, detail_tree
from home.api.links import detail_url
from home.api.pages import MODELS, router
from home.api.params import Id
from home.api.problems import CHANGED, NOT_FOUND, PROBLEMS, UNREAD
from home.api.schemas import Tree
from home.api.stock import take_over
from home.api.writing import forms
from home.api.writing.faults import unfit
from home.api.writing.shapes import In, any_change, any_draft
from home.api.writing.versions import changing, tag_of, target
from home.models import ReviewState
from home.proofreading import blocking
from home.refusals import Refused
from home.workflow import acting

take_over(router, "pages_create", "pages_update", "pages_delete")
stock = {o.operation_id: o for v in actions_router.path_operations.values() for o in v.operations}
take_over(actions_router, *stock)

ANSWERS = {200: any_page()} | NOT_FOUND | CHANGED | PROBLEMS


def drawn(request: HttpRequest, page: Page) -> Tree:
    """As `version=draft` answers it, texts as they are stored."""
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    answer = Answer(request, draft.locale.language_code, "db_html")
    return detail_tree(draft, answer)


def answered(request: HttpRequest, response: HttpResponse, pk: int) -> Tree:
    page = Page.objects.select_related("locale").get(pk=pk).specific
    response["ETag"] = tag_of(page)
    return drawn(request, page)


@router.post(
    "/",
    response={201: any_page()} | NOT_FOUND | PROBLEMS,
    auth=writer,
    operation_id="pages_create",
    summary="Write a page",
)
def create_page(request: HttpRequest, response: HttpResponse, page: Body[any_draft()]) -> Any:  # type: ignore[valid-type]
    """A draft below `parent`, which nobody else sees before it is published."""
    given = page.model_dump(exclude={"type", "parent"}, exclude_unset=True)
    with transaction.atomic():
        try:
            parent = target(request, page.parent)
        except Http404 as error:
            raise unfit(("parent",), _("There is no such page.")) from error
        made = forms.create(MODELS[page.type], parent, given, request.user)
    response["Location"] = detail_url(made, request)
    return Status(201, answered(request, response, made.pk))


@router.patch(
    "/{page_id}/",
    response=ANSWERS | UNREAD,
    auth=writer,
    operation_id="pages_update",
    summary="Change a page",
)
def update_page(
    request: HttpRequest,
    response: HttpResponse,
    page_id: Id,
    change: Body[any_change()],  # type: ignore[valid-type]
) -> Tree:
    """Another draft, of the fields that are sent. `If-Match` must hold the `ETag` of the last."""
    given = change.model_dump(exclude={"type"}, exclude_unset=True)
    with changing(request, page_id, blind=False) as page:
        if page._meta.label != change.type:
            sentence = _("This page is of the type %(type)s.") % {"type": page._meta.label}
            raise unfit(("type",), sentence)
        forms.edit(page, given, request.user)
    return answered(request, response, page_id)


@router.delete(
    "/{page_id}/",
    response={204: None} | NOT_FOUND | CHANGED | PROBLEMS,
    auth=writer,
    operation_id="pages_delete",
    summary="Delete a page",
)
def delete_page(request: HttpRequest, page_id: Id) -> Any:
    """With all that is below it, for good."""
    with changing(request, page_id, deleting=True) as page:
        execute("delete", page, request)
    return Status(204, None)


# --- What is done with a draft ----------------------------------------------------------


class Decision(In):
    comment: str = Field("", max_length=5000, description="Sent to the author with the decision.")


def act(name: str, summary: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register an act on a page at `/pages/{id}/actions/{name}/`, which answers the page."""

    def add(do: Callable[..., None]) -> Callable[..., None]:
        @router.post(
            f"/{{page_id}}/actions/{name}/",
            response=ANSWERS,
            auth=writer,
            operation_id=f"pages_actions_{name}",
            summary=summary,
            description=do.__doc__,
        )
        def operation(
            request: HttpRequest,
            response: HttpResponse,
            page_id: Id,
            decision: Body[Decision] = Decision(),  # noqa: B008 — ninja's way
        ) -> Tree:
            with changing(request, page_id) as page:
                do(request, page, decision)
            return answered(request, response, page_id)

        return do

    return add


def execute(name: str, subject: Any, request: HttpRequest) -> None:
    action_registry.get_action_class(Page, name)(subject, user=request.user).execute()


def check_open(request: HttpRequest, page: Page) -> None:
    """Locked pages, those in somebody else's hands included, are left alone."""
    lock = page.get_lock()
    if lock and lock.for_user(request.user):
        raise Refused(_("This page is locked: somebody else works on it."), status=409)


def check_ready(page: Page) -> None:
    """What the editor says beside the fields before a page goes out."""
    for remark in blocking(page.get_latest_revision_as_object()):
        raise unfit((remark.field,), remark.sentence)


@act("publish", "Publish a page")
def publish(request: HttpRequest, page: Page, decision: Decision) -> None:
    """Its latest draft, or on the day that it names."""
    check_open(request, page)
    check_ready(page)
    revision = page.get_latest_revision() or page.save_revision(user=request.user)
    execute("publish", revision, request)


@act("unpublish", "Unpublish a page")
def unpublish(request: HttpRequest, page: Page, decision: Decision) -> None:
    """Readers see it no more; its draft stays."""
    check_open(request, page)
    execute("unpublish", page, request)


@act("submit", "Submit a page")
def submit(request: HttpRequest, page: Page, decision: Decision) -> None:
    """Its latest draft goes to review; after a refusal, again to the step that refused it."""
    may = page.permissions_for_user(request.user)
    if not may.can_edit():
        raise PermissionDenied
    if not may.can_submit_for_moderation():
        raise Refused(_("This page cannot be submitted: it is in review, or has none."), 409)
    check_ready(page)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    else:
        page.get_workflow().start(page, request.user)


def decide(name: Literal["approve", "reject", "claim", "release", "take_over"], words: str) -> None:
    def do(request: HttpRequest, page: Page, decision: Decision) -> None:
        step = page.current_workflow_task_state
        state = step and step.specific
        if not isinstance(state, ReviewState):
            raise Refused(_("This page is not in review."), status=409)
        acting.act(state, request.user, name, comment=decision.comment)

    do.__doc__ = f"{words}, in the step of its review that is under way."
    act(name, words)(do)


decide("approve", "Approve a page")
decide("reject", "Ask for changes to a page")
decide("claim", "Take care of a page")
decide("release", "Leave a page to others")
decide("take_over", "Take a page over")


# --- Wagtail's other acts, answered as everything else is -------------------------------


def answering(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def acted(request: HttpRequest, **kwargs: Any) -> Any:
        with changing(request, kwargs["page_id"]):
            result = view(request, **kwargs)
        status, page = (201, result.value) if isinstance(result, Status) else (200, result)
        return Status(status, drawn(request, page))

    return acted


for name in ("move", "copy", "revert", "create_alias", "convert_alias", "copy_for_translation"):
    known = stock[f"pages_actions_{name}"]
    router.add_api_operation(
        f"/{{page_id}}/actions/{name}/",
        ["POST"],
        answering(known.view_func),
        auth=writer,
        response=ANSWERS | {201: any_page()},
        operation_id=known.operation_id,
        summary=known.summary,
    )
