"""The reports on pages, below the admin's address."""

from django.urls import path

from home.reports.ageing import AgeingPagesResultsView, AgeingPagesView
from home.reports.alternatives import AlternativesResultsView, AlternativesView
from home.reports.broken_links import BrokenLinksResultsView, BrokenLinksView
from home.reports.review_times import ReviewTimesResultsView, ReviewTimesView

REPORTS = {
    "ageing_pages": (AgeingPagesView, AgeingPagesResultsView),
    "alternatives": (AlternativesView, AlternativesResultsView),
    "broken_links": (BrokenLinksView, BrokenLinksResultsView),
    "review_times": (ReviewTimesView, ReviewTimesResultsView),
}

app_name = "reports"
urlpatterns = [
    address
    for name, (view, results) in REPORTS.items()
    for address in (
        path(f"{name.replace('_', '-')}/", view.as_view(), name=name),
        path(f"{name.replace('_', '-')}/results/", results.as_view(), name=f"{name}_results"),
    )
]
