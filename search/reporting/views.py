"""What readers look for, for those who can help them to find it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Table
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from home.reports.spreadsheets import harmless
from search.models import SearchTally
from search.query import MAX_LENGTH
from search.reporting.chart import Chart
from search.reporting.figures import PERIODS, TABS, Scope
from search.reporting.hiding import hide, show_again
from search.reporting.rows import DayColumn, Doing, FigureColumn, SearchColumn, link

policy = ModelPermissionPolicy(SearchTally)
DEFAULT_DAYS = 30


class Choice(NamedTuple):
    """A link that shows the report otherwise."""

    label: str | Promise
    url: str
    is_current: bool


class SearchesView(ReportView):
    """One list of three, below the totals and the chart that they share."""

    model = SearchTally
    permission_policy = policy
    permission_required = "view"
    tab_name = "frequent"
    page_title = gettext_lazy("What people search for")
    header_icon = "search"
    template_name = "search/reporting/searches.html"
    results_template_name = "search/reporting/searches_results.html"
    paginate_by = 50
    default_ordering = "-times"
    columns = [
        SearchColumn("written", label=gettext_lazy("What was searched"), sort_key="words"),
        FigureColumn("times", label=gettext_lazy("Times"), sort_key="times"),
        FigureColumn("last_found", label=gettext_lazy("Results"), sort_key="last_found"),
        FigureColumn("followed", label=gettext_lazy("Followed"), sort_key="followed"),
        DayColumn("last_day", label=gettext_lazy("Last time"), sort_key="last_day"),
    ]
    list_export = ["written", "language", "times", "last_found", "followed", "last_day"]
    export_headings = {
        "written": gettext_lazy("What was searched"),
        "language": gettext_lazy("Language"),
        "times": gettext_lazy("Times"),
        "last_found": gettext_lazy("Results"),
        "followed": gettext_lazy("Followed"),
        "last_day": gettext_lazy("Last time"),
    }
    custom_field_preprocess = {"written": {ReportView.FORMAT_CSV: harmless}}
    export_filename = "searches"

    @cached_property
    def languages(self) -> dict[int, Locale]:
        return {locale.pk: locale for locale in Locale.objects.all()}

    @cached_property
    def scope(self) -> Scope:
        """What the address asks for; what it does not say well is as if it said nothing."""
        days = self.request.GET.get("days", "")
        code = self.request.GET.get("language", "")
        return Scope(
            next((known for known in PERIODS if str(known) == days), DEFAULT_DAYS),
            next((of for of in self.languages.values() if of.language_code == code), None),
        )

    def get_base_queryset(self) -> QuerySet:
        return TABS[self.tab_name].narrow(self.scope.groups())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Always in one order, so that no row is on two pages."""
        return queryset.order_by(self.ordering, "words", "locale")

    def get_index_url(self) -> str:
        return self.request.path

    def get_table(self, object_list: Any) -> Table:
        if self.is_export:
            return super().get_table([])
        doing = Doing(self.request)
        return super().get_table(
            [row | doing.about(row, self.languages[row["locale"]]) for row in object_list]
        )

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().to_row_dict(item | {"language": str(self.languages[item["locale"]])})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        chart = Chart(self.scope, self.scope.by_day())
        return context | {
            # Where nobody searched, no list can say that all went well.
            "empty": TABS[self.tab_name if chart.total.searches else "frequent"].empty,
            "tabs": [
                Choice(tab.label, self._address(name), name == self.tab_name)
                for name, tab in TABS.items()
            ],
            "periods": [
                Choice(label, self._address(days=str(days)), days == self.scope.days)
                for days, label in PERIODS.items()
            ],
            "language_choices": list(self._languages()),
            "scope": self.scope,
            "chart": chart,
        }

    def _languages(self) -> Iterator[Choice]:
        chosen = self.scope.locale
        yield Choice(_("all"), self._address(language=""), chosen is None)
        for locale in self.languages.values():
            yield Choice(
                str(locale), self._address(language=locale.language_code), locale == chosen
            )

    def _address(self, tab: str = "", **changed: str) -> str:
        """This list, or another, of the same days and language but for what changes."""
        locale = self.scope.locale
        asked = {
            "days": str(self.scope.days),
            "language": locale.language_code if locale else "",
        } | changed
        return link(reverse(f"searches:{tab or self.tab_name}"), **asked)


class HideForm(forms.Form):
    words = forms.CharField(max_length=MAX_LENGTH)
    locale = forms.ModelChoiceField(Locale.objects.all())
    act = forms.ChoiceField(choices=[("hide", ""), ("show", "")])


class HideView(View):
    """A button of the report."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = HideForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest()
        words, locale = form.cleaned_data["words"], form.cleaned_data["locale"]
        if form.cleaned_data["act"] == "hide":
            hide(request.user, locale, words)
            messages.success(
                request, _("“%(words)s” is not suggested any more.") % {"words": words}
            )
        else:
            show_again(request.user, locale, words)
            messages.success(request, _("“%(words)s” may be suggested again.") % {"words": words})
        return redirect(get_valid_next_url_from_request(request) or "searches:frequent")
