"""What the admin shows of moderation. Imported by the app's ``wagtail_hooks``."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from blog.models import Ban, BlogPage, CannedReply, Comment
from blog.moderation import log
from blog.moderation.panels import (
    CommentsMenuItem,
    comments_label,
    link_to_comments,
)
from blog.moderation.permissions import ModeratorsPolicy, may_moderate
from blog.moderation.replies import CannedReplyViewSet

for model in (Ban, CannedReply):
    register_permission_policy(model, ModeratorsPolicy(model))


@hooks.register("register_admin_urls")
def moderation_urls() -> list[URLPattern | URLResolver]:
    return [path("comments/", include("blog.moderation.urls"))]


@hooks.register("register_admin_viewset")
def canned_replies() -> CannedReplyViewSet:
    return CannedReplyViewSet()


@hooks.register("register_admin_menu_item")
def comments_menu_item() -> MenuItem:
    return CommentsMenuItem(
        gettext_lazy("Comments"),
        reverse("moderation:queue"),
        name="comments",
        icon_name="comment",
        order=150,
    )


@hooks.register("register_permissions")
def moderation_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="blog", codename="moderate_comment")


@hooks.register("register_log_actions")
def moderation_actions(registry: LogActionRegistry) -> None:
    log.register_actions(registry)


@hooks.register("insert_global_admin_css")
def moderation_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("blog/admin/comments.css"))


@hooks.register("register_page_header_buttons")
def comments_of_a_story(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if isinstance(page, BlogPage) and may_moderate(user):
        yield Button(
            comments_label(page.comments.count()),
            link_to_comments(page),
            icon_name="comment",
            priority=60,
        )


@hooks.register("before_delete_page")
def warn_of_comments(request: HttpRequest, page: Page) -> None:
    """Before the question is asked: how many comments would go with the page."""
    below = page.get_descendants(inclusive=True).values("pk")
    count = Comment.objects.filter(story__in=below).count()
    if request.method == "GET" and count:
        messages.warning(
            request,
            ngettext(
                "%(count)s comment will be deleted with it, for good.",
                "%(count)s comments will be deleted with it, for good.",
                count,
            )
            % {"count": count},
        )
