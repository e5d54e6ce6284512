"""What the admin shows of contributions. Imported by the app's ``wagtail_hooks``."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from home.dashboard import SHOWN, Line, Task, awaits
from toolkit.models import Contribution, RefusalReason
from toolkit.reception import guard, log  # noqa: F401 — guard registers what it has
from toolkit.reception.permissions import ReviewersPolicy, may_review

register_permission_policy(RefusalReason, ReviewersPolicy(RefusalReason))


class RefusalReasonViewSet(ModelViewSet):
    """Who may open it is said by ``ReviewersPolicy``."""

    model = RefusalReason
    icon = "openquote"
    name = "refusal_reasons"
    url_prefix = "contributions/reasons"
    form_fields = ["title", "text"]
    list_display = ["title"]
    search_fields = ["title", "text"]
    copy_view_enabled = False
    add_to_reference_index = False
    menu_label = gettext_lazy("Ready reasons")


class ContributionsMenuItem(MenuItem):
    """With the number of those that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = Contribution.objects.awaiting().count()
        # The item is shared by all requests: what is of this one is not kept on it.
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            attrs={"data-waiting": str(waiting)} if waiting else {},
        )


@hooks.register("register_admin_viewset")
def refusal_reasons() -> RefusalReasonViewSet:
    return RefusalReasonViewSet()


@hooks.register("register_admin_urls")
def reception_urls() -> list[URLPattern | URLResolver]:
    return [path("contributions/", include("toolkit.reception.urls"))]


@hooks.register("register_admin_menu_item")
def contributions_menu_item() -> MenuItem:
    return ContributionsMenuItem(
        gettext_lazy("Contributions"),
        reverse("reception:queue"),
        name="contributions",
        icon_name="download",
        order=160,
    )


@hooks.register("register_permissions")
def review_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="toolkit", codename="review_contribution"
    )


@hooks.register("register_log_actions")
def reception_actions(registry: LogActionRegistry) -> None:
    log.register_actions(registry)


@hooks.register("insert_global_admin_css")
def reception_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("toolkit/admin/reception.css"))


@hooks.register("register_page_header_buttons")
def where_a_page_comes_from(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """From a draft to the contribution that it was made of."""
    if may_review(user):
        for contribution in page.contributions.filter(row=None)[:1]:
            yield Button(
                _("Contribution"),
                reverse("reception:contribution", args=[contribution.pk]),
                icon_name="download",
                priority=70,
            )


@awaits(20)
def contributions_to_deal_with(request: HttpRequest) -> Task | None:
    if not may_review(request.user):
        return None
    waiting = Contribution.objects.awaiting().order_by("sent_at", "pk")
    count = waiting.count()
    heading = ngettext(
        "%(count)d contribution to deal with", "%(count)d contributions to deal with", count
    )
    lines = [
        Line(
            label=contribution.title,
            url=reverse("reception:contribution", args=[contribution.pk]),
            note=timesince_simple(contribution.sent_at),
        )
        for contribution in waiting[:SHOWN]
    ]
    return Task(
        heading % {"count": count},
        count,
        "download",
        url=reverse("reception:queue"),
        more=_("Open the queue"),
        lines=lines,
    )
