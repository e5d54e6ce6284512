"""The queue of comments and its acts, for programs of moderators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Body, Field, Path, Query, Router, Schema, Status

from blog.api.comments import CommentId
from blog.models import Comment
from blog.moderation import actions
from blog.moderation.permissions import check_may_moderate
from blog.moderation.queue import TABS, find
from home.api.auth import moderator
from home.api.params import Id, Paging, cut
from home.api.problems import CHANGED, NOT_FOUND, PROBLEMS
from home.api.schemas import Listing, Out, Tree
from home.api.writing.shapes import In
from home.refusals import Refused

router = Router(tags=["moderation"], auth=moderator)

Version = Field(description="What was read: nothing is done with what has changed since.")


VerdictId = Annotated[UUID, Path(description="As `undo` named it when it was given.")]


class ModeratedComment(Out):
    """As a moderator sees it, but for the address of its author. `text` is as it was typed."""

    id: int
    story: int
    state: str
    needs_review: bool
    author: str
    text: str
    date: datetime
    score: int
    reasons: list[str]
    version: str = Version


class Queue(Listing[ModeratedComment]):
    """Those of a tab of the queue."""


class Seen(In):
    id: Id
    version: str = Version


class Verdict(In):
    verdict: Literal[*actions.VERDICTS]  # type: ignore[valid-type]
    comments: list[Seen] = Field(min_length=1, max_length=100)


class Outcome(Out):
    """`left` had changed, or cannot be judged so; `undo` takes the rest back."""

    done: list[int]
    left: list[int]
    undo: UUID


class Reply(In):
    text: str = Field(min_length=1, max_length=3000)
    version: str = Version


class Replied(Out):
    id: int


class TabChoice(Schema):
    tab: Literal[*TABS] = Field(  # type: ignore[valid-type]
        "review", description="Which of the queue's tabs: `review` holds what awaits a verdict."
    )


def tree_of(comment: Comment) -> Tree:
    return {
        "id": comment.pk,
        "story": comment.story_id,
        "state": comment.state,
        "needs_review": comment.needs_review,
        "author": comment.name,
        "text": comment.comment,
        "date": comment.submit_date,
        "score": comment.score,
        "reasons": comment.reasons,
        "version": actions.version_of(comment),
    }


@router.get(
    "/comments/",
    response={200: Queue} | PROBLEMS,
    operation_id="moderation_list",
    summary="List comments to moderate",
)
def list_queue(
    request: HttpRequest, response: HttpResponse, choice: Query[TabChoice], paging: Query[Paging]
) -> Tree:
    """As in the admin's queue."""
    check_may_moderate(request.user)
    count, found = cut(request, response, find(TABS[choice.tab], {}), paging)
    return {"count": count, "items": [tree_of(comment) for comment in found]}


@router.post(
    "/comments/",
    response={200: Outcome} | PROBLEMS,
    operation_id="moderation_judge",
    summary="Judge comments",
)
def judge(request: HttpRequest, given: Body[Verdict]) -> Tree:
    """One verdict on comments as they were read."""
    seen = {one.id: one.version for one in given.comments}
    return outcome_tree(actions.judge(request.user, given.verdict, seen))


@router.post(
    "/undo/{uuid}/",
    response={200: Outcome} | PROBLEMS,
    operation_id="moderation_undo",
    summary="Take a verdict back",
)
def undo(request: HttpRequest, uuid: VerdictId) -> Tree:
    """One's own, where nothing was done since."""
    return outcome_tree(actions.undo(request.user, uuid))


def outcome_tree(outcome: actions.Outcome) -> Tree:
    return {
        "done": [comment.pk for comment in outcome.done],
        "left": [comment.pk for comment in outcome.left],
        "undo": outcome.uuid,
    }


@router.post(
    "/comments/{comment_id}/reply/",
    response={201: Replied} | NOT_FOUND | CHANGED | PROBLEMS,
    operation_id="moderation_reply",
    summary="Answer as the team",
)
def reply(request: HttpRequest, comment_id: CommentId, given: Body[Reply]) -> Any:
    """Shown at once; a waiting comment is approved by it."""
    try:
        answer = actions.reply(request.user, comment_id, given.version, given.text)
    except Comment.DoesNotExist:
        raise Http404(_("There is no such comment.")) from None
    except actions.Changed:
        sentence = _("Somebody changed this comment meanwhile: read it again.")
        raise Refused(sentence, status=412) from None
    return Status(201, {"id": answer.pk})
