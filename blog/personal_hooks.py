"""Where the admin finds requests about personal data. Imported by the app's ``wagtail_hooks``."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from blog.personal_data import ACTIONS, MANAGE, PersonalDataView


class PersonalDataMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MANAGE)


@hooks.register("register_admin_urls")
def personal_data_urls() -> list[URLPattern]:
    return [path("personal-data/", PersonalDataView.as_view(), name="personal_data")]


@hooks.register("register_settings_menu_item")
def personal_data_menu_item() -> MenuItem:
    return PersonalDataMenuItem(
        _("Personal data"), reverse("personal_data"), icon_name="user", order=900
    )


@hooks.register("register_permissions")
def personal_data_permission() -> QuerySet[Permission]:
    app, codename = MANAGE.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


@hooks.register("register_log_actions")
def personal_data_actions(registry: LogActionRegistry) -> None:
    for action, label, message in ACTIONS.values():
        registry.register_action(action, label, message)
