"""Links of published pages that lead nowhere any more."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Locale

from home.models import PageLink
from home.reports.base import EditorsReport, edit_anchor


class LinkFilterSet(WagtailFilterSet):
    where = django_filters.ChoiceFilter(
        label=gettext_lazy("Leads"),
        choices=[
            ("inside", gettext_lazy("to a page of the site")),
            ("outside", gettext_lazy("elsewhere")),
        ],
        method="filter_where",
    )
    locale = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Language"), queryset=Locale.objects.all(), field_name="page__locale"
    )

    class Meta:
        model = PageLink
        fields: list[str] = []

    def filter_where(self, links: QuerySet, name: str, value: str) -> QuerySet:
        return links.filter(url="") if value == "inside" else links.external()


def title_of(link: PageLink) -> str:
    return link.page.get_admin_display_title()


def destination(link: PageLink) -> str:
    return link.url or _("page %(number)s of the site") % {"number": link.target}


def reason(link: PageLink) -> str:
    if not link.url:
        return _("Deleted or not published")
    if link.error.isdecimal():
        return _("The other site answers with error %(status)s") % {"status": link.error}
    return link.error


class BrokenLinksView(EditorsReport):
    model = PageLink
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    filterset_class = LinkFilterSet
    index_url_name = "reports:broken_links"
    index_results_url_name = "reports:broken_links_results"
    is_searchable = True
    search_fields = ["url", "page__title"]
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("On the page"),
            accessor=title_of,
            get_url=lambda link: edit_anchor(link.page, link.anchor),
        ),
        Column("destination", label=gettext_lazy("Leads to"), accessor=destination),
        Column("reason", label=gettext_lazy("What went wrong"), accessor=reason),
        DateColumn("checked_at", label=gettext_lazy("Checked")),
    ]
    list_export = ["page.title", "destination", "reason", "checked_at"]
    export_headings = {
        "page.title": gettext_lazy("On the page"),
        "destination": gettext_lazy("Leads to"),
        "reason": gettext_lazy("What went wrong"),
        "checked_at": gettext_lazy("Checked"),
    }
    export_filename = "broken-links"

    def get_base_queryset(self) -> QuerySet[PageLink]:
        broken = PageLink.objects.broken().filter(page__in=self.pages.values("pk"))
        return broken.select_related("page").order_by("page__title", "pk")

    def decorate_paginated_queryset(self, object_list: QuerySet[PageLink]) -> list[PageLink]:
        links = list(object_list)
        for link in links:
            link.destination, link.reason = destination(link), reason(link)
        return links


class BrokenLinksResultsView(BrokenLinksView):
    results_only = True
