"""What search engines read of a story: schema.org, as JSON-LD."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from taggit.models import Tag

from home.structured_data import SHARED_SIZE, publisher_of

if TYPE_CHECKING:
    from blog.comments.thread import Thread
    from blog.models.stories import BlogPage


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
