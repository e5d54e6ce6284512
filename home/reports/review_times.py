"""How long each step of the reviews took."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Avg, CharField, Count, DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Task, TaskState

from home.reports.base import EditorsReport, edit_url


class TimesFilterSet(WagtailFilterSet):
    finished_at = django_filters.DateFromToRangeFilter(
        label=_("Decided"), widget=DateRangePickerWidget
    )
    task = django_filters.ModelChoiceFilter(label=_("Step"), queryset=Task.objects.all())
    status = django_filters.ChoiceFilter(
        label=_("Decision"),
        choices=[
            choice
            for choice in TaskState.STATUS_CHOICES
            if choice[0] in (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
        ],
    )

    class Meta:
        model = TaskState
        fields: list[str] = []


def said(duration: timedelta) -> str:
    """In days, or in hours where there is not one."""
    if duration.days:
        return ngettext("%(count)d day", "%(count)d days", duration.days) % {"count": duration.days}
    hours = round(duration.total_seconds() / 3600)
    if not hours:
        return gettext("less than an hour")
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def page_of(state: TaskState) -> Page:
    return state.workflow_state.content_object


class ReviewTimesView(EditorsReport):
    model = TaskState
    page_title = _("Times of reviews")
    header_icon = "history"
    results_template_name = "home/reports/review_times_results.html"
    filterset_class = TimesFilterSet
    index_url_name = "reports:review_times"
    index_results_url_name = "reports:review_times_results"
    default_ordering = "-finished_at"
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor=lambda state: page_of(state).get_admin_display_title(),
            get_url=lambda state: edit_url(page_of(state)),
        ),
        Column("task", label=_("Step"), accessor="task.name"),
        Column("status", label=_("Decision"), accessor="get_status_display"),
        DateColumn("finished_at", label=_("Decided"), sort_key="finished_at"),
        Column("took", label=_("Took"), accessor=lambda state: said(state.took), sort_key="took"),
        Column(
            "by",
            label=_("By"),
            accessor=lambda state: (
                get_user_display_name(state.finished_by) if state.finished_by else ""
            ),
        ),
    ]
    list_export = ["page", "task.name", "get_status_display", "started_at", "finished_at", "hours"]
    export_headings = {
        "page": _("Page"),
        "task.name": _("Step"),
        "get_status_display": _("Decision"),
        "started_at": _("Begun"),
        "finished_at": _("Decided"),
        "hours": _("Hours"),
    }
    export_filename = "review-times"

    def get_base_queryset(self) -> QuerySet[TaskState]:
        pages = self.pages.values_list(Cast("pk", CharField()), flat=True)
        took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
        states = TaskState.objects.filter(
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
            workflow_state__object_id__in=pages,
            status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED],
            finished_at__isnull=False,
        )
        return (
            states.annotate(took=took)
            .select_related("task", "workflow_state", "finished_by__wagtail_userprofile")
            .prefetch_related("workflow_state__content_object")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[TaskState]:
        states = [state for state in object_list if page_of(state)]
        for state in states:
            state.page = page_of(state).get_admin_display_title()
            state.hours = round(state.took.total_seconds() / 3600, 1)
        return states

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        steps = self.object_list.order_by().values("task__name")
        averages = steps.annotate(count=Count("pk"), mean=Avg("took")).order_by("task__name")
        return context | {
            "steps": [(row["task__name"], row["count"], said(row["mean"])) for row in averages]
        }


class ReviewTimesResultsView(ReviewTimesView):
    results_only = True
