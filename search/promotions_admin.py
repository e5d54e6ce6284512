"""Wagtail's pages for promoted results, with what this site counts by itself left out."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.contrib.search_promotions.views import CreateView, IndexView
from wagtail.permissions import policy_registry


class PromotionsView(IndexView):
    """Without the column of views: Wagtail's counter writes when pages are read, ours does not."""

    columns = [column for column in IndexView.columns if column.name != "views"]


class PromotionAddView(CreateView):
    """The report of searches leads here with the words to promote a page for."""

    def get_initial(self) -> dict[str, Any]:
        return {"query_string": self.request.GET.get("query_string", "")}


class PromotionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(SearchPromotion)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete"])


def menu_item() -> MenuItem:
    return PromotionsMenuItem(
        _("Promoted results"),
        reverse("wagtailsearchpromotions:index"),
        name="promoted-results",
        icon_name="pick",
        order=300,
    )


# The addresses are Wagtail's own: these come first.
urlpatterns: list[URLPattern] = [
    path("searchpicks/", PromotionsView.as_view()),
    path("searchpicks/results/", PromotionsView.as_view(results_only=True)),
    path("searchpicks/add/", PromotionAddView.as_view()),
]
