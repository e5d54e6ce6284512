"""The addresses below /commentaires/ (in English /en/comments/)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.utils.translation import gettext_lazy as _

from blog.comments.challenge import challenge
from blog.comments.feeds import feed
from blog.comments.views import acting, changing, following, own, reading, writing


class IdConverter(IntConverter):
    """A number that fits into a column of ids: databases fail at a greater one."""

    regex = "[0-9]{1,18}"


register_converter(IdConverter, "id")

app_name = "comments"
urlpatterns = [
    path("<id:pk>/", reading.comment, name="comment"),
    path(_("<id:pk>/sent/"), writing.sent, name="sent"),
    path(_("<id:pk>/change/"), changing.change, name="change"),
    path(_("<id:pk>/delete/"), changing.delete, name="delete"),
    path(_("<id:pk>/like/"), acting.like, name="like"),
    path(_("<id:pk>/report/"), acting.report, name="report"),
    path(_("story/<id:story_id>/write/"), writing.WriteView.as_view(), name="form"),
    path(_("story/<id:story_id>/follow/"), following.follow, name="follow"),
    path(_("story/<id:story_id>/mine/"), reading.waiting, name="waiting"),
    path(_("story/<id:story_id>/rss.xml"), feed, {"kind": "rss"}, name="feed"),
    path(_("story/<id:story_id>/atom.xml"), feed, {"kind": "atom"}, name="atom"),
    path(_("confirm/<str:token>/"), writing.confirm, name="confirm"),
    path(
        _("confirm-follow/<str:token>/"),
        following.confirm_subscription,
        name="confirm_subscription",
    ),
    path(_("no-more-mails/<str:token>/"), following.unfollow, name="unfollow"),
    path(_("mine/"), reading.mine, name="mine"),
    path(_("mine/<str:token>/"), own.own, name="own"),
    path("challenge/", challenge, name="challenge"),
]
