"""Who receives contributions: whoever has that one right."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from toolkit.contributions.mails import BACKEND, REVIEW

type Person = AbstractUser | AnonymousUser


def may_review(user: Person) -> bool:
    return user.has_perm(REVIEW)


def check_may_review(user: Person) -> None:
    if not may_review(user):
        raise PermissionDenied


class ReviewersPolicy(BasePermissionPolicy):
    """They may do everything with what they work with, and nobody else anything."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return may_review(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        return get_user_model().objects.with_perm(REVIEW, backend=BACKEND)
