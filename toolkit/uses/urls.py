"""The address below /lignes/ (in English /en/rows/)."""

from django.urls import path

from toolkit.uses import views

app_name = "row_uses"
urlpatterns = [path("count/", views.count, name="count")]
