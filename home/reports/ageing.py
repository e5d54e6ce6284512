"""Published pages that nobody has changed for months."""

from __future__ import annotations

from datetime import timedelta

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, LocaleColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from home.reports.base import EditorsReport, PageFilterSet, edit_url

MONTHS = {3: _("3 months"), 6: _("6 months"), 12: _("a year"), 24: _("2 years")}
DEFAULT = 12
DAYS_A_MONTH = 365 / 12


class AgeingFilterSet(PageFilterSet):
    months = django_filters.ChoiceFilter(
        label=_("Not changed for"),
        choices=list(MONTHS.items()),
        empty_label=None,
        method="keep_all",
    )

    class Meta:
        model = Page
        fields = ["months", "content_type", "locale"]

    def keep_all(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return pages  # below, where no choice is a choice too

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        months = int(self.form.cleaned_data.get("months") or DEFAULT)
        since = timezone.now() - timedelta(days=round(months * DAYS_A_MONTH))
        return super().filter_queryset(queryset).filter(changed_at__lt=since)


def last_editor(page: Page) -> str:
    user = page.latest_revision and page.latest_revision.user
    return get_user_display_name(user) if user else ""


class AgeingPagesView(EditorsReport):
    model = Page
    page_title = _("Ageing pages")
    header_icon = "time"
    filterset_class = AgeingFilterSet
    index_url_name = "reports:ageing_pages"
    index_results_url_name = "reports:ageing_pages_results"
    default_ordering = "changed_at"
    columns = [
        TitleColumn("title", label=_("Title"), get_url=edit_url, sort_key="title"),
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        LocaleColumn(label=_("Language")),
        DateColumn("changed_at", label=_("Last changed"), sort_key="changed_at"),
        Column("last_editor", label=_("By"), accessor=last_editor),
    ]
    list_export = ["title", "page_type_display_name", "locale", "changed_at", "full_url"]
    export_headings = {
        "title": _("Title"),
        "page_type_display_name": _("Type"),
        "locale": _("Language"),
        "changed_at": _("Last changed"),
        "full_url": _("Address"),
    }
    export_filename = "ageing-pages"

    def get_base_queryset(self) -> QuerySet[Page]:
        pages = self.pages.filter(live=True, alias_of=None)
        changed = Coalesce("latest_revision_created_at", "last_published_at", "first_published_at")
        return pages.annotate(changed_at=changed).select_related(
            "locale", "content_type", "latest_revision__user__wagtail_userprofile"
        )


class AgeingPagesResultsView(AgeingPagesView):
    results_only = True
