"""Earlier versions of a page, for those who may edit it, drawn as its draft is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Path, Query
from wagtail.models import Page, Revision

from home.api.answer import Answer, RichTextFormat
from home.api.auth import TokenAuth
from home.api.drawing import any_page, detail_tree
from home.api.pages import router
from home.api.params import Id, PageId, Paging, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Listing, Out, Tree
from home.api.seen import editable
from home.api.stock import take_over
from home.models import Scope

take_over(router, "pages_revisions_list", "pages_revisions_detail")

RevisionId = Annotated[Id, Path(description="The id of a version of that page.")]
drafts = TokenAuth(Scope.DRAFTS)


class RevisionOut(Out):
    """A version of a page. `user` is the id of who saved it."""

    id: int
    title: str
    created_at: datetime
    user: int | None
    approved_go_live_at: datetime | None = Field(
        description="When it will be published, where that is planned."
    )


class RevisionList(Listing[RevisionOut]):
    """Versions of a page, the newest first."""


def editable_page(request: HttpRequest, pk: int) -> Page:
    page = editable(request).filter(pk=pk, depth__gt=1).first()
    if page is None:
        raise Http404(_("There is no such page."))
    return page.specific


@router.get(
    "/{page_id}/revisions/",
    response={200: RevisionList} | NOT_FOUND | PROBLEMS,
    auth=drafts,
    operation_id="pages_revisions_list",
    url_name="list_page_revisions",
    summary="List the versions of a page",
)
def list_revisions(
    request: HttpRequest, response: HttpResponse, page_id: PageId, paging: Query[Paging]
) -> Tree:
    """For those who may edit it. `actions/revert/` goes back to one of them."""
    revisions = editable_page(request, page_id).revisions.order_by("-created_at", "-pk")
    count, found = cut(request, response, revisions.defer("content"), paging)
    return {"count": count, "items": [revision_tree(revision) for revision in found]}


def revision_tree(revision: Revision) -> Tree:
    return {
        "id": revision.pk,
        "title": revision.object_str,
        "created_at": revision.created_at,
        "user": revision.user_id,
        "approved_go_live_at": revision.approved_go_live_at,
    }


@router.get(
    "/{page_id}/revisions/{revision_id}/",
    response={200: any_page()} | NOT_FOUND | PROBLEMS,
    auth=drafts,
    operation_id="pages_revisions_detail",
    url_name="detail_page_revision",
    summary="Read a version of a page",
)
def read_revision(
    request: HttpRequest,
    page_id: PageId,
    revision_id: RevisionId,
    rich_text: RichTextFormat = "html",
) -> Tree:
    """The page as it was then."""
    revision = editable_page(request, page_id).revisions.filter(pk=revision_id).first()
    if revision is None:
        raise Http404(_("There is no such version."))
    page = revision.as_object()
    return detail_tree(page, Answer(request, page.locale.language_code, rich_text))
