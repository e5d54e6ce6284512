"""Stories, and what is said of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema

from blog.api.comments import Order, comment_tree, said_of
from blog.api.schemas import (
    CommentList,
    People,
    StoryItem,
    StoryList,
    author_tree,
    category_tree,
)
from blog.comments.counting import with_comment_counts
from blog.comments.rules import mode_of, settings_of
from blog.models import BlogPage, CommentsMode
from blog.models.stories import StoryTag
from home.api.answer import Answer
from home.api.auth import reader
from home.api.drawing import item_tree
from home.api.params import Id, OnlyLocale, Paging, Slug, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Tree
from home.api.seen import seen
from home.api.selection import Selection, selected_list

router = Router(tags=["blog"], auth=reader)

TAGGED = StoryTag.objects.select_related("tag")
StoryId = Annotated[Id, Path(description="The id of a story.")]
ORDERS = {"-date": ("-date", "-pk"), "date": ("date", "pk"), "title": ("title", "pk")}


class StoryFilters(Schema):
    """Each narrows the list further."""

    author: Slug | None = Field(None, description="Signed by the author of this slug.")
    category: Slug | None = Field(None, description="Filed under the category of this slug.")
    tag: Slug | None = Field(None, description="With the tag of this slug.")
    year: int | None = Field(None, ge=1000, le=9999, description="Dated in this year.")
    month: int | None = Field(None, ge=1, le=12, description="Dated in this month, of any year.")
    locale: OnlyLocale = None
    order: Literal[*ORDERS] = Field(  # type: ignore[valid-type]
        "-date", description="`-` before it: from the end, here the newest first."
    )

    def applied(self) -> QuerySet[BlogPage]:
        stories = seen(BlogPage.objects.select_related("locale", "category"))
        lookups = {
            "story_authors__author__slug": self.author,
            "category__slug": self.category,
            "tags__slug": self.tag,
            "date__year": self.year,
            "date__month": self.month,
            "locale__language_code": self.locale,
        }
        asked = {lookup: value for lookup, value in lookups.items() if value is not None}
        found = BlogPage.objects.filter(**asked).values("pk")
        return stories.filter(pk__in=found).order_by(*ORDERS[self.order]).defer_streamfields()


@router.get(
    "/", response={200: StoryList} | PROBLEMS, operation_id="stories_list", summary="List stories"
)
def list_stories(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[StoryFilters],
    paging: Query[Paging],
    selection: Query[Selection],
) -> Any:
    """Each story whole is at `/pages/{id}/`, what is said of it at `/stories/{id}/comments/`."""
    names = selection.names(StoryItem.model_fields)
    count, found = cut(request, response, filters.applied(), paging)
    prefetch_related_objects(found, Prefetch("tagged_items", TAGGED))
    people = People(found)
    answer = Answer(request, filters.locale or settings.LANGUAGE_CODE)
    trees = [story_tree(story, people, answer) for story in with_comment_counts(found)]
    return selected_list(response, StoryItem, count, trees, names)


def story_tree(story: BlogPage, people: People, answer: Answer) -> Tree:
    return item_tree(story, answer.request) | {
        "lead": story.lead,
        "date": story.date,
        "authors": [author_tree(a, answer) for a in people.authors.get(story.pk, [])],
        "category": category_tree(people.categories.get(story.pk)),
        "tags": sorted(item.tag.name for item in story.tagged_items.all()),
        "picture": answer.image(story.picture_id, story.picture_alt or None),
        "reading_minutes": story.reading_minutes,
        "comment_count": story.comment_count,
    }


class CommentOrder(Schema):
    order: Order = Field("oldest", description="Of the threads; replies follow what they answer.")


@router.get(
    "/{story_id}/comments/",
    response={200: CommentList} | NOT_FOUND | PROBLEMS,
    operation_id="stories_comments",
    summary="List the comments of a story",
)
def list_comments(
    request: HttpRequest,
    response: HttpResponse,
    story_id: StoryId,
    order: Query[CommentOrder],
    paging: Query[Paging],
) -> Tree:
    """Flat, in the order in which they are read; `parent` and `level` make the tree."""
    story = seen(BlogPage.objects.filter(pk=story_id)).first()
    if story is None:
        raise Http404(_("There is no such story."))
    discussed = story.discussed
    mode = mode_of(discussed, settings_of(discussed))
    if mode == CommentsMode.HIDDEN:
        return {"mode": mode, "count": 0, "items": []}
    said = said_of(discussed, newest_first=order.order == "newest")
    count, found = cut(request, response, said, paging)
    return {
        "mode": mode,
        "count": count,
        "items": [comment_tree(comment, request) for comment in found],
    }
