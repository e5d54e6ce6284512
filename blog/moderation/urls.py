"""The moderation's addresses, below the admin's."""

from django.urls import path

from blog.moderation import lists, views, writing

app_name = "moderation"
urlpatterns = [
    path("", views.QueueView.as_view(), name="queue"),
    path("act/", views.ActView.as_view(), name="act"),
    path("undo/<uuid:uuid>/", views.UndoView.as_view(), name="undo"),
    path("<int:pk>/", views.CommentView.as_view(), name="comment"),
    path("<int:pk>/edit/", writing.EditView.as_view(), name="edit"),
    path("<int:pk>/reply/", writing.ReplyView.as_view(), name="reply"),
    path("<int:pk>/ban/", writing.BanView.as_view(), name="ban"),
    path("bans/", lists.BansView.as_view(), name="bans"),
    path("bans/<int:pk>/lift/", lists.LiftView.as_view(), name="lift"),
    path("log/", lists.LogView.as_view(), name="log"),
]
