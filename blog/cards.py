"""Stories as they are shown: with their people and category, in the language of the page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import AbstractImage

from blog.models.people import StoryAuthor, in_locale

if TYPE_CHECKING:
    from blog.models.stories import BlogPage


def with_people(
    stories: "Iterable[BlogPage]", locale_id: int, pictures: Iterable[AbstractImage] = ()
) -> "list[BlogPage]":
    """Each with ``writers`` and ``filed_under``; the queries do not grow with the stories.

    The sizes of ``pictures`` are fetched with those of the portraits.
    """
    shown = list(stories)
    stored = [story for story in shown if story.pk]  # a preview may show one that is not
    signed = StoryAuthor.objects.select_related("author__portrait")
    prefetch_related_objects(stored, Prefetch("story_authors", signed), "category")
    signatures = {id(story): list(story.story_authors.all()) for story in shown}
    authors = in_locale(
        [signature.author for signed in signatures.values() for signature in signed], locale_id
    )
    categories = in_locale([story.category for story in shown], locale_id)
    portraits = [author.portrait for author in authors.values() if author.portrait]
    prefetch_related_objects([*pictures, *portraits], "renditions")
    for story in shown:
        story.writers = [authors[signature.author_id] for signature in signatures[id(story)]]
        story.filed_under = categories.get(story.category_id)
    return shown
