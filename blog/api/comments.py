"""Comments that readers see. No address, no hash, nobody who likes or reports."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from blog.api.schemas import CommentOut
from blog.comments.markup import to_html
from blog.comments.rules import mode_of, settings_of
from blog.comments.thread import in_thread
from blog.models import BlogPage, Comment, CommentsMode
from blog.models.comments import CommentQuerySet
from home.api.auth import reader
from home.api.params import Id
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Tree
from home.api.seen import seen

router = Router(tags=["blog"], auth=reader)

CommentId = Annotated[Id, Path(description="The id of a comment.")]

EMPTY: Tree = {
    "author": "",
    "by_author_of_story": False,
    "as_team": False,
    "text": "",
    "date": None,
    "edited_by": None,
    "likes": 0,
}
GONE: dict[str, str] = {
    Comment.State.DELETED: "deleted",
    Comment.State.REJECTED: "removed",
    Comment.State.SPAM: "removed",
}
Order = Literal["oldest", "newest"]


def said_of(story: BlogPage, *, newest_first: bool = False) -> CommentQuerySet:
    return in_thread(story, newest_first=newest_first)


def comment_tree(comment: Comment, request: HttpRequest) -> Tree:
    """A tombstone says nothing of who stood there."""
    place = {
        "id": comment.pk,
        "parent": comment.parent_id if comment.is_reply else None,
        "thread": comment.thread_id,
        "level": comment.shown_level,
        "html_url": request.build_absolute_uri(comment.get_absolute_url()),
    }
    if not comment.is_published:
        return place | EMPTY | {"gone": GONE.get(comment.state, "in_review")}
    edited_by = "moderation" if comment.edited_by_id else "author"
    return place | {
        "author": comment.name,
        "by_author_of_story": bool(comment.by_author),
        "as_team": comment.as_team,
        "text": to_html(comment.comment),
        "date": comment.submit_date,
        "edited_by": edited_by if comment.edited_at or comment.edited_by_id else None,
        "likes": comment.like_count,
        "gone": None,
    }


@router.get(
    "/{comment_id}/",
    response={200: CommentOut} | NOT_FOUND | PROBLEMS,
    operation_id="comments_detail",
    summary="Read a comment",
)
def read_comment(request: HttpRequest, comment_id: CommentId) -> Tree:
    """One comment, with the ids of its thread and of what it answers."""
    stories = seen(BlogPage.objects.all())
    found = Comment.objects.published().filter(pk=comment_id, story__in=stories)
    comment = found.select_related("story").first()
    if comment is None or hides_comments(comment.story):
        raise Http404(_("There is no such comment."))
    return comment_tree(said_of(comment.story).get(pk=comment.pk), request)


def hides_comments(story: BlogPage) -> bool:
    return mode_of(story, settings_of(story)) == CommentsMode.HIDDEN
