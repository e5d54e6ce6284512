"""What each role sees of the packages that show everything to everybody."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from agirtot import roles
from agirtot.people import check_may_touch
from home.models import HomePage

TRANSLATE = "wagtail_localize.submit_translation"
# What tells of the whole site, for who works on more than pages of their own.
OF_THE_SITE = {"site-history", "page-types-usage", "aging-pages"}


class TranslationsReport(TranslationsReportView):
    """wagtail-localize's, which anybody with an account could open."""

    permission_policy = ModelPermissionPolicy(Translation)
    permission_required = "submit"

    def get_queryset(self) -> QuerySet[Translation]:
        """In an order: its own has none, so that pages of the list would overlap."""
        return super().get_queryset().order_by("-created_at", "-pk")


@hooks.register("register_admin_urls", order=-1)
def translations_report() -> list[URLPattern]:
    """Before those of wagtail-localize, two of which are replaced."""
    report, results = TranslationsReport.as_view(), TranslationsReport.as_view(results_only=True)
    return [
        path("localize/reports/translations/", report),
        path("localize/reports/translations/results/", results),
    ]


@hooks.register("construct_reports_menu")
def leave_out(request: HttpRequest, items: list[MenuItem]) -> None:
    hidden = set() if works_on_others_pages(request.user) else OF_THE_SITE
    items[:] = [item for item in items if item.name not in hidden]
    if not request.user.has_perm(TRANSLATE):
        address = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != address]


def works_on_others_pages(user: Any) -> bool:
    rights = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return user.is_superuser or any(
        right.permission.codename in {"change_page", "publish_page"} for right in rights
    )


@hooks.register("before_bulk_action")
def spare_superusers(request: HttpRequest, action: str, objects: list[Any], *more: Any) -> None:
    """Nobody else deactivates or deletes them in a list either."""
    check_may_touch(request, [thing for thing in objects if isinstance(thing, get_user_model())])


@receiver(post_save, sender=HomePage)
def open_to_translators(instance: HomePage, created: bool, raw: bool, **kwargs: Any) -> None:
    """Translators work on the pages of a language from the day it has a home page."""
    if created and not raw and instance.locale.language_code != settings.LANGUAGE_CODE:
        roles.open_section(apps, roles.TRANSLATION, instance)
