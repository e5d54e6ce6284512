"""Who asks the API: anybody, or the owner of a token. Everything about it is decided here."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.api.v3.auth import BearerTokenAuth


class ReaderAuth(BearerTokenAuth):
    """Without a token one reads as anybody does; with a wrong one, not at all.

    Wagtail's own reading side takes a wrong token for none, and whoever mistyped it
    wonders where the drafts are. A session of the admin never counts.
    """

    openapi_name = "BearerTokenAuth"

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers:
            return super().__call__(request)
        request.user = AnonymousUser()
        return request.user


reader = ReaderAuth()
writer = BearerTokenAuth()
