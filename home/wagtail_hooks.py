"""What the admin shows of the shared content."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

import home.dashboard_sources  # noqa: F401 — it registers what it has
import home.reports.hooks  # noqa: F401 — it too
import home.reviews.hooks  # noqa: F401 — it too
import home.webhooks.hooks  # noqa: F401 — it too
import home.workflow.hooks  # noqa: F401 — it too
from home import outbox_admin, tokens_admin
from home.dashboard import AwaitingPanel, DraftsPanel, LifePanel
from home.links import PageLinkHandler
from home.models import Menu


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Navigation")
    add_to_settings_menu = True
    list_display = ["__str__", "locale"]


register_snippet(MenuViewSet)
tokens_admin.take_over()


@hooks.register("register_rich_text_features", order=10)
def resolve_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinkHandler)


@hooks.register("insert_global_admin_css")
def brand() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/brand.css"))


@hooks.register("insert_editor_js")
def save_in_turn() -> str:
    script = static("home/admin/saving.js")
    return format_html('<script type="module" src="{}"></script>', script)


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Ours say what awaits somebody and where their pages stand, each thing once."""
    stock = (
        WorkflowObjectsToModeratePanel,
        UserObjectsInWorkflowModerationPanel,
        RecentEditsPanel,
    )
    panels[:] = [panel for panel in panels if not isinstance(panel, stock)]
    panels += [AwaitingPanel(), DraftsPanel(), LifePanel()]


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern | URLResolver]:
    return [path("reports/mails/", include(outbox_admin))]


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MenuItem:
    return outbox_admin.menu_item()


@hooks.register("register_permissions")
def mail_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="view_outgoingmail")
