"""News of reviews, by mail: what happens to one person's pages within minutes is one mail.

Whoever tells somebody something writes a ``Notice`` in the transaction of what it is about.
A while later all that one person has not heard yet becomes one mail in their language.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.users.models import UserProfile

from home.mail_templates import absolute, render
from home.models import Notice
from home.outbox import Mail, queue

Kind = Notice.Kind
# Which box of "Notifications" in a person's account stops which news.
PREFERENCE = {
    Kind.SUBMITTED: "submitted_notifications",
    Kind.OVERDUE: "submitted_notifications",
    Kind.TAKEN_OVER: "submitted_notifications",
    Kind.CANCELLED: "submitted_notifications",
    Kind.DELETED: "submitted_notifications",
    Kind.ADVANCED: "approved_notifications",
    Kind.APPROVED: "approved_notifications",
    Kind.PUBLISHED: "approved_notifications",
    Kind.EXPIRED: "approved_notifications",
    Kind.REFUSED: "rejected_notifications",
}
SENTENCES = {
    Kind.SUBMITTED: _("%(person)s asks for your review of “%(title)s”."),
    Kind.OVERDUE: _("“%(title)s” has awaited your review since %(day)s."),
    Kind.TAKEN_OVER: _("%(person)s has taken over from you the review of “%(title)s”."),
    Kind.CANCELLED: _("%(person)s has ended the review of “%(title)s”."),
    Kind.DELETED: _("“%(title)s” was deleted: its review has ended."),
    Kind.ADVANCED: _("%(person)s has approved “%(title)s”; the next step is: %(task)s."),
    Kind.APPROVED: _("%(person)s has approved “%(title)s”, which will be published on %(moment)s."),
    Kind.PUBLISHED: _("“%(title)s” is published."),
    Kind.EXPIRED: _("“%(title)s” is no longer published, as was planned."),
    Kind.REFUSED: _("%(person)s asks for changes to “%(title)s”."),
}
# Where nobody is known to have done it: a contribution came from outside.
UNSIGNED = {
    Kind.SUBMITTED: _("“%(title)s” awaits your review."),
    Kind.CANCELLED: _("The review of “%(title)s” has ended."),
}
DUE = _("It is due on %(day)s (%(task)s).")


def write(kind: str, people: Iterable[Any], thing: Any, **fields: Any) -> None:
    """Tell these people, in the caller's transaction; those who want to hear of it."""
    page = thing if isinstance(thing, Page) and kind != Kind.DELETED else None
    Notice.objects.bulk_create(
        Notice(
            recipient=person,
            kind=kind,
            page_id=page.pk if page else None,
            title=title_of(thing),
            **fields,
        )
        for person in people
        if wants(person, Kind(kind))
    )


def title_of(thing: Any) -> str:
    return str(
        thing.specific_deferred.get_admin_display_title() if isinstance(thing, Page) else thing
    )


def wants(person: Any, kind: Notice.Kind) -> bool:
    if not (person.is_active and person.email):
        return False
    return getattr(UserProfile.get_for_user(person), PREFERENCE[kind])


def send(now: datetime | None = None) -> int:
    """A mail to each person whose first news have waited long enough; how many mails."""
    before = (now or timezone.now()) - timedelta(minutes=settings.NOTICE_MINUTES)
    ripe = Notice.objects.filter(created_at__lte=before).values("recipient")
    if not ripe.exists():  # without a transaction, which on SQLite would keep writers waiting
        return 0
    with transaction.atomic():
        notices = Notice.objects.filter(recipient__in=ripe).order_by("recipient", "pk")
        # Locked: of two processes that send, one finds them and the other none.
        found = list(notices.select_for_update(of=("self",)))
        by_person = [list(of_one) for _pk, of_one in groupby(found, lambda one: one.recipient_id)]
        for of_one in by_person:
            queue(mail(of_one[0].recipient, of_one))
        Notice.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(by_person)


def mail(person: Any, notices: list[Notice]) -> Mail:
    language = UserProfile.get_for_user(person).preferred_language or settings.LANGUAGE_CODE
    with translation.override(language):
        told = [
            {
                "sentence": sentence(notice),
                "due": DUE % words(notice) if notice.kind == Kind.SUBMITTED and notice.day else "",
                "comment": notice.comment,
                "address": address(notice),
            }
            for notice in notices
        ]
    context = {"told": told, "account": absolute(reverse("wagtailadmin_account"))}
    return render("home/mails/reviews", language, person.email, context)


def sentence(notice: Notice) -> str:
    kind = Kind(notice.kind)
    told = SENTENCES[kind] if notice.person else UNSIGNED.get(kind, SENTENCES[kind])
    return told % words(notice)


def words(notice: Notice) -> dict[str, str]:
    day = timezone.localtime(notice.day) if notice.day else None
    return {
        "title": notice.title,
        "person": notice.person or str(_("Somebody")),
        "task": notice.task,
        "day": date_format(day, "DATE_FORMAT") if day else "",
        "moment": date_format(day, "DATETIME_FORMAT") if day else "",
    }


def address(notice: Notice) -> str:
    """Where to go on: the editor; the page itself once it is published."""
    if notice.page is None:
        return absolute(reverse("wagtailadmin_home"))
    if notice.kind == Kind.PUBLISHED and notice.page.live and notice.page.url:
        return str(notice.page.full_url or absolute(notice.page.url))
    return absolute(reverse("wagtailadmin_pages:edit", args=[notice.page_id]))
