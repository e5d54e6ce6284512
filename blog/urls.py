"""The feeds' addresses. Wagtail serves none that ends otherwise than by a slash."""

from django.urls import re_path

from blog.feeds import feed

app_name = "blog"
urlpatterns = [
    re_path(r"^(?P<path>(?:[\w\-]+/)+)(?P<kind>rss|atom)\.xml$", feed, name="feed"),
]
