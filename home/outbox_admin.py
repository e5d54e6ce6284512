"""The report of mails: what left and what did not. Never what they say: links in them act."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from home.models import OutgoingMail
from home.outbox import try_again

policy = ModelPermissionPolicy(OutgoingMail)


class MailFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=OutgoingMail.State, method="filter_state"
    )

    class Meta:
        model = OutgoingMail
        fields: list[str] = []

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.in_state(OutgoingMail.State(value))


class TryAgainColumn(Column):
    """A form for the mails that failed."""

    cell_template_name = "home/admin/try_again_cell.html"

    def get_cell_context_data(self, instance: OutgoingMail, parent_context: dict) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


class MailReportView(ReportView):
    model = OutgoingMail
    queryset = OutgoingMail.objects.defer("text", "html", "headers")
    permission_policy = policy
    permission_required = "view"
    page_title = gettext_lazy("Mails")
    header_icon = "mail"
    filterset_class = MailFilterSet
    is_searchable = True
    search_fields = ["to", "subject"]
    index_url_name = "outbox:mails"
    index_results_url_name = "outbox:mails_results"
    columns = [
        StatusTagColumn(
            "get_state",
            label=gettext_lazy("State"),
            accessor=lambda mail: mail.state.label,
            primary=lambda mail: mail.state == OutgoingMail.State.SENT,
        ),
        Column("to", label=gettext_lazy("Recipient")),
        Column("subject", label=gettext_lazy("Subject")),
        DateColumn("created_at", label=gettext_lazy("Written")),
        Column("attempts", label=gettext_lazy("Attempts")),
        Column("last_error", label=gettext_lazy("Last error")),
        TryAgainColumn("try_again", label=gettext_lazy("Try again"), accessor="pk"),
    ]


class MailReportResultsView(MailReportView):
    results_only = True


@require_POST
def try_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    if not policy.user_has_permission(request.user, "view"):
        raise PermissionDenied
    if try_again(pk):
        messages.success(request, _("The mail will be tried again now."))
    else:
        messages.warning(request, _("This mail was sent meanwhile, or is being sent."))
    return redirect("outbox:mails")


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


def menu_item() -> MenuItem:
    return MailMenuItem(
        gettext_lazy("Mails"), reverse("outbox:mails"), name="mails", icon_name="mail", order=1100
    )


app_name = "outbox"
urlpatterns: list[URLPattern] = [
    path("", MailReportView.as_view(), name="mails"),
    path("results/", MailReportResultsView.as_view(), name="mails_results"),
    path("<int:pk>/try-again/", try_mail_again, name="try_again"),
]
