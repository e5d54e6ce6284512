"""Who moderated what, and when. Of a comment it keeps the number: no text, name or address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as wagtail_log
from wagtail.models import ModelLogEntry

from blog.models import Ban, CannedReply, Comment
from blog.moderation.permissions import Person

APPROVE, KEEP = "blog.comment.approve", "blog.comment.keep"
REJECT, SPAM = "blog.comment.reject", "blog.comment.spam"
UNDO, EDIT, REPLY = "blog.comment.undo", "blog.comment.edit", "blog.comment.reply"
BAN, LIFT = "blog.ban.add", "blog.ban.lift"

# What is shown in a filter, and what is told of one act.
ACTIONS = {
    APPROVE: (gettext_lazy("Approve"), gettext_lazy("Approved")),
    KEEP: (gettext_lazy("Keep"), gettext_lazy("Kept, after a look at it")),
    REJECT: (gettext_lazy("Reject"), gettext_lazy("Rejected")),
    SPAM: (gettext_lazy("Set aside as spam"), gettext_lazy("Set aside as spam")),
    UNDO: (gettext_lazy("Undo"), gettext_lazy("Taken back, as it was before")),
    EDIT: (gettext_lazy("Edit a comment"), gettext_lazy("Text edited")),
    REPLY: (gettext_lazy("Answer as the team"), gettext_lazy("Answered as the team")),
    BAN: (gettext_lazy("Ban"), gettext_lazy("Banned")),
    LIFT: (gettext_lazy("Lift a ban"), gettext_lazy("Ban lifted")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)


def record(
    subject: Comment | Ban, action: str, user: Person, *, uuid: UUID | None = None, **data: Any
) -> None:
    """One entry. Its title is given: by default it would be the comment's text."""
    if isinstance(subject, Ban):
        title = _("Ban %(number)s") % {"number": subject.pk}
    else:
        title = _("Comment %(number)s") % {"number": subject.pk}
    wagtail_log(subject, action, user=user, uuid=uuid, title=title, data=data)


def entries() -> QuerySet[ModelLogEntry]:
    """All that concerns moderation, latest first."""
    types = ContentType.objects.get_for_models(Comment, Ban, CannedReply).values()
    return (
        ModelLogEntry.objects.filter(content_type__in=[known.pk for known in types])
        .select_related("user")
        .order_by("-timestamp", "-pk")
    )


def entries_of(comments: Iterable[int]) -> QuerySet[ModelLogEntry]:
    """Those of some comments, by their ids, latest first."""
    known = ContentType.objects.get_for_model(Comment)
    return (
        ModelLogEntry.objects.filter(
            content_type=known.pk, object_id__in=[str(pk) for pk in comments]
        )
        .select_related("user")
        .order_by("-timestamp", "-pk")
    )
