"""RSS and Atom of what is said below a story."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.comments.markup import to_html
from blog.comments.ownership import discussed_story
from blog.feeds import KINDS, legible
from blog.models import BlogPage, Comment

LATEST = 50


@require_safe
def feed(request: HttpRequest, story_id: int, kind: str) -> HttpResponse:
    story = discussed_story(story_id)
    published = story.comments.published().select_related("user")
    latest = published.order_by("-submit_date", "-pk")[:LATEST]
    generator = KINDS[kind](
        title=legible(_("Comments on “%(story)s”") % {"story": story.title}),
        link=story.full_url,
        description=legible(story.summary or story.title),
        language=story.locale.language_code,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=request.build_absolute_uri(request.path),
    )
    root = story.full_url.removesuffix(story.url)
    for comment in latest:
        generator.add_item(**_entry(comment, story, root))
    return HttpResponse(generator.writeString("utf-8"), content_type=KINDS[kind].content_type)


def _entry(comment: Comment, story: BlogPage, root: str) -> dict[str, Any]:
    html = legible(to_html(comment.comment))
    said = _("%(name)s on “%(story)s”") % {"name": comment.user_name, "story": story.title}
    return {
        "title": legible(said),
        "link": f"{root}{reverse('comments:comment', args=[comment.pk])}",
        "description": html,
        "content": html,
        "pubdate": comment.submit_date,
        "updateddate": comment.edited_at or comment.submit_date,
        "authors": [{"name": legible(comment.user_name), "url": ""}],
    }
