"""The reports on pages in the admin's menu. Imported by the app's ``wagtail_hooks``."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.reports.ageing import AgeingPagesView
from home.reports.alternatives import AlternativesView
from home.reports.base import menu_item
from home.reports.broken_links import BrokenLinksView
from home.reports.review_times import ReviewTimesView


@hooks.register("register_admin_urls", order=-1)
def report_urls() -> list[URLPattern | URLResolver]:
    return [path("reports/pages/", include("home.reports.urls"))]


@hooks.register("register_reports_menu_item")
def ageing_pages() -> MenuItem:
    return menu_item(AgeingPagesView, 700)


@hooks.register("register_reports_menu_item")
def alternatives() -> MenuItem:
    return menu_item(AlternativesView, 710)


@hooks.register("register_reports_menu_item")
def broken_links() -> MenuItem:
    return menu_item(BrokenLinksView, 720)


@hooks.register("register_reports_menu_item")
def review_times() -> MenuItem:
    return menu_item(ReviewTimesView, 730)


@hooks.register("construct_reports_menu")
def leave_out(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own list of ageing pages knows the day of publication alone."""
    items[:] = [item for item in items if item.name != "aging-pages"]


@hooks.register("insert_global_admin_css")
def report_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin/reports.css"))
