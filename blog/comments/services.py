"""What people do with comments: each act is one transaction, its mails leave after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings as project
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.comments import mails, spam
from blog.comments.guests import hashed
from blog.comments.rules import NO_NEW_ONES, accounts_of_authors, mode_of, settings_of
from blog.models import BlogPage, Comment, CommentsMode, Like, Report, Subscription
from blog.models.comments import LONGEST_NAME
from home.cleaning import clean
from home.mail_templates import absolute
from home.models import Event
from home.readable import readable
from home.refusals import Refused
from home.webhooks.services import tell

CHANGEABLE = timedelta(minutes=15)
RATE_WINDOW = timedelta(minutes=10)
# A stranger must not be able to fill somebody's mailbox with requests to confirm.
UNCONFIRMED_AT_ONCE = 3
# What was judged once does not move to the left when its author changes it.
NO_BETTER: list[str] = [Comment.State.PUBLISHED, Comment.State.WAITING, Comment.State.SPAM]


@dataclass(frozen=True)
class Sender:
    """Who writes. ``confirmed``: signed in, or the address was confirmed in this browser.

    ``network`` is a truncated address (IP), ``guest`` a ``Guest.hash``.
    """

    name: str
    email: str
    user: AbstractUser | None = None
    guest: str = ""
    confirmed: bool = False
    network: str | None = None

    @property
    def identity(self) -> str:
        return f"user:{self.user.pk}" if self.user else self.email.strip().casefold()


@dataclass(frozen=True)
class Message:
    """What is written, and what the form tells of the writing.

    ``trap`` is the field that people do not see, ``solved`` a proof of work.
    """

    text: str
    parent_id: int | None = None
    opened_at: datetime | None = None
    trap: str = ""
    solved: bool = False

    @property
    def clean_text(self) -> str:
        return "\n".join(line.rstrip() for line in clean(self.text).strip().splitlines())


# --- Writing ----------------------------------------------------------------------------


def post(story: BlogPage, sender: Sender, message: Message, *, follow: bool = False) -> Comment:
    """Store a comment, once however often it is sent. Its state says what comes next.

    Raises ``Refused`` where the story takes none, the comment that is answered is gone,
    or too many were sent.
    """
    key = key_of(story, sender, message)
    try:
        with transaction.atomic():
            known = Comment.objects.filter(key=key).first()
            return known or _store(story, sender, message, key, follow)
    except IntegrityError:
        # The same was sent twice at once, and the other was first.
        if known := Comment.objects.filter(key=key).first():
            return known
        raise


def key_of(story: BlogPage, sender: Sender, message: Message) -> str:
    parts = (str(story.pk), str(message.parent_id or ""), sender.identity, message.clean_text)
    return f"web:{hashed(chr(0).join(parts))[:48]}"


def _store(story: BlogPage, sender: Sender, message: Message, key: str, follow: bool) -> Comment:
    settings = settings_of(story)
    if mode_of(story, settings) in NO_NEW_ONES:
        raise Refused(_("This story takes no more comments."), 403)
    _check_rate(sender)
    parent = _answered(story, message.parent_id)
    assessment = spam.assess(story, sender, message, settings)
    comment = Comment(
        story=story,
        key=key,
        user=sender.user,
        user_name=sender.name.strip(),
        user_email=sender.email.strip().casefold(),
        comment=message.clean_text,
        ip_address=sender.network,
        guest=sender.guest,
        followup=follow,
        score=assessment.score,
        reasons=assessment.reasons,
    )
    comment.set_state(Comment.State.UNCONFIRMED)
    comment.add(parent)
    if sender.confirmed:
        _confirm(comment)
    else:
        mails.confirm_comment(comment)
    return comment


def _check_rate(sender: Sender) -> None:
    """Counted in the table itself, so that the limit holds for all processes and nodes."""
    since = timezone.now() - RATE_WINDOW
    recent = Comment.objects.filter(submit_date__gt=since, key__startswith="web:")
    mine = Q(user=sender.user) if sender.user else Q(user_email=sender.email.strip().casefold())
    limits = [(mine, project.COMMENTS_PER_ADDRESS)]
    if sender.network:
        limits.append((Q(ip_address=sender.network), project.COMMENTS_PER_NETWORK))
    for who, limit in limits:
        if limit and recent.filter(who).count() >= limit:
            raise Refused(
                _("That is many comments in a short time. Please wait ten minutes, then send it."),
                429,
            )
    if sender.confirmed or not project.COMMENTS_PER_ADDRESS:
        return
    unconfirmed = Comment.objects.filter(mine, state=Comment.State.UNCONFIRMED)
    if unconfirmed.count() >= UNCONFIRMED_AT_ONCE:
        raise Refused(
            _(
                "Comments from this address still wait to be confirmed. "
                "Open the mail that we sent, then write again."
            ),
            429,
        )


def _answered(story: BlogPage, parent_id: int | None) -> Comment | None:
    """The comment that is answered, locked: it must not go while the answer is written."""
    if parent_id is None:
        return None
    locked = Comment.objects.select_for_update(of=("self",))
    parent = locked.published().filter(pk=parent_id, story=story).first()
    if parent is None:
        raise Refused(_("The comment that you answer is no longer there."), 409)
    return parent


def confirm(comment_id: int) -> Comment:
    """The address is its sender's: so are the others that it sent from the same browser."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
        same = Q(pk=comment.pk)
        if comment.guest:
            same |= Q(user_email=comment.user_email, guest=comment.guest, user=None)
        unconfirmed = Comment.objects.filter(same, state=Comment.State.UNCONFIRMED)
        for other in unconfirmed.select_related("story").order_by("pk"):
            _confirm(other)
        comment.refresh_from_db()
    return comment


def _confirm(comment: Comment) -> None:
    """It counts from here on: what it is worth was told when it came."""
    comment.confirmed_at = timezone.now()
    comment.save(update_fields=["confirmed_at"])
    _settle(comment)
    if comment.followup:
        follow(comment.story, comment, comment.email, confirmed=True)


def _settle(comment: Comment) -> None:
    """Published, in the queue or set aside: by its score and the story's rule."""
    settings = settings_of(comment.story)
    mode = mode_of(comment.story, settings)
    assessment = spam.Assessment(comment.score, comment.reasons)
    state: str = spam.verdict(assessment, mode, settings, staff=is_staff(comment))
    if comment.state in NO_BETTER:
        state = max(state, comment.state, key=NO_BETTER.index)
    if state == Comment.State.PUBLISHED:
        comment.needs_review |= mode == CommentsMode.AFTER
        publish(comment)
    else:
        comment.set_state(state)
        comment.save(update_fields=["state", "is_public", "is_removed"])
    if comment.needs_review or state == Comment.State.WAITING:
        mails.notice_moderators()


def is_staff(comment: Comment) -> bool:
    """Whether a moderator or an author of the story wrote it, signed in."""
    user = comment.user
    if user is None:
        return False
    return user.has_perm("blog.moderate_comment") or user.pk in accounts_of_authors(comment.story)


def publish(comment: Comment) -> None:
    """The one way to be seen. Followers are told the first time."""
    with transaction.atomic():
        first = comment.published_at is None
        comment.published_at = comment.published_at or timezone.now()
        comment.set_state(Comment.State.PUBLISHED)
        comment.save(
            update_fields=["state", "is_public", "is_removed", "published_at", "needs_review"]
        )
        if first:
            mails.new_comment(comment)
            announce(comment)


def announce(comment: Comment) -> None:
    """To programs elsewhere, where readers see it."""

    def about() -> dict[str, Any] | None:
        if not readable(BlogPage.objects.filter(pk=comment.story_id)).exists():
            return None
        return {
            "id": comment.pk,
            "story": comment.story_id,
            "html_url": absolute(comment.get_absolute_url()),
            "detail_url": absolute(f"/api/v3/comments/{comment.pk}/"),
        }

    tell(Event.COMMENT_APPROVED, about)


def reply_as_team(parent: Comment, user: AbstractUser, text: str) -> Comment:
    """An answer in the name of the site, shown at once."""
    message = Message(text=text, parent_id=parent.pk)
    name = (user.get_full_name() or _("The team"))[:LONGEST_NAME]
    sender = Sender(name=name, email=user.email, user=user, confirmed=True)
    with transaction.atomic():
        reply = Comment(
            story=parent.story,
            key=key_of(parent.story, sender, message),
            user=user,
            user_name=name,
            user_email=user.email.casefold(),
            comment=message.clean_text,
            as_team=True,
            confirmed_at=timezone.now(),
        )
        if known := Comment.objects.filter(key=reply.key).first():
            return known
        reply.set_state(Comment.State.UNCONFIRMED)
        reply.add(_answered(parent.story, parent.pk))
        publish(reply)
    return reply


# --- Changing one's own -----------------------------------------------------------------


def changeable_until(comment: Comment) -> datetime:
    return (comment.confirmed_at or comment.submit_date) + CHANGEABLE


def is_changeable(comment: Comment) -> bool:
    gone = comment.state in (Comment.State.DELETED, Comment.State.REJECTED)
    return not gone and timezone.now() < changeable_until(comment)


def check_changeable(comment: Comment) -> None:
    if not is_changeable(comment):
        raise Refused(_("A comment can be changed for 15 minutes; that time is over."), 403)


def edit(comment: Comment, text: str) -> Comment:
    """A new text is judged as a new comment is: what was published may have to wait."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        check_changeable(comment)
        # How soon a change comes says nothing of who makes it.
        message = Message(text=text, opened_at=comment.submit_date - CHANGEABLE)
        if message.clean_text == comment.comment:
            return comment
        sender = Sender(name=comment.user_name, email=comment.user_email, user=comment.user)
        settings = settings_of(comment.story)
        assessment = spam.assess(comment.story, sender, message, settings)
        comment.comment, comment.edited_at = message.clean_text, timezone.now()
        comment.score, comment.reasons = assessment.score, assessment.reasons
        comment.save(update_fields=["comment", "edited_at", "score", "reasons"])
        if comment.state != Comment.State.UNCONFIRMED:
            _settle(comment)
    return comment


def delete(comment: Comment) -> None:
    """Its text goes for good; where it was answered, its place stays."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        check_changeable(comment)
        comment.set_state(Comment.State.DELETED)
        comment.comment, comment.key = "", f"gone:{comment.pk}"
        comment.save(update_fields=["state", "is_public", "is_removed", "comment", "key"])
        comment.likes.all().delete()


# --- Liking, reporting, following -------------------------------------------------------


def toggle_like(comment: Comment, person: str) -> tuple[bool, int]:
    """Whether this person likes it now, and how many do."""
    with transaction.atomic():
        taken_back, _rows = Like.objects.filter(comment=comment, person=person).delete()
        if not taken_back:
            Like.objects.get_or_create(comment=comment, person=person)
    return not taken_back, comment.likes.count()


def report(comment: Comment, person: str, reason: str, note: str = "") -> Report:
    """Ask moderators to look; once for each person, and what they have settled stays so."""
    with transaction.atomic():
        given, created = Report.objects.get_or_create(
            comment=comment, person=person, defaults={"reason": reason, "note": note.strip()}
        )
        if created:
            Comment.objects.filter(pk=comment.pk).update(needs_review=True)
            mails.notice_moderators()
    return given


def follow(
    story: BlogPage, comment: Comment | None, email: str, *, confirmed: bool
) -> Subscription:
    """Follow a story, or the thread that a comment is in; asks to confirm an unproven address."""
    thread_id = comment.thread_id if comment else None
    with transaction.atomic():
        subscription, _created = Subscription.objects.get_or_create(
            story=story, thread_id=thread_id, email=email.strip().casefold()
        )
        if confirmed:
            _confirm_subscription(subscription)
        elif subscription.confirmed_at is None and _may_be_asked(subscription.email):
            mails.confirm_subscription(subscription)
    return subscription


def _may_be_asked(email: str) -> bool:
    unanswered = Subscription.objects.filter(email=email, confirmed_at=None)
    return unanswered.count() <= UNCONFIRMED_AT_ONCE


def confirm_subscription(pk: int) -> Subscription:
    subscription = Subscription.objects.select_related("story").get(pk=pk)
    _confirm_subscription(subscription)
    return subscription


def _confirm_subscription(subscription: Subscription) -> None:
    if subscription.confirmed_at is None:
        subscription.confirmed_at = timezone.now()
        subscription.save(update_fields=["confirmed_at"])


def unfollow(pk: int) -> None:
    """No mail any more; asked twice, it changes nothing."""
    Subscription.objects.filter(pk=pk).delete()
