"""Who asks the API: anybody, or the owner of a token. Everything about it is decided here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.models import APIToken

from home.models.tokens import Scope, TokenGrant
from home.tokens import MissingScope


class TokenAuth(BearerTokenAuth):
    """The owner of a token that has ``scope``. A session of the admin never counts."""

    openapi_name = "BearerTokenAuth"

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> APIToken | None:
        found = super().authenticate(request, token)
        if found is None:
            return None
        grant = TokenGrant.objects.filter(token=found).first() or TokenGrant(token=found)
        if grant.has_expired():
            request.user = AnonymousUser()
            return None
        found.grant = grant
        if self.scope:
            check(found, self.scope)
        return found


class ReaderAuth(TokenAuth):
    """Without a token one reads as anybody does; with a wrong one, not at all.

    Wagtail's own reading side takes a wrong token for none, and whoever mistyped it
    wonders where the drafts are.
    """

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers:
            return super().__call__(request)
        request.user = AnonymousUser()
        return request.user


def has(request: HttpRequest, scope: Scope) -> bool:
    """Whether somebody's token was shown, and is for that."""
    token = getattr(request, "auth", None)
    return isinstance(token, APIToken) and scope in token.grant.scopes


def check(token: APIToken, scope: Scope) -> None:
    if scope not in token.grant.scopes:
        raise MissingScope(scope)


reader = ReaderAuth()
anyone = TokenAuth()
writer = TokenAuth(Scope.WRITE)
moderator = TokenAuth(Scope.MODERATE)
