"""A row of the report: the words as they were typed, and what can be done about them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.models import Locale

from search.reporting.hiding import may_hide


def link(url: str, **parameters: str) -> str:
    return f"{url}?{urlencode(parameters)}"


class SearchColumn(Column):
    cell_template_name = "search/reporting/search_cell.html"

    def get_cell_context_data(self, instance: dict[str, Any], parent_context: dict) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        return context | {"csrf_token": get_token(request), "here": request.get_full_path()}


class FigureColumn(NumberColumn):
    """Its label is in each cell too: on a telephone, where a row is a block, that one is shown."""

    cell_template_name = "search/reporting/figure_cell.html"


class DayColumn(Column):
    cell_template_name = FigureColumn.cell_template_name

    def get_value(self, instance: dict[str, Any]) -> str:
        return date_format(super().get_value(instance), "SHORT_DATE_FORMAT")


class Doing:
    """What this person may do about a search; asked once for all rows."""

    def __init__(self, request: HttpRequest) -> None:
        user = request.user
        self.may_hide = may_hide(user)
        self.may_add_synonyms = user.has_perm("search.add_synonymset")
        self.may_promote = user.has_perm("wagtailsearchpromotions.add_searchpromotion")

    def about(self, row: dict[str, Any], locale: Locale) -> dict[str, Any]:
        """What the row's cell needs to show them."""
        typed = row["written"]
        synonym = link(reverse("synonyms:add"), words=typed, locale=locale.language_code)
        promotion = link(reverse("wagtailsearchpromotions:add"), query_string=typed)
        return {
            "language": str(locale),
            "synonym_url": synonym if self.may_add_synonyms else "",
            "promotion_url": promotion if self.may_promote else "",
            "may_hide": self.may_hide,
        }
