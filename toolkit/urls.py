"""The import's addresses, below the admin's."""

from django.urls import path

from toolkit import views

app_name = "toolkit"
urlpatterns = [
    path("", views.UploadView.as_view(), name="import"),
    path("tool/<int:tool>/", views.UploadView.as_view(), name="import_into"),
    path("<uuid:pk>/", views.PreviewView.as_view(), name="import_preview"),
]
