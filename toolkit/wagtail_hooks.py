"""What the admin shows of the toolkit."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

import toolkit.dashboard  # noqa: F401 — it registers what it has
import toolkit.reception.hooks  # noqa: F401 — it too
import toolkit.reports.hooks  # noqa: F401 — it too
from toolkit.permissions import may_import


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern | URLResolver]:
    return [path("import/", include("toolkit.urls"))]


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import a document"), reverse("toolkit:import"), icon_name="upload", order=250
    )


@hooks.register("insert_global_admin_css")
def editing_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("toolkit/admin/toolkit.css"))
