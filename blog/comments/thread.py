"""The comments of a story as its page shows them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Substr

from blog.comments.rules import NO_NEW_ONES, accounts_of_authors, mode_of, settings_of
from blog.models import BlogPage, Comment, CommentSettings, CommentsMode
from blog.models.comments import SEGMENT, CommentQuerySet

PAGE_LENGTH = 50
REPLIES_SHOWN = 5


@dataclass
class Node:
    """A comment with what hangs below it on this page of the thread.

    ``answers`` is the comment it answers, where its place alone does not say which.
    """

    comment: Comment
    answers: Comment | None = None
    replies: list[Node] = field(default_factory=list)

    @property
    def is_tombstone(self) -> bool:
        return not self.comment.is_published

    @property
    def first_replies(self) -> list[Node]:
        return self.replies[:REPLIES_SHOWN]

    @property
    def folded_replies(self) -> list[Node]:
        return self.replies[REPLIES_SHOWN:]


@dataclass(frozen=True)
class Thread:
    """``count`` leaves the tombstones out, which ``page`` counts."""

    story: BlogPage
    settings: CommentSettings
    mode: CommentsMode
    count: int
    page: Page
    nodes: list[Node]
    newest_first: bool

    @property
    def takes_comments(self) -> bool:
        return self.mode not in NO_NEW_ONES


def thread_of(story: BlogPage, number: int = 1, *, newest_first: bool = False) -> Thread | None:
    """One page of a story's comments; None where it hides them.

    Raises ``django.core.paginator.EmptyPage`` past the last page.
    """
    settings = settings_of(story)
    mode = mode_of(story, settings)
    if mode == CommentsMode.HIDDEN:
        return None
    published = Count("pk", filter=Q(state=Comment.State.PUBLISHED))
    counts = story.comments.shown().aggregate(all=Count("pk"), published=published)
    paginator = Paginator(in_thread(story, newest_first=newest_first), PAGE_LENGTH)
    paginator.count = counts["all"]
    page = paginator.page(number)
    return Thread(
        story=story,
        settings=settings,
        mode=mode,
        count=counts["published"],
        page=page,
        nodes=nest(list(page.object_list)),
        newest_first=newest_first,
    )


def in_thread(story: BlogPage, *, newest_first: bool = False) -> CommentQuerySet:
    """Each with ``like_count``, and ``by_author``: whether who wrote the story wrote it."""
    shown = story.comments.shown().select_related("user").with_likes()
    shown = shown.annotate(by_author=Q(user__in=accounts_of_authors(story)))
    return shown.in_order(newest_first=newest_first)


def nest(comments: list[Comment]) -> list[Node]:
    """Comments in their order as trees. Those whose parent stands on another page come first."""
    answered = parents_of(comments)
    top: list[Node] = []
    by_path: dict[str, Node] = {}
    for comment in comments:
        node = Node(comment)
        above = by_path.get(comment.path[:-SEGMENT])
        if comment.is_reply and (above is None or above.comment.pk != comment.parent_id):
            node.answers = answered.get(comment.parent_id)
        (above.replies if above else top).append(node)
        by_path[comment.path] = node
    return top


def parents_of(comments: Iterable[Comment]) -> dict[int, Comment]:
    """The comments that these answer, on whatever page: in one query."""
    ids = {comment.parent_id for comment in comments if comment.is_reply}
    return Comment.objects.published().select_related("user").in_bulk(ids)


def place_of(comment: Comment, *, newest_first: bool = False) -> int:
    """The number of the page of its thread that a comment stands on."""
    shown = comment.story.comments.shown().annotate(root=Substr("path", 1, SEGMENT))
    root = comment.path[:SEGMENT]
    before = Q(root__gt=root) if newest_first else Q(root__lt=root)
    return shown.filter(before | Q(root=root, path__lt=comment.path)).count() // PAGE_LENGTH + 1
