"""Keep words from being suggested to readers, or suggest them again."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as wagtail_log
from wagtail.models import Locale

from home.folding import fold_words
from search.models import HiddenSearch
from search.tally import forget_popular

HIDE, SHOW = "search.hide", "search.show"
RIGHT = "search.hide_search"

type Person = AbstractUser | AnonymousUser


def register_actions(registry: LogActionRegistry) -> None:
    registry.register_action(
        HIDE, gettext_lazy("Hide a search"), gettext_lazy("Hidden from suggestions")
    )
    registry.register_action(
        SHOW, gettext_lazy("Show a search again"), gettext_lazy("Suggested again")
    )


def may_hide(user: Person) -> bool:
    return user.has_perm(RIGHT)


def hide(user: Person, locale: Locale, words: str) -> None:
    """Done twice, it is done once."""
    _check(user)
    with transaction.atomic():
        hidden, created = HiddenSearch.objects.get_or_create(locale=locale, words=fold_words(words))
        if created:
            _record(hidden, HIDE, user)


def show_again(user: Person, locale: Locale, words: str) -> None:
    _check(user)
    with transaction.atomic():
        asked = HiddenSearch.objects.select_for_update()
        hidden = asked.filter(locale=locale, words=fold_words(words)).first()
        if hidden:
            _record(hidden, SHOW, user)
            hidden.delete()


def _check(user: Person) -> None:
    if not may_hide(user):
        raise PermissionDenied


def _record(hidden: HiddenSearch, action: str, user: Person) -> None:
    """By its number: the log is kept for good, and the words may be about somebody."""
    title = _("Hidden search %(number)s") % {"number": hidden.pk}
    wagtail_log(hidden, action, user=user, title=title)
    forget_popular(hidden.locale_id)
