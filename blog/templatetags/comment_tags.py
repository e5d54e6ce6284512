"""What templates show of comments."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from blog.comments import markup
from blog.comments.rules import settings_of
from blog.comments.services import changeable_until, is_changeable
from blog.models import Author, BlogPage, Comment
from home.folding import fold
from home.identity import Tint
from home.readable import readable_by_id

register = template.Library()
register.filter("changeable", is_changeable)
register.filter("changeable_until", changeable_until)


@register.simple_tag
def privacy_page(story: BlogPage) -> Page | None:
    """The page that the consent refers to, where readers may see it."""
    policy = settings_of(story).policy_id
    return readable_by_id([policy], get_language()).get(policy) if policy else None


@register.filter
def comment_html(comment: Comment | str) -> SafeString:
    return markup.to_html(comment.comment if isinstance(comment, Comment) else comment)


@register.filter
def author_of(comment: Comment, writers: Iterable[Author]) -> Author | None:
    """Whom of the story's authors it is by: told by the account, never by the name."""
    if comment.user_id is None or comment.as_team:
        return None
    return next((author for author in writers if author.user_id == comment.user_id), None)


@register.filter
def initials(name: str) -> str:
    """Of the first and the last word: ``"Marie-Ève Côté"`` → ``"MC"``."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def name_tint(name: str) -> str:
    """Always the same for a name, however it is capitalised or accented."""
    return Tint.values[crc32(fold(name).encode()) % len(Tint.values)]
