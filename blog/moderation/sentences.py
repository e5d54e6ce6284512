"""What is said after an act, and of the acts of the past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry

from blog.models import Comment
from blog.moderation import log
from blog.moderation.actions import Outcome


def done(verdict: str, count: int) -> str:
    sentences = {
        "approve": ngettext(
            "The comment is published.", "%(count)s comments are published.", count
        ),
        "reject": ngettext("The comment is rejected.", "%(count)s comments are rejected.", count),
        "spam": ngettext(
            "The comment is set aside as spam.",
            "%(count)s comments are set aside as spam.",
            count,
        ),
    }
    return sentences[verdict] % {"count": count}


def tell(request: HttpRequest, verdict: str, outcome: Outcome) -> None:
    """What was done, with a button that takes it back; and what was not, and why."""
    if outcome.done:
        # The form, with its token, is on the page that shows the message.
        undo = format_html(
            '<button form="undo" formaction="{}" class="moderation-undo">{}</button>',
            reverse("moderation:undo", args=[outcome.uuid]),
            _("Undo"),
        )
        messages.success(request, format_html("{} {}", done(verdict, len(outcome.done)), undo))
    _tell_left(request, outcome.left)


def tell_undone(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, _("It is as it was before."))
    elif not outcome.left:
        messages.warning(request, _("There is nothing to take back."))
    _tell_left(request, outcome.left)


def tell_banned(request: HttpRequest, waiting: list[Comment]) -> None:
    messages.success(request, _("From now on, what this person sends is set aside as spam."))
    if waiting:
        messages.success(request, done("spam", len(waiting)))


def _tell_left(request: HttpRequest, left: list[Comment]) -> None:
    if not left:
        return
    last: dict[str, ModelLogEntry] = {}
    for entry in log.entries_of(comment.pk for comment in left):
        last.setdefault(entry.object_id, entry)
    for comment in left:
        entry = last.get(str(comment.pk))
        facts = {"name": comment.name, "state": comment.get_state_display()}
        if entry and entry.user_id != request.user.pk:
            facts["who"] = entry.user_display_name
            sentence = _("%(who)s was first. The comment of %(name)s is now: %(state)s.")
        else:
            sentence = _("The comment of %(name)s had changed, and was left: %(state)s.")
        messages.warning(request, sentence % facts)


@dataclass(frozen=True)
class Told:
    """An entry of the log, in words. ``comment`` is the id of the comment it is about."""

    who: str
    what: str
    when: datetime
    title: str
    comment: int | None


def told(entries: Iterable[ModelLogEntry]) -> list[Told]:
    return [
        Told(
            who=entry.user_display_name,
            what=str(entry.message),
            when=entry.timestamp,
            title=entry.label,
            comment=int(entry.object_id) if entry.action.startswith("blog.comment") else None,
        )
        for entry in entries
    ]
