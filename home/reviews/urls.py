"""The addresses behind an expert's link."""

from django.urls import path

from home.reviews import views

app_name = "reviews"
urlpatterns = [
    path("<str:token>/", views.read, name="read"),
    path("<str:token>/remarks/", views.remark, name="remark"),
    path("<str:token>/remarks/<int:pk>/", views.change, name="change"),
    path("<str:token>/opinion/", views.answer, name="answer"),
]
