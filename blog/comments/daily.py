"""What is held of people goes once its time is over: docs/reference/personal-data.md."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Site

from blog.models import Comment, CommentSettings, Report, Subscription
from home.daily import daily_job

NETWORKS_AT_MOST = timedelta(days=90)  # whatever a site's settings say
UNCONFIRMED_COMMENTS = timedelta(days=7)
UNCONFIRMED_SUBSCRIPTIONS = timedelta(days=14)
SPAM = timedelta(days=90)
BROWSERS = timedelta(days=180)  # as long as the cookie that they are known by
REPORTERS = timedelta(days=90)


@daily_job
def forget_networks() -> str:
    """Each site says for how long they are kept."""
    known = Comment.objects.filter(ip_address__isnull=False)
    count = _older(known, NETWORKS_AT_MOST).update(ip_address=None)
    for site in Site.objects.select_related("root_page"):
        of_site = known.filter(story__path__startswith=site.root_page.path)
        kept = timedelta(days=CommentSettings.for_site(site).address_days)
        count += _older(of_site, kept).update(ip_address=None)
    said = ngettext(
        "%(count)d network address forgotten.", "%(count)d network addresses forgotten.", count
    )
    return said % {"count": count}


@daily_job
def delete_unconfirmed() -> str:
    comments = Comment.objects.filter(state=Comment.State.UNCONFIRMED)
    count = _deleted(_older(comments, UNCONFIRMED_COMMENTS))
    until = timezone.now() - UNCONFIRMED_SUBSCRIPTIONS
    unconfirmed = Subscription.objects.filter(confirmed_at__isnull=True, created_at__lt=until)
    count += unconfirmed.delete()[0]
    said = ngettext(
        "%(count)d comment or subscription that nobody confirmed deleted.",
        "%(count)d comments and subscriptions that nobody confirmed deleted.",
        count,
    )
    return said % {"count": count}


@daily_job
def delete_spam() -> str:
    """That was never shown: of what was, nothing says since when it is spam."""
    spam = Comment.objects.filter(state=Comment.State.SPAM, published_at__isnull=True)
    count = _deleted(_older(spam, SPAM))
    said = ngettext("%(count)d spam comment deleted.", "%(count)d spam comments deleted.", count)
    return said % {"count": count}


@daily_job
def forget_browsers() -> str:
    count = _older(Comment.objects.exclude(guest=""), BROWSERS).update(guest="")
    said = ngettext("%(count)d browser forgotten.", "%(count)d browsers forgotten.", count)
    return said % {"count": count}


@daily_job
def forget_reporters() -> str:
    """Of reports that are settled; they stay, and stay one for each person."""
    until = timezone.now() - REPORTERS
    settled = Report.objects.filter(handled_at__lt=until).exclude(person__startswith="gone:")
    count = settled.update(person=Concat(Value("gone:"), Cast("pk", CharField())))
    said = ngettext(
        "%(count)d person who reported a comment forgotten.",
        "%(count)d people who reported comments forgotten.",
        count,
    )
    return said % {"count": count}


def _older(comments: QuerySet[Comment], kept: timedelta) -> QuerySet[Comment]:
    return comments.filter(submit_date__lt=timezone.now() - kept)


def _deleted(comments: QuerySet[Comment]) -> int:
    """How many went; an answered one holds its thread together and stays."""
    answers = Comment.objects.filter(parent_id=OuterRef("pk")).exclude(pk=OuterRef("pk"))
    _all, by_model = comments.exclude(Exists(answers)).delete()
    return by_model.get(Comment._meta.label, 0)
