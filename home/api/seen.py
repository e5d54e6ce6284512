"""Which pages the API shows: those that readers of the site can open, and no other."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.api.auth import has
from home.models.tokens import Scope
from home.readable import readable
from home.tokens import MissingScope

type Hidden = Callable[[], Exists]

# Live and public pages that answer 404 all the same: see ``hide``.
_hidden: list[Hidden] = []


def hide(condition: Hidden) -> Hidden:
    """Register a condition, on a row of Page, under which its own view answers 404."""
    _hidden.append(condition)
    return condition


def seen[P: Page](pages: QuerySet[P]) -> QuerySet[P]:
    pages = readable(pages)
    for condition in _hidden:
        pages = pages.exclude(condition())
    return pages


def visible[P: Page](request: HttpRequest, model: type[P] | type[Page] = Page) -> QuerySet[P]:
    """What readers see, and with a token for drafts also the pages that its owner may edit."""
    pages = model._default_manager.filter(depth__gt=1)
    if not has(request, Scope.DRAFTS):
        return seen(pages)
    mine = editable(request).values("pk")
    return pages.filter(Q(pk__in=seen(Page.objects.all()).values("pk")) | Q(pk__in=mine))


def editable(request: HttpRequest) -> QuerySet[Page]:
    policy = policy_registry.get_by_type(Page)
    return policy.instances_user_has_any_permission_for(request.user, {"change", "publish"})


def draft_of(request: HttpRequest, page: Page) -> Page:
    """Its latest draft, for those who may edit it and have a token for that."""
    if request.user.is_authenticated and not has(request, Scope.DRAFTS):
        raise MissingScope(Scope.DRAFTS)
    if request.user.is_authenticated and editable(request).filter(pk=page.pk).exists():
        return page.get_latest_revision_as_object()
    raise PermissionDenied(_("Only those who may edit a page see its draft."))
