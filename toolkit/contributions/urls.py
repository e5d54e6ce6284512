"""The addresses below /partager/ (in English /en/share/)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from toolkit.contributions.views import following, writing

app_name = "contributions"
urlpatterns = [
    path("", writing.start, name="start"),
    path(_("example/<uuid:row>/"), writing.example, name="example"),
    path(_("draft/<slug:key>/<int:number>/"), writing.step, name="step"),
    path(_("draft/<slug:key>/read-again/"), writing.review, name="review"),
    path(_("draft/<slug:key>/sent/"), following.sent, name="sent"),
    path(_("confirm/<str:token>/"), following.confirm, name="confirm"),
    path(_("follow/<slug:key>/"), following.follow, name="follow"),
    path("<slug:slug>/", writing.begin, name="begin"),
]
