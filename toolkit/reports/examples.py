"""Rows of published tables that have no example yet, nor an achievement that illustrates them."""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn, TitleColumn
from wagtail.models import Locale

from home.reports.base import EditorsReport, edit_anchor
from toolkit.achievements.rows import illustrations_of_rows
from toolkit.models import Row, ToolPage


class RowFilterSet(WagtailFilterSet):
    tool = django_filters.ModelChoiceFilter(label=_("Tool"), queryset=ToolPage.objects.all())
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.all())

    class Meta:
        model = Row
        fields: list[str] = []


class RowsWithoutExamplesView(EditorsReport):
    model = Row
    page_title = _("Rows without examples")
    header_icon = "table"
    filterset_class = RowFilterSet
    index_url_name = "toolkit_reports:rows_without_examples"
    index_results_url_name = "toolkit_reports:rows_without_examples_results"
    columns = [
        TitleColumn(
            "purposes",
            label=_("Row"),
            accessor=str,
            get_url=lambda row: edit_anchor(row.audience, str(row.uuid)),
        ),
        Column("audience", label=_("Audience"), accessor="audience.title"),
        Column("tool", label=_("Tool"), accessor="tool.title"),
        LocaleColumn(label=_("Language")),
    ]
    list_export = ["__str__", "audience.title", "tool.title", "locale", "uuid"]
    export_headings = {
        "__str__": _("Row"),
        "audience.title": _("Audience"),
        "tool.title": _("Tool"),
        "locale": _("Language"),
        "uuid": _("Anchor"),
    }
    export_filename = "rows-without-examples"

    def get_base_queryset(self) -> QuerySet[Row]:
        shown = illustrations_of_rows().filter(audience=OuterRef("audience"), row=OuterRef("uuid"))
        rows = Row.objects.filter(examples=[], audience__in=self.pages.values("pk"))
        rows = rows.filter(~Exists(shown))
        rows = rows.select_related("audience", "tool", "locale")
        return rows.defer("audience__rows").order_by("tool__path", "audience__path", "position")


class RowsWithoutExamplesResultsView(RowsWithoutExamplesView):
    results_only = True
