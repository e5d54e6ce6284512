"""Wagtail's app of users, with our pages for who manages people (``people.py``)."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "agirtot.people.PersonViewSet"
