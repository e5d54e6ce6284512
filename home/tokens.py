"""Tokens of the API: made by people for themselves, each for what its scopes name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import APIToken

from home.models.tokens import Scope, TokenGrant

ADD = "wagtailcore.add_apitoken"


class MissingScope(PermissionDenied):
    """The token is good, and not for this."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        sentence = _("This token is missing the scope “%(scope)s”: make one that has it.")
        super().__init__(sentence % {"scope": scope.value})


@transaction.atomic
def make(
    user: AbstractUser, name: str, scopes: Iterable[str], days: int | None
) -> tuple[APIToken, str]:
    """The token and its text, which nothing can show again. ``days`` None: it never expires."""
    if not user.has_perm(ADD):
        raise PermissionDenied
    token, text = APIToken.create_token(user=user, name=name)
    expires_at = timezone.now() + timedelta(days=days) if days else None
    grant = TokenGrant(token=token, scopes=sorted(set(scopes)), expires_at=expires_at)
    grant.clean_fields(exclude=["token"])
    grant.save()
    log(token, "wagtail.apitoken.create", user=user, data={"scopes": grant.scopes})
    return token, text
