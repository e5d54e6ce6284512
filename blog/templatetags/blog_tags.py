"""What templates show of the blog, on its own pages and on the home page."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from blog.cards import with_people
from blog.comments.counting import with_comment_counts
from blog.models import BlogIndexPage, BlogPage
from home.readable import readable

register = template.Library()

LATEST = 3


@dataclass(frozen=True)
class Latest:
    blog: BlogIndexPage
    stories: list[BlogPage]


@register.simple_tag
def latest_stories() -> Latest | None:
    """None as long as there is no story to read in this language."""
    blogs = readable(BlogIndexPage.objects.filter(locale__language_code=get_language()))
    blog = blogs.order_by("path").first()
    if blog is None:
        return None
    stories = with_people(blog.stories.select_related("category")[:LATEST], blog.locale_id)
    return Latest(blog, with_comment_counts(stories)) if stories else None
