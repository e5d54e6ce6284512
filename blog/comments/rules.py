"""Which comments a story takes: its own rule, or else the site's."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from blog.models import Author, BlogPage, CommentSettings, CommentsMode

NO_NEW_ONES = {CommentsMode.CLOSED, CommentsMode.HIDDEN}


def settings_of(story: BlogPage) -> CommentSettings:
    """Those of its site, which its address tells without a query; unchanged ones are not stored."""
    address = story.get_url_parts()
    stored = CommentSettings.objects.filter(site=address[0]).first() if address else None
    return stored or CommentSettings()


def mode_of(story: BlogPage, settings: CommentSettings) -> CommentsMode:
    """The rule in force today; a thread that has had its days is closed."""
    mode = CommentsMode(story.comments_mode or settings.mode)
    if mode in NO_NEW_ONES:
        return mode
    days = (
        settings.close_after if story.comments_close_after is None else story.comments_close_after
    )
    over = days and timezone.localdate() > story.date + timedelta(days=days)
    return CommentsMode.CLOSED if over else mode


def accounts_of_authors(story: BlogPage) -> QuerySet:
    """The accounts of those who signed the story, in whatever language they are tied to it."""
    signed = Author.objects.filter(signatures__page=story).values("translation_key")
    people = Author.objects.filter(translation_key__in=signed, user__isnull=False)
    return people.values_list("user_id", flat=True)
