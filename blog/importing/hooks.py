"""Where the admin finds the import. Imported by the app's ``wagtail_hooks``."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("blog.import_comments")


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern | URLResolver]:
    return [path("blog/import/", include("blog.importing.urls"))]


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import a blog"), reverse("imports:upload"), icon_name="upload", order=255
    )


@hooks.register("register_permissions")
def import_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="blog", codename="import_comments")
