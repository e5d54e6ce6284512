"""Comments sent by programs: the form's own fields, services and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Status
from pydantic import Field

from blog.api.stories import StoryId, router
from blog.comments import challenge, services
from blog.comments.forms import CommentForm
from blog.comments.guests import Guest
from blog.comments.ownership import discussed_story
from blog.comments.services import Message
from blog.comments.views.writing import known_of, sender_of
from home.api.auth import check, reader
from home.api.params import Id
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Out
from home.api.writing.faults import unfit_form
from home.api.writing.shapes import In
from home.models import Scope
from home.public_forms import opened_at


class CommentIn(In):
    """The fields of the form; without `email` it is the owner of the token who comments."""

    text: str
    name: str = ""
    email: str = ""
    consent: bool = Field(False, description="That of the person, as the form words it.")
    follow: bool = Field(False, description="Write to this person when somebody answers.")
    reply_to: Id | None = None
    opened: str = Field("", description="As the form gave it, for who shows that form.")
    altcha: str = Field("", description="A proof of work, for who asks for one.")


class CommentSent(Out):
    """`unconfirmed` waits for the link in a mail, `waiting` for a moderator."""

    id: int | None
    state: str
    detail: str


@router.post(
    "/{story_id}/comments/",
    response={201: CommentSent, 202: CommentSent} | NOT_FOUND | PROBLEMS,
    auth=reader,
    operation_id="stories_comment",
    summary="Comment a story",
)
def comment(request: HttpRequest, story_id: StoryId, sent: Body[CommentIn]) -> Any:
    """By the rules of the form: a mail to confirm the address, moderation, limits. The same
    comment sent again is one. With a token for that and no `email`, its owner comments."""
    story = discussed_story(story_id)
    as_owner(request, sent)
    form = CommentForm(sent.model_dump(), known=known_of(request.user))
    if not form.is_valid():
        raise unfit_form(form)
    data = {"name": "", "email": ""} | form.cleaned_data
    sender = sender_of(request, data, Guest())
    said = Message(
        text=data["text"],
        parent_id=data["reply_to"],
        opened_at=moment(request, data["opened"]),
        solved=challenge.solved(data["altcha"]),
    )
    stored = services.post(story, sender, said, follow=data["follow"])
    if not sender.user:
        # Whether the same was sent before, and what became of it, is nobody else's business.
        detail = _("A mail was sent: its link confirms the comment.")
        return Status(202, {"id": None, "state": "unconfirmed", "detail": detail})
    return Status(201, {"id": stored.pk, "state": stored.state, "detail": ""})


def as_owner(request: HttpRequest, sent: CommentIn) -> None:
    """A token of a front end serves its visitors: whoever gives an address is somebody else."""
    if request.user.is_authenticated:
        check(request.auth, Scope.CONTRIBUTE)
        if sent.email:
            request.user = AnonymousUser()


def moment(request: HttpRequest, opened: str) -> Any:
    """How soon a program sends says nothing of its owner."""
    if request.user.is_authenticated:
        return timezone.now() - timedelta(hours=1)
    return opened_at(opened)
