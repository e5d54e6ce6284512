"""What the admin shows of expert reviews. Imported by the app's ``wagtail_hooks``."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home.models import SitePage
from home.reviews import log
from home.reviews.inviting import may_invite

TOLD = 3  # opinions above an editor


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    return [path("reviews/", include("home.reviews.admin_urls"))]


@hooks.register("register_log_actions")
def review_actions(registry: LogActionRegistry) -> None:
    log.register_actions(registry)


@hooks.register("register_page_header_buttons")
def reviews_of_a_page(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """With what came back and awaits somebody: also who decides in a workflow is to see it."""
    if not issubclass(page.specific_class, SitePage) or not may_invite(user, page):
        return
    came_back = page.expert_reviews.came_back().count()
    label = _("Expert reviews (%(count)d new)") % {"count": came_back} if came_back else ""
    yield Button(
        label or _("Expert reviews"),
        reverse("expert_reviews:page", args=[page.pk]),
        icon_name="glasses",
        priority=55,
    )


@hooks.register("before_edit_page")
def tell_what_came_back(request: HttpRequest, page: Page) -> None:
    """Above the editor, until it is dealt with: who approves is to know what experts said."""
    if request.method != "GET":
        return
    back = page.expert_reviews.came_back()
    for review in back.order_by("answered_at")[:TOLD]:
        sentence = _("%(name)s has read this page: “%(verdict)s”")
        said = sentence % {"name": review, "verdict": review.get_verdict_display()}
        address = reverse("expert_reviews:page", args=[page.pk])
        messages.info(request, said, buttons=[messages.button(address, _("See the remarks"))])
