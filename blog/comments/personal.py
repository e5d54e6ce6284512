"""What the blog holds of an address: to hand it over, or to forget it with threads kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from blog.models import Ban, BlogPage, Comment, Like, Report, Subscription
from blog.signals import comments_changed
from home.mail_templates import absolute
from home.models import OutgoingMail
from home.readable import readable


@dataclass(frozen=True)
class Erased:
    """How much there was of each."""

    comments: int
    subscriptions: int
    likes: int
    reports: int
    mails: int


class Holdings:
    """All rows of one address, those of the account that has it included."""

    def __init__(self, email: str) -> None:
        self.email = email.strip().casefold()

    @property
    def comments(self) -> QuerySet[Comment]:
        return Comment.objects.by_email(self.email)

    @property
    def subscriptions(self) -> QuerySet[Subscription]:
        return Subscription.objects.filter(email__iexact=self.email)

    @property
    def mails(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.filter(to__iexact=self.email)

    @property
    def bans(self) -> QuerySet[Ban]:
        return Ban.objects.filter(kind=Ban.Kind.EMAIL, value=self.email)

    @property
    def accounts(self) -> QuerySet[Any]:
        return get_user_model().objects.filter(email__iexact=self.email)

    @cached_property
    def people(self) -> list[str]:
        """As likes and reports name them: the accounts, and the browsers that confirmed it.

        The browser of an unconfirmed comment may be anybody's.
        """
        confirmed = self.comments.filter(confirmed_at__isnull=False).exclude(guest="")
        guests = confirmed.order_by().values_list("guest", flat=True).distinct()
        users = self.accounts.values_list("pk", flat=True)
        return [f"user:{pk}" for pk in users] + [f"guest:{guest}" for guest in guests]

    @property
    def likes(self) -> QuerySet[Like]:
        return Like.objects.filter(person__in=self.people)

    @property
    def reports(self) -> QuerySet[Report]:
        return Report.objects.filter(person__in=self.people)

    @property
    def stories(self) -> dict[int, BlogPage]:
        """Those it commented on or follows, where readers still see them."""
        concerned = Q(pk__in=self.comments.order_by().values("story"))
        concerned |= Q(pk__in=self.subscriptions.values("story"))
        stories = BlogPage.objects.filter(concerned).defer_streamfields()
        return readable(stories).in_bulk()

    def counts(self) -> dict[str, int]:
        names = ("comments", "subscriptions", "likes", "reports", "mails", "bans", "accounts")
        return {name: getattr(self, name).count() for name in names}


# --- Handing over -----------------------------------------------------------------------


def export(email: str) -> dict[str, Any]:
    """All that is held of an address, as JSON; docs/reference/personal-data.md names the keys."""
    held = Holdings(email)
    addresses = {pk: absolute(story.url or "") for pk, story in held.stories.items()}
    return {
        "address": held.email,
        "exported_at": timezone.now().isoformat(),
        "accounts": [
            {
                "username": account.get_username(),
                "name": account.get_full_name(),
                "joined_at": _moment(account.date_joined),
                "last_login_at": _moment(account.last_login),
            }
            for account in held.accounts
        ],
        "comments": [
            _exported(comment, addresses)
            for comment in held.comments.select_related("user").order_by("submit_date", "pk")
        ],
        "subscriptions": [
            {
                "story": addresses.get(subscription.story_id),
                "thread": subscription.thread_id,
                "since": _moment(subscription.created_at),
                "confirmed_at": _moment(subscription.confirmed_at),
            }
            for subscription in held.subscriptions
        ],
        "likes": list(held.likes.order_by("pk").values_list("comment_id", flat=True)),
        "reports": [
            {
                "comment": report.comment_id,
                "reason": report.reason,
                "note": report.note,
                "sent_at": _moment(report.created_at),
            }
            for report in held.reports
        ],
        "bans": [
            {"reason": ban.reason, "since": _moment(ban.created_at), "until": _moment(ban.until)}
            for ban in held.bans
        ],
        "mails": [
            {
                "subject": mail.subject,
                "written_at": _moment(mail.created_at),
                "sent_at": _moment(mail.sent_at),
            }
            for mail in held.mails
        ],
    }


def _exported(comment: Comment, addresses: dict[int, str]) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "story": addresses.get(comment.story_id),
        "answers": comment.parent_id if comment.is_reply else None,
        "name": comment.name,
        "address": comment.email,
        "website": comment.url,
        "text": comment.comment,
        "state": comment.state,
        "sent_at": _moment(comment.submit_date),
        "confirmed_at": _moment(comment.confirmed_at),
        "published_at": _moment(comment.published_at),
        "edited_at": _moment(comment.edited_at),
        "network": comment.ip_address,
        "spam_score": comment.score,
        "spam_reasons": comment.reasons,
        "imported": not comment.key.startswith("web:"),
    }


def _moment(when: Any) -> str | None:
    return when and when.isoformat()


# --- Forgetting -------------------------------------------------------------------------


def erase(email: str, *, texts: bool) -> Erased:
    """Part an address from all it did here; with ``texts``, its words go too.

    Comments keep their place, so that answers to them stay where they are. A ban stays, or
    asking to be forgotten would lift it; so does an account, which has its own page.
    """
    held = Holdings(email)
    with transaction.atomic():
        erased = Erased(
            likes=_deleted(held.likes),
            reports=_deleted(held.reports),
            subscriptions=_deleted(held.subscriptions),
            mails=_deleted(held.mails),
            comments=held.comments.count(),
        )
        held.comments.filter(state=Comment.State.UNCONFIRMED).delete()
        ids = list(held.comments.order_by("pk").values_list("pk", flat=True))
        for part in _parts(ids):
            _forget(part, texts=texts)
        comments_changed.send(Comment, ids=ids)
    return erased


def _forget(ids: list[int], *, texts: bool) -> None:
    comments = Comment.objects.filter(pk__in=ids)
    for locale in Locale.objects.all():
        with translation.override(locale.language_code):
            comments.filter(story__locale=locale).update(user_name=_("Anonymous"))
    comments.update(
        user=None, user_email="", user_url="", ip_address=None, guest="", followup=False
    )
    # The key says who wrote what. An import's is its id there: it must not be imported again.
    ours = comments.filter(Q(key__startswith="web:") | Q(key__startswith="gone:"))
    ours.update(key=Concat(Value("erased:"), Cast(F("pk"), CharField())))
    if texts:
        deleted = Comment(state="")
        deleted.set_state(Comment.State.DELETED)
        flags = {name: getattr(deleted, name) for name in ("state", "is_public", "is_removed")}
        comments.update(comment="", needs_review=False, reasons=[], score=0, **flags)
        Like.objects.filter(comment__in=ids).delete()
        Report.objects.filter(comment__in=ids).delete()


def _parts(ids: list[int], length: int = 500) -> Iterator[list[int]]:
    return (ids[start : start + length] for start in range(0, len(ids), length))


def _deleted(rows: QuerySet[Any]) -> int:
    """How many of these went, without what went with them."""
    _all, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


# --- Claiming ---------------------------------------------------------------------------


def claimable(email: str) -> QuerySet[Comment]:
    """The comments of an address that belong to no account."""
    return Comment.objects.filter(user_email__iexact=email.strip(), user__isnull=True)


def claim(email: str, user: Any) -> int:
    """Tie them to the account of whoever proved that the address is theirs."""
    return claimable(email).update(user=user)
