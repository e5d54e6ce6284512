"""The comments of a story as its page shows them, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Window
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest

from blog.comments.rules import NO_NEW_ONES, accounts_of_authors, mode_of, settings_of
from blog.models import BlogPage, Comment, CommentSettings, CommentsMode
from blog.models.comments import SEGMENT, CommentQuerySet

PAGE_LENGTH = 50
REPLIES_SHOWN = 5
LONGEST_NUMBER = 6  # digits of a page's number: SQLite counts no further than 64 bits
NEWEST = "newest"  # in addresses: ?order=newest


@dataclass
class Node:
    """A comment with what hangs below it on this page of the thread.

    ``answers`` is the name of whom it answers, where its place alone does not say that.
    """

    comment: Comment
    answers: str = ""
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


def asked_thread(story: BlogPage, request: HttpRequest) -> Thread | None:
    """The page and the order that an address asks for; 404 past the last page."""
    if story.pk is None:  # the preview of one that is not stored yet
        return None
    newest_first = request.GET.get("order") == NEWEST
    number = request.GET.get("page", "1")
    if len(number) > LONGEST_NUMBER:
        raise Http404
    try:
        return thread_of(story, int(number), newest_first=newest_first)
    except (InvalidPage, ValueError) as error:
        raise Http404 from error


def thread_of(story: BlogPage, number: int = 1, *, newest_first: bool = False) -> Thread | None:
    """One page of a story's comments; None where it hides them.

    Raises ``django.core.paginator.EmptyPage`` past the last page.
    """
    settings = settings_of(story)
    mode = mode_of(story, settings)
    if mode == CommentsMode.HIDDEN:
        return None
    comments, page = page_of(in_thread(story, newest_first=newest_first), number)
    return Thread(
        story=story,
        settings=settings,
        mode=mode,
        count=comments[0].count_published if comments else 0,
        page=page,
        nodes=nest(comments),
        newest_first=newest_first,
    )


def page_of(thread: CommentQuerySet, number: int) -> tuple[list[Comment], Page]:
    """The comments of one page, and where it stands among the others: in one query."""
    published = Count("pk", filter=Q(state=Comment.State.PUBLISHED))
    counted = thread.annotate(count_all=Window(Count("pk")), count_published=Window(published))
    start = max(number - 1, 0) * PAGE_LENGTH
    comments = list(counted[start : start + PAGE_LENGTH])
    paginator = Paginator(comments, PAGE_LENGTH)
    paginator.count = comments[0].count_all if comments else 0
    return comments, Page(comments, paginator.validate_number(number), paginator)


def in_thread(story: BlogPage, *, newest_first: bool = False) -> CommentQuerySet:
    """Each with ``like_count``, ``by_author`` and ``answered_name``, of the comment it answers.

    ``by_author`` says whether an author of the story wrote it.
    """
    answered = Comment.objects.published().filter(pk=OuterRef("parent_id"))
    shown = story.comments.shown().with_likes()
    shown = shown.annotate(
        by_author=Q(user__in=accounts_of_authors(story)),
        answered_name=Subquery(answered.values("user_name")),
    )
    return shown.in_order(newest_first=newest_first)


def nest(comments: list[Comment]) -> list[Node]:
    """Comments in their order as trees. Those whose parent stands on another page come first."""
    top: list[Node] = []
    by_path: dict[str, Node] = {}
    for comment in comments:
        node = Node(comment)
        above = by_path.get(comment.path[:-SEGMENT])
        if comment.is_reply and (above is None or above.comment.pk != comment.parent_id):
            node.answers = comment.answered_name or ""
        (above.replies if above else top).append(node)
        by_path[comment.path] = node
    return top


def place_of(comment: Comment, *, newest_first: bool = False) -> int:
    """The number of the page of its thread that a comment stands on."""
    shown = comment.story.comments.shown().annotate(root=Substr("path", 1, SEGMENT))
    root = comment.path[:SEGMENT]
    before = Q(root__gt=root) if newest_first else Q(root__lt=root)
    return shown.filter(before | Q(root=root, path__lt=comment.path)).count() // PAGE_LENGTH + 1
