"""What the reports on pages share: who sees them, and of which pages they speak."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page, get_page_content_types
from wagtail.permissions import page_permission_policy

from home.dashboard import writes_for_all
from home.reports.spreadsheets import harmless


class EditorsReport(ReportView):
    """For those who change pages of others; about the pages that they may change."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not writes_for_all(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def pages(self) -> QuerySet[Page]:
        user = self.request.user
        mine = page_permission_policy.instances_user_has_permission_for(user, "change")
        return Page.objects.filter(pk__in=mine.values("pk"), depth__gt=1)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str):
            return harmless(value)
        return value


class PageFilterSet(WagtailFilterSet):
    """By type and by language, of a page or of what belongs to one."""

    content_type = ContentTypeFilter(
        label=_("Type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.all())


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return writes_for_all(request.user)


def menu_item(view: type[EditorsReport], order: int) -> MenuItem:
    """In the reports menu, by the name and the icon of the report."""
    name = view.index_url_name.partition(":")[2].replace("_", "-")
    return EditorsMenuItem(
        view.page_title,
        reverse(view.index_url_name),
        name=name,
        icon_name=view.header_icon,
        order=order,
    )


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def edit_anchor(page: Page, anchor: str) -> str:
    """To a block of the page in the editor, or to one of its fields."""
    if "-" in anchor:
        return f"{edit_url(page)}#block-{anchor}-section"
    return f"{edit_url(page)}#panel-child-content-{anchor}-section" if anchor else edit_url(page)
