"""The toolkit's reports, below the admin's address."""

from django.urls import path

from toolkit.reports.examples import RowsWithoutExamplesResultsView, RowsWithoutExamplesView

app_name = "toolkit_reports"
urlpatterns = [
    path("rows/", RowsWithoutExamplesView.as_view(), name="rows_without_examples"),
    path(
        "rows/results/",
        RowsWithoutExamplesResultsView.as_view(),
        name="rows_without_examples_results",
    ),
]
