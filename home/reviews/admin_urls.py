"""The editors' side of expert reviews, below the admin's address."""

from django.urls import path

from home.reviews import admin

app_name = "expert_reviews"
urlpatterns = [
    path("<int:page_pk>/", admin.PageReviewsView.as_view(), name="page"),
    path("<int:page_pk>/invite/", admin.InviteView.as_view(), name="invite"),
    path("act/<int:pk>/", admin.act, name="act"),
    path("remark/<int:pk>/", admin.remark, name="remark"),
]
