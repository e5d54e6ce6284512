"""What the admin shows of authors and categories, and of stories to those who write them."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LocaleColumn, UpdatedAtColumn
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.signals import init_new_page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

import blog.importing.hooks  # noqa: F401 — it registers what it has
import blog.moderation.hooks  # noqa: F401 — it registers what it has
import blog.personal_hooks  # noqa: F401 — it too
from blog.models import Author, BlogIndexPage, BlogPage, Category, StoryAuthor


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 100
    list_display = ["name", "role", "organisation", "user", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["organisation"]
    ordering = ["name"]
    inspect_view_enabled = True


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    menu_order = 200
    list_display = [
        "name",
        Column("get_tint_display", label=_("Tint"), sort_key="tint"),
        "description",
        LocaleColumn(),
        UpdatedAtColumn(),
    ]
    ordering = ["name"]
    inspect_view_enabled = True


class BlogViewSetGroup(SnippetViewSetGroup):
    items = (AuthorViewSet, CategoryViewSet)
    menu_label = _("Blog")
    menu_icon = "edit"
    menu_order = 210


register_snippet(BlogViewSetGroup)


@receiver(init_new_page)
def sign(page: Page, parent: Page, **kwargs: Any) -> None:
    """Whoever begins a story signs it; without a signature it could not even be a draft."""
    if isinstance(page, BlogPage):
        authors = Author.objects.filter(user=page.owner, locale=parent.locale)
        page.story_authors.set([StoryAuthor(author=author) for author in authors[:1]])


@hooks.register("construct_explorer_page_queryset")
def own_stories(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Whoever may only add stories sees those of others once they are published."""
    if not isinstance(parent_page.specific, BlogIndexPage):
        return pages
    permissions = parent_page.permissions_for_user(request.user)
    if permissions.can_edit() or permissions.can_publish():
        return pages
    return pages.filter(Q(owner=request.user) | Q(live=True))
