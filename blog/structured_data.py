"""What search engines read of a story: schema.org, as JSON-LD."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from taggit.models import Tag

from home.models import SiteSettings

if TYPE_CHECKING:
    from blog.comments.thread import Thread
    from blog.models.stories import BlogPage

SHARED_SIZE = "fill-1200x630|format-jpeg"
# As ``json_script`` does: nothing in a text can end the element that holds it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def story_data(
    page: "BlogPage",
    request: HttpRequest,
    tags: Iterable[Tag] = (),
    comments: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """A ``BlogPosting``. ``comments`` are ready ``Comment`` objects of schema.org.

    The page must have been through ``blog.cards.with_people``.
    """
    address = page.full_url or ""
    root = address.removesuffix(page.url or "")
    blog = page.blog
    published = page.date.isoformat()
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": page.title,
        "description": page.summary,
        "datePublished": published,
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else published,
        "author": [
            {
                "@type": "Person",
                "name": author.name,
                "jobTitle": author.role,
                "url": f"{root}{blog.address('author', slug=author.slug)}",
            }
            for author in page.writers
        ],
        "image": picture_of(page),
        "articleSection": page.filed_under.name if page.filed_under else "",
        "keywords": [tag.name for tag in tags],
        "inLanguage": page.locale.language_code,
        "mainEntityOfPage": address,
        "publisher": {"@type": "Organization", "name": publisher_of(request), "url": f"{root}/"},
        "comment": list(comments),
    }
    return {key: value for key, value in data.items() if value}


def comments_in(thread: "Thread | None") -> list[dict[str, Any]]:
    """What is published on that page of the thread."""
    if thread is None:
        return []
    root = (thread.story.full_url or "").removesuffix(thread.story.url or "")
    return [
        {
            "@type": "Comment",
            "url": f"{root}{comment.get_absolute_url()}",
            "text": comment.comment,
            "dateCreated": comment.submit_date.isoformat(),
            "author": {"@type": "Person", "name": comment.user_name},
        }
        for comment in thread.page.object_list
        if comment.is_published
    ]


def picture_of(page: "BlogPage") -> str:
    return page.picture.get_rendition(SHARED_SIZE).full_url if page.picture else ""


def publisher_of(request: HttpRequest) -> str:
    settings = SiteSettings.for_request(request)
    return settings.organisation or settings.name


def as_script(data: dict[str, Any]) -> SafeString:
    """A data block, which no browser runs and no policy forbids."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
