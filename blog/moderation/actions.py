"""What moderators do: each function checks the right, is one transaction, and is logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import ModelLogEntry

from blog.comments import services
from blog.models import Ban, Comment
from blog.moderation import log
from blog.moderation.permissions import check_may_moderate
from home.folding import fold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = Comment.State


class Changed(Exception):
    """The comment is no longer as the moderator saw it; ``comment`` is what it is now."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(comment.pk)
        self.comment = comment


def version_of(comment: Comment) -> str:
    """What a moderator has seen of a comment: its state and its text, as a short hash.

    It goes with each act, which is not done if it differs by then: somebody else was
    first, or the author changed the text that was to be approved.
    """
    seen = f"{comment.state} {comment.needs_review} {comment.comment}"
    return salted_hmac("blog.moderation", seen, algorithm="sha256").hexdigest()[:16]


# --- Judging ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """Where it leads, and the states from which it does."""

    state: str
    takes: frozenset[str]
    action: str

    def applies(self, comment: Comment) -> bool:
        return comment.state in self.takes or self.keeps(comment)

    def keeps(self, comment: Comment) -> bool:
        """Whether it only says that a published comment was looked at."""
        return self.state == State.PUBLISHED == comment.state and comment.needs_review


VERDICTS = {
    "approve": Verdict(
        State.PUBLISHED, frozenset({State.WAITING, State.REJECTED, State.SPAM}), log.APPROVE
    ),
    "reject": Verdict(
        State.REJECTED, frozenset({State.WAITING, State.PUBLISHED, State.SPAM}), log.REJECT
    ),
    "spam": Verdict(
        State.SPAM,
        frozenset({State.UNCONFIRMED, State.WAITING, State.PUBLISHED, State.REJECTED}),
        log.SPAM,
    ),
}


@dataclass
class Outcome:
    """``left`` were not as they had been seen. ``uuid`` is what ``undo`` takes."""

    uuid: UUID = field(default_factory=uuid4)
    done: list[Comment] = field(default_factory=list)
    left: list[Comment] = field(default_factory=list)


@transaction.atomic
def judge(user: User, verdict: str, seen: Mapping[int, str]) -> Outcome:
    """Approve, reject or set aside comments, given by id with the version that was seen."""
    check_may_moderate(user)
    outcome = Outcome()
    for comment in _locked(seen):
        if version_of(comment) == seen[comment.pk] and VERDICTS[verdict].applies(comment):
            _judge(user, comment, VERDICTS[verdict], outcome.uuid)
            outcome.done.append(comment)
        else:
            outcome.left.append(comment)
    return outcome


def _locked(ids: Iterable[int]) -> list[Comment]:
    locked = Comment.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    return list(locked.select_related("story", "user").order_by("pk"))


def _judge(user: User, comment: Comment, verdict: Verdict, uuid: UUID) -> None:
    before = {"state": comment.state, "needs_review": comment.needs_review}
    action = log.KEEP if verdict.keeps(comment) else verdict.action
    open_reports = comment.reports.filter(handled_at=None)
    reports = list(open_reports.values_list("pk", flat=True))
    open_reports.update(handled_at=timezone.now())
    _move(comment, verdict.state, needs_review=False)
    log.record(
        comment, action, user, uuid=uuid, before=before, after=verdict.state, reports=reports
    )


def _move(comment: Comment, state: str, *, needs_review: bool) -> None:
    comment.needs_review = needs_review
    if state == State.PUBLISHED:
        services.publish(comment)
        return
    comment.set_state(state)
    comment.save(update_fields=["state", "is_public", "is_removed", "needs_review"])


@transaction.atomic
def undo(user: User, uuid: UUID) -> Outcome:
    """Back to before the user's own act; not where something has been done since."""
    check_may_moderate(user)
    mine = ModelLogEntry.objects.filter(uuid=uuid, user=user, data__has_key="before")
    acts = {int(act.object_id): act for act in mine}
    comments = _locked(acts)
    latest = {int(act.object_id): act.pk for act in reversed(log.entries_of(acts))}
    outcome = Outcome()
    for comment in comments:
        act = acts[comment.pk]
        if comment.state != act.data["after"] or latest[comment.pk] != act.pk:
            outcome.left.append(comment)
            continue
        _move(comment, **act.data["before"])
        comment.reports.filter(pk__in=act.data["reports"]).update(handled_at=None)
        log.record(comment, log.UNDO, user, uuid=outcome.uuid)
        outcome.done.append(comment)
    return outcome


# --- Writing ----------------------------------------------------------------------------


def _seen(pk: int, version: str) -> Comment:
    """The comment, locked. Raises ``Changed`` where it is not as it was seen."""
    comment = next(iter(_locked([pk])), None)
    if comment is None:
        raise Comment.DoesNotExist
    if version_of(comment) != version:
        raise Changed(comment)
    return comment


@transaction.atomic
def edit(user: User, pk: int, version: str, text: str, *, approve: bool = False) -> Comment:
    """Another text, marked as edited by the moderation."""
    check_may_moderate(user)
    comment = _seen(pk, version)
    if text != comment.comment:
        comment.comment, comment.edited_at, comment.edited_by = text, timezone.now(), user
        comment.save(update_fields=["comment", "edited_at", "edited_by"])
        log.record(comment, log.EDIT, user)
    if approve and VERDICTS["approve"].applies(comment):
        _judge(user, comment, VERDICTS["approve"], uuid4())
    return comment


@transaction.atomic
def reply(user: User, pk: int, version: str, text: str) -> Comment:
    """An answer in the name of the team, shown at once; a waiting comment is approved by it.

    Raises ``services.Refused`` where the comment cannot be answered.
    """
    check_may_moderate(user)
    comment = _seen(pk, version)
    if comment.state == State.WAITING:
        _judge(user, comment, VERDICTS["approve"], uuid4())
    answer = services.reply_as_team(comment, user, text)
    # Sent twice, it is the same answer.
    if not log.entries_of([answer.pk]).exists():
        log.record(answer, log.REPLY, user)
    return answer


# --- Banning ----------------------------------------------------------------------------


@transaction.atomic
def ban(
    user: User,
    kind: str,
    value: str,
    *,
    reason: str = "",
    until: datetime | None = None,
    set_aside: bool = False,
) -> tuple[Ban, list[Comment]]:
    """Ban an address or a name, anew where it was; ``set_aside`` makes spam of what waits.

    Gives back what was set aside too.
    """
    check_may_moderate(user)
    wanted = Ban(kind=kind, value=value)
    wanted.clean()
    made, _created = Ban.objects.update_or_create(
        kind=kind,
        value=wanted.value,
        defaults={
            "reason": reason,
            "until": until,
            "created_at": timezone.now(),
            "created_by": user,
        },
    )
    uuid = uuid4()
    log.record(made, log.BAN, user, uuid=uuid, kind=kind)
    waiting = _locked(_waiting_of(made)) if set_aside else []
    for comment in waiting:
        _judge(user, comment, VERDICTS["spam"], uuid)
    return made, waiting


def _waiting_of(banned: Ban) -> list[int]:
    waiting = Comment.objects.filter(state=State.WAITING)
    if banned.kind == Ban.Kind.EMAIL:
        return list(waiting.by_email(banned.value).values_list("pk", flat=True))
    # The database does not fold names as bans do.
    named = waiting.select_related("user")
    return [comment.pk for comment in named if fold(comment.name.strip()) == banned.value]


@transaction.atomic
def lift(user: User, pk: int) -> None:
    check_may_moderate(user)
    banned = Ban.objects.select_for_update().get(pk=pk)
    log.record(banned, log.LIFT, user, kind=banned.kind)
    banned.delete()
