"""A comment with all that helps a moderator to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils.safestring import SafeString
from wagtail.models import ModelLogEntry

from blog.comments.markup import to_html
from blog.comments.spam import described
from blog.models import Ban, Comment, Report
from blog.moderation import log
from blog.moderation.actions import VERDICTS, version_of
from home.folding import fold

State = Comment.State


@dataclass(frozen=True)
class History:
    """What an address has sent so far, the comment that is looked at included."""

    published: int = 0
    refused: int = 0
    first: datetime | None = None


@dataclass
class Card:
    """A comment and all that helps to decide of it; ``handled`` is the last act on it."""

    comment: Comment
    parent: Comment | None
    history: History
    banned: list[Ban]
    handled: ModelLogEntry | None
    reports: list[Report] = field(default_factory=list)

    @property
    def version(self) -> str:
        return version_of(self.comment)

    @property
    def html(self) -> SafeString:
        return to_html(self.comment.comment)

    @property
    def parent_html(self) -> SafeString:
        return to_html(self.parent.comment) if self.parent else SafeString("")

    @property
    def reasons(self) -> list[str]:
        return described(self.comment.reasons)

    @property
    def verdicts(self) -> set[str]:
        return {name for name, verdict in VERDICTS.items() if verdict.applies(self.comment)}

    @property
    def can_answer(self) -> bool:
        return self.comment.state in (State.WAITING, State.PUBLISHED)

    @property
    def can_edit(self) -> bool:
        return self.comment.state != State.DELETED


def cards_of(comments: Iterable[Comment]) -> list[Card]:
    """Five queries, however many comments there are."""
    shown = list(comments)
    parents = Comment.objects.select_related("user").in_bulk(
        {comment.parent_id for comment in shown if comment.is_reply}
    )
    reports = _open_reports(shown)
    histories = _histories(shown)
    bans = _bans(shown)
    handled: dict[str, ModelLogEntry] = {}
    for entry in log.entries_of(comment.pk for comment in shown):
        handled.setdefault(entry.object_id, entry)
    return [
        Card(
            comment=comment,
            parent=parents.get(comment.parent_id),
            history=histories.get(comment.user_email.casefold(), History()),
            banned=[bans[identity] for identity in _identities(comment) if identity in bans],
            handled=handled.get(str(comment.pk)),
            reports=reports.get(comment.pk, []),
        )
        for comment in shown
    ]


def _open_reports(comments: list[Comment]) -> dict[int, list[Report]]:
    """By comment, those that nobody has dealt with."""
    found: dict[int, list[Report]] = {}
    for report in Report.objects.filter(comment__in=comments, handled_at=None):
        found.setdefault(report.comment_id, []).append(report)
    return found


def _histories(comments: list[Comment]) -> dict[str, History]:
    addresses = {comment.user_email for comment in comments if comment.user_email}
    counted = (
        Comment.objects.filter(user_email__in=addresses)
        .order_by()
        .values("user_email")
        .annotate(
            published=Count("pk", filter=Q(state=State.PUBLISHED)),
            refused=Count("pk", filter=Q(state__in=(State.REJECTED, State.SPAM))),
            first=Min("submit_date"),
        )
    )
    return {
        row["user_email"].casefold(): History(row["published"], row["refused"], row["first"])
        for row in counted
    }


def _identities(comment: Comment) -> list[tuple[str, str]]:
    return [
        (Ban.Kind.EMAIL.value, comment.email.strip().casefold()),
        (Ban.Kind.NAME.value, fold(comment.name.strip())),
    ]


def _bans(comments: list[Comment]) -> dict[tuple[str, str], Ban]:
    values = {value for comment in comments for _kind, value in _identities(comment)}
    found = Ban.objects.in_force().filter(value__in=values)
    return {(ban.kind, ban.value): ban for ban in found}
