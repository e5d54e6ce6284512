"""The toolkit's reports in the admin's menu. Imported by the app's ``wagtail_hooks``."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.reports.base import menu_item
from toolkit.reports.examples import RowsWithoutExamplesView


@hooks.register("register_admin_urls", order=-1)
def report_urls() -> list[URLPattern | URLResolver]:
    return [path("reports/toolkit/", include("toolkit.reports.urls"))]


@hooks.register("register_reports_menu_item")
def rows_without_examples() -> MenuItem:
    return menu_item(RowsWithoutExamplesView, 740)
