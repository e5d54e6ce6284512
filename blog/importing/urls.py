"""The import's addresses, below the admin's."""

from django.urls import path

from blog.importing import views

app_name = "imports"
urlpatterns = [
    path("", views.UploadView.as_view(), name="upload"),
    path("confirm/", views.ConfirmView.as_view(), name="confirm"),
    path("threads/<str:token>/", views.ThreadsView.as_view(), name="threads"),
]
