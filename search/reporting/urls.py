"""The report's addresses, below the admin's."""

from django.urls import path

from search.reporting import views

app_name = "searches"
urlpatterns = [
    path("", views.SearchesView.as_view(), name="frequent"),
    path("nothing/", views.SearchesView.as_view(tab_name="nothing"), name="nothing"),
    path("unfollowed/", views.SearchesView.as_view(tab_name="unfollowed"), name="unfollowed"),
    path("hide/", views.HideView.as_view(), name="hide"),
]
