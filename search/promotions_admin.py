"""Wagtail's pages for promoted results, but for its counts of searches: the site has its own."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.contrib.search_promotions.views import CreateView, IndexView
from wagtail.permissions import policy_registry

from home.folding import fold_words
from search.reporting.figures import Scope

POPULAR_FOR = 90  # days
CHOOSER = "wagtailsearchpromotions/queries/chooser"


class PromotionsView(IndexView):
    """Without the column of views: Wagtail's counter writes when pages are read, ours does not."""

    columns = [column for column in IndexView.columns if column.name != "views"]


class PromotionAddView(CreateView):
    """The report of searches leads here with the words to promote a page for."""

    def get_initial(self) -> dict[str, Any]:
        return {"query_string": self.request.GET.get("query_string", "")}


class PopularSearch(NamedTuple):
    """What Wagtail's window to choose among popular searches reads of each."""

    id: str
    query_string: str
    hits: int


def popular(request: HttpRequest, results_only: bool = False) -> HttpResponse:
    """That window, with the searches that this site counted."""
    if not request.user.has_perm("search.view_searchtally"):
        raise PermissionDenied
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked = fold_words(form.cleaned_data["q"]) if form.is_valid() else ""
    groups = Scope(POPULAR_FOR).groups().filter(words__contains=asked).order_by("-times", "words")
    page = Paginator(groups, per_page=10).get_page(request.GET.get("p"))
    page.object_list = [
        PopularSearch(row["words"], row["written"], row["times"]) for row in page.object_list
    ]
    if results_only:
        return TemplateResponse(request, f"{CHOOSER}/results.html", {"queries": page})
    context = {"queries": page, "searchform": form}
    return render_modal_workflow(
        request, f"{CHOOSER}/chooser.html", None, context, json_data={"step": "chooser"}
    )


class PromotionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(SearchPromotion)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete"])


def menu_item() -> MenuItem:
    return PromotionsMenuItem(
        _("Promoted search results"),
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
    path("searchpicks/queries/chooser/", popular),
    path("searchpicks/queries/chooser/results/", popular, {"results_only": True}),
]
