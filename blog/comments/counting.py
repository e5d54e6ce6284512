"""How many comments each story has, for the lists of stories."""

from __future__ import annotations

from django.db.models import Count

from blog.comments.rules import mode_of, settings_of
from blog.models import BlogPage, Comment, CommentsMode


def with_comment_counts(stories: list[BlogPage]) -> list[BlogPage]:
    """Each with ``comment_count``, 0 where comments are hidden. They are all of one site."""
    if not stories:
        return stories
    settings = settings_of(stories[0])
    shown = [story for story in stories if mode_of(story, settings) != CommentsMode.HIDDEN]
    published = Comment.objects.published().filter(story__in=shown).order_by()
    counts = dict(published.values_list("story").annotate(Count("pk")))
    for story in stories:
        story.comment_count = counts.get(story.pk, 0)
    return stories
