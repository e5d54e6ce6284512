"""What moderators see of comments elsewhere in the admin: the menu, the first page, a story."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from blog.models import BlogPage, Comment
from blog.moderation.permissions import may_moderate

LATEST = 3


class CommentsMenuItem(MenuItem):
    """With the number of those that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = Comment.objects.to_review().count()
        # The item is shared by all requests: what is of this one is not kept on it.
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            attrs={"data-waiting": str(waiting)} if waiting else {},
        )


class CommentsPanel(Component):
    """What awaits a moderator, on the admin's first page."""

    name = "comments_to_review"
    template_name = "blog/moderation/home_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        waiting = Comment.objects.to_review().order_by("-submit_date", "-pk")
        return {
            "count": waiting.count(),
            "oldest": waiting.last(),
            "latest": waiting.select_related("story", "user").defer("story__body")[:LATEST],
        }


def link_to_comments(story: BlogPage) -> str:
    return f"{reverse('moderation:queue')}?tab=all&story={story.pk}"


def comments_label(count: int) -> str:
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}
