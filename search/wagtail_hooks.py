"""What the admin shows of the search: one menu, with what readers ask and how to help them."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

import search.reporting.dashboard  # noqa: F401 — it registers what it has
from search import promotions_admin
from search.reporting import hiding
from search.reporting.views import policy
from search.synonyms_admin import SynonymSetViewSet

# Ours are in the menu below; Wagtail's report of searches would always be empty.
ELSEWHERE = {"promoted-search-results", "search-terms"}


@hooks.register("register_admin_viewset")
def synonyms() -> SynonymSetViewSet:
    return SynonymSetViewSet()


@hooks.register("register_admin_urls", order=-1)
def search_urls() -> list[URLPattern | URLResolver]:
    """Before those of Wagtail's promoted results, two of which are replaced."""
    report = path("search/", include("search.reporting.urls"))
    return [*promotions_admin.urlpatterns, report]


@hooks.register("register_admin_menu_item")
def search_menu() -> MenuItem:
    return SubmenuMenuItem(
        pgettext_lazy("menu", "Search"),
        Menu(register_hook_name="register_search_menu_item"),
        name="search",
        icon_name="search",
        order=220,
    )


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


@hooks.register("register_search_menu_item")
def report_menu_item() -> MenuItem:
    return ReportMenuItem(
        _("What people search for"),
        reverse("searches:frequent"),
        name="searches",
        icon_name="history",
        order=100,
    )


@hooks.register("register_search_menu_item")
def promotions_menu_item() -> MenuItem:
    return promotions_admin.menu_item()


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def leave_out(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in ELSEWHERE]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    ours = Q(codename="view_searchtally") | Q(codename="hide_search")
    return Permission.objects.filter(ours, content_type__app_label="search")


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    hiding.register_actions(registry)
