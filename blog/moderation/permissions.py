"""Who moderates: whoever has that one right, in the admin and in the functions it calls."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

MODERATE = "blog.moderate_comment"

type Person = AbstractUser | AnonymousUser


def may_moderate(user: Person) -> bool:
    return user.has_perm(MODERATE)


def check_may_moderate(user: Person) -> None:
    if not may_moderate(user):
        raise PermissionDenied


class ModeratorsPolicy(BasePermissionPolicy):
    """Moderators may do everything with what they work with, and nobody else anything."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return may_moderate(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        return get_user_model().objects.with_perm(
            MODERATE, backend="django.contrib.auth.backends.ModelBackend"
        )
