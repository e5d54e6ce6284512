"""The blog in the API: stories, who wrote them, what they are filed under, what is said."""

from ninja import NinjaAPI


def register(api: NinjaAPI) -> None:
    from blog.api import parts, writing  # noqa: F401
    from blog.api.comments import router as comments
    from blog.api.moderation import router as moderation
    from blog.api.people import authors, categories, tags
    from blog.api.stories import router as stories

    api.add_router("/stories/", stories)
    api.add_router("/comments/", comments)
    api.add_router("/authors/", authors)
    api.add_router("/categories/", categories)
    api.add_router("/tags/", tags)
    api.add_router("/moderation/", moderation)
