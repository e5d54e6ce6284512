"""The addresses below /recherche/ (in English /en/search/)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from search.views import counting, finding

app_name = "search"
urlpatterns = [
    path("", finding.results, name="results"),
    path(_("suggestions/"), finding.suggestions, name="suggestions"),
    path("count/", counting.count, name="count"),
]
