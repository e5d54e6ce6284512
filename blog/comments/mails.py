"""The mails about comments. Each is queued with what it tells of, once by its key."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Site

from blog.comments.guests import hashed
from blog.comments.links import Purpose, sign
from blog.comments.markup import to_html
from blog.models import BlogPage, Comment, CommentSettings, Subscription
from home.mail_templates import absolute, render
from home.models import OutgoingMail
from home.outbox import Mail, queue, queue_many

EXCERPT = 400  # characters
MODERATE = "blog.moderate_comment"
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOTICE = "comments-notice"
# Whoever asks for many links gets one in this time: a mailbox must not be filled by others.
MINUTE = 60
BETWEEN_LINKS = 10 * MINUTE


# --- To one person ----------------------------------------------------------------------


def confirm_comment(comment: Comment) -> None:
    """To an address that somebody gave: nothing of what they wrote is in it, nor their name."""
    story = comment.story
    language = story.locale.language_code
    token = sign(Purpose.CONFIRM_COMMENT, comment.pk)
    mail = render(
        "blog/mails/confirm_comment",
        language,
        comment.user_email,
        {"story": story, "address": address_of("confirm", language, token)},
    )
    queue(mail, f"comment-confirm:{comment.pk}")


def confirm_subscription(subscription: Subscription) -> None:
    """At most once a day, however often somebody asks."""
    story = subscription.story
    language = story.locale.language_code
    token = sign(Purpose.CONFIRM_SUBSCRIPTION, subscription.pk)
    context = {
        "story": story,
        "thread": subscription.thread_id,
        "address": address_of("confirm_subscription", language, token),
    }
    mail = render("blog/mails/confirm_subscription", language, subscription.email, context)
    queue(mail, f"subscription-confirm:{subscription.pk}:{timezone.localdate()}")


def own_comments_link(email: str, language: str) -> None:
    """The way to one's own page, for whoever reads the mails of that address."""
    address = email.strip().casefold()
    token = sign(Purpose.OWN_COMMENTS, address)
    slot = int(timezone.now().timestamp()) // BETWEEN_LINKS
    context = {"address": address_of("own", language, token), "email": address}
    mail = render("blog/mails/own_comments_link", language, address, context)
    queue(mail, f"comments-own:{hashed(address)}:{slot}")


# --- To followers -----------------------------------------------------------------------


def new_comment(comment: Comment) -> None:
    """To each address that follows the story or the thread, but its author's: one mail.

    Each kind of mail is written once; what is its reader's own, the signed link that ends
    these mails, then takes the place of a mark in it.
    """
    if not Comment.objects.readable().filter(pk=comment.pk).exists():
        return
    mark = secrets.token_hex(16)
    mails: dict[str, Mail] = {}
    written: dict[bool, Mail] = {}
    for subscription in _followers(comment):
        of_thread = subscription.thread_id is not None
        if of_thread not in written:
            written[of_thread] = _news(comment, of_thread=of_thread, mark=mark)
        key = f"comment-new:{comment.pk}:{hashed(subscription.email)[:32]}"
        mails[key] = _addressed(written[of_thread], subscription, mark)
    if mails:
        queue_many(mails)


def _followers(comment: Comment) -> Iterable[Subscription]:
    """One subscription for each address; that of the thread before that of its story."""
    concerned = Subscription.objects.concerned_by(comment)
    story_first = concerned.order_by(F("thread").asc(nulls_first=True))
    by_address = {found.email.casefold(): found for found in story_first}
    for own in (comment.email, comment.user_email):
        by_address.pop(own.casefold(), None)
    return [found for found in by_address.values() if can_be_written_to(found.email)]


def _news(comment: Comment, *, of_thread: bool, mark: str) -> Mail:
    story: BlogPage = comment.story
    language = story.locale.language_code
    unsubscribe = address_of("unfollow", language, mark)
    context = {
        "comment": comment,
        "story": story,
        "excerpt": excerpt_of(comment.comment),
        "of_thread": of_thread,
        "address": address_of("comment", language, comment.pk),
        "answer": f"{address_of('form', language, story.pk)}?reply_to={comment.pk}",
        "mine": address_of("mine", language),
        "unsubscribe": unsubscribe,
    }
    headers = {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return render("blog/mails/new_comment", language, "", context, headers=headers)


def _addressed(mail: Mail, subscription: Subscription, mark: str) -> Mail:
    token = sign(Purpose.UNFOLLOW, subscription.pk)
    return replace(
        mail,
        to=subscription.email,
        text=mail.text.replace(mark, token),
        html=mail.html.replace(mark, token),
        headers={name: value.replace(mark, token) for name, value in mail.headers.items()},
    )


# --- To moderators ----------------------------------------------------------------------


def notice_moderators() -> None:
    """That something waits: at most one mail in the time that the settings say.

    The first leaves at once. The next is planned for when that time is over, and is written
    anew with each comment that comes until then.
    """
    site = Site.objects.filter(is_default_site=True).first()
    minutes = CommentSettings.for_site(site).notice_minutes if site else 0
    notices = _notices() if minutes else {}
    if not notices:
        return
    planned = _time_of_notice(minutes * MINUTE)
    prefix = f"{NOTICE}:{planned:011d}:"
    OutgoingMail.objects.waiting().filter(key__startswith=prefix, attempts=0).delete()
    due = datetime.fromtimestamp(planned, tz=UTC)
    queue_many({prefix + hashed(to)[:32]: mail for to, mail in notices.items()}, due)


def _time_of_notice(between: int) -> int:
    """In whole minutes, so that two processes that write one at once write the same key."""
    now = int(timezone.now().timestamp()) // MINUTE * MINUTE
    known = OutgoingMail.objects.filter(key__startswith=f"{NOTICE}:").order_by("-key")
    last = known.values_list("key", flat=True).first()
    planned = int(last.split(":")[1]) if last else 0
    return planned if planned > now else max(now, planned + between)


def _notices() -> dict[str, Mail]:
    """By address; in the language that each has chosen for the admin."""
    moderators = get_user_model().objects.with_perm(MODERATE, backend=BACKEND)
    shown = Count("pk", filter=Q(state=Comment.State.PUBLISHED))
    counts = Comment.objects.to_review().aggregate(to_review=shown, all=Count("pk"))
    written: dict[str, Mail] = {}
    notices = {}
    for moderator in moderators.select_related("wagtail_userprofile").order_by("pk"):
        if not can_be_written_to(moderator.email):
            continue
        profile = getattr(moderator, "wagtail_userprofile", None)
        language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
        if language not in written:
            written[language] = _notice(language, counts)
        notices[moderator.email.casefold()] = replace(written[language], to=moderator.email)
    return notices


def _notice(language: str, counts: dict[str, int]) -> Mail:
    context = {
        "waiting": counts["all"] - counts["to_review"],
        "to_review": counts["to_review"],
        "address": absolute(reverse("moderation:queue")),
    }
    return render("blog/mails/moderators", language, "", context)


# --- What they are made of --------------------------------------------------------------


def address_of(name: str, language: str, *args: Any) -> str:
    """The complete address of a page of comments, in that language."""
    with translation.override(language):
        return absolute(reverse(f"comments:{name}", args=args))


def excerpt_of(text: str) -> str:
    """The first words as readers see them, without notation."""
    paragraphs = to_html(text).replace("</p>", "</p>\n\n").replace("<br>", "\n")
    return Truncator(unescape(strip_tags(paragraphs)).strip()).chars(EXCERPT)


def can_be_written_to(address: str) -> bool:
    """Accounts may have no address, or one that was never checked."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
