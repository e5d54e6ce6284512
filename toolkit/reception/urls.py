"""The reception's addresses, below the admin's."""

from django.urls import path

from toolkit.reception import views

app_name = "reception"
urlpatterns = [
    path("", views.QueueView.as_view(), name="queue"),
    path("<int:pk>/", views.ContributionView.as_view(), name="contribution"),
    path("<int:pk>/file/<int:number>/", views.FileView.as_view(), name="file"),
]
