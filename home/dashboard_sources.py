"""What pages themselves bring to the dashboard: reviews, experts' opinions, translations, life."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import TranslationSource

from home.charts import BarChart, Series
from home.dashboard import SHOWN, Line, Story, Task, awaits, tells, writes_for_all
from home.models import ExpertReview, ReviewState

MONTHS = 12
TRANSLATE = "wagtail_localize.submit_translation"


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# --- What awaits -------------------------------------------------------------------------


@awaits(order=10)
def reviews(request: HttpRequest) -> Task | None:
    """Steps that this person may decide on; first what is theirs, then what nobody has."""
    states = ReviewState.objects.awaiting(request.user).filter(
        Q(claimed_by=None) | Q(claimed_by=request.user)
    )
    states = states.select_related("task", "workflow_state", "claimed_by")
    found = list(states.prefetch_related("workflow_state__content_object"))
    found.sort(key=lambda state: state.claimed_by is None)
    known = [state for state in found if state.workflow_state.content_object]
    if not known and not is_reviewer(request):
        return None
    return Task(
        heading=ngettext("%(count)d page to review", "%(count)d pages to review", len(known))
        % {"count": len(known)},
        count=len(known),
        icon="tasks",
        url=reverse("wagtailadmin_reports:workflow") + "?reviewable=true",
        more=_("All reviews"),
        lines=[line_of(state, request) for state in known[:SHOWN]],
    )


def is_reviewer(request: HttpRequest) -> bool:
    return page_permission_policy.user_has_permission(request.user, "publish")


def line_of(state: ReviewState, request: HttpRequest) -> Line:
    page = state.workflow_state.content_object
    notes = [state.task.name]
    if state.due_on:
        said = _("was due on %(date)s") if state.is_overdue else _("due on %(date)s")
        notes.append(said % {"date": date_format(state.due_on, "DATE_FORMAT")})
    if state.claimed_by:
        notes.append(_("taken care of by %s") % get_user_display_name(state.claimed_by))
    return Line(page.get_admin_display_title(), edit_url(page), " · ".join(notes), state.is_overdue)


@awaits(order=20)
def expert_reviews(request: HttpRequest) -> Task | None:
    """What experts said of pages that this person may change, until it is dealt with."""
    mine = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    back = ExpertReview.objects.came_back().filter(page__in=mine.values("pk"))
    found = list(back.select_related("page").with_counts().order_by("answered_at"))
    if not found:
        return None
    return Task(
        heading=ngettext(
            "%(count)d expert review came back", "%(count)d expert reviews came back", len(found)
        )
        % {"count": len(found)},
        count=len(found),
        icon="glasses",
        lines=[
            Line(
                review.page.get_admin_display_title(),
                reverse("expert_reviews:page", args=[review.page_id]),
                f"{review} · {review.get_verdict_display()}",
            )
            for review in found[:SHOWN]
        ],
    )


@awaits(order=40)
def translations(request: HttpRequest) -> Task | None:
    """Published pages that have changed since their translations were brought up to date."""
    if not request.user.has_perm(TRANSLATE):
        return None
    behind = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        last_updated_at__lt=OuterRef("last_published_at"),
        translations__enabled=True,
    )
    pages = Page.objects.filter(Exists(behind), live=True).order_by("last_published_at")
    pages = pages.annotate(source=behind.values("pk")[:1])
    count = pages.count()
    return Task(
        heading=ngettext("%(count)d translation behind", "%(count)d translations behind", count)
        % {"count": count},
        count=count,
        icon="wagtail-localize-language",
        lines=[
            Line(
                page.get_admin_display_title(),
                reverse("wagtail_localize:update_translations", args=[page.source]),
                _("changed on %s") % date_format(page.last_published_at, "DATE_FORMAT"),
            )
            for page in pages[:SHOWN]
        ],
    )


# --- How the site lives ------------------------------------------------------------------


def last_months(today: date) -> list[date]:
    """The first day of each of the last twelve, this one included."""
    months = [today.year * 12 + today.month - 1 - ago for ago in range(MONTHS)]
    return [date(month // 12, month % 12 + 1, 1) for month in reversed(months)]


def by_month(dates: dict[date, int], today: date | None = None) -> tuple[list[str], list[int]]:
    """Labels and numbers of the last months, for a chart."""
    months = last_months(today or timezone.localdate())
    labels = [date_format(month, "YEAR_MONTH_FORMAT") for month in months]
    return labels, [dates.get(month, 0) for month in months]


@tells(order=10)
def publications(request: HttpRequest) -> Story | None:
    if not writes_for_all(request.user):
        return None
    since = last_months(timezone.localdate())[0]
    published = Page.objects.filter(live=True, first_published_at__date__gte=since, alias_of=None)
    counted = (
        published.annotate(month=TruncMonth("first_published_at"))
        .order_by()
        .values("month")
        .annotate(count=Count("pk"))
    )
    labels, values = by_month({row["month"].date(): row["count"] for row in counted})
    chart = BarChart(
        name="publications",
        title=_("Pages published each month"),
        labels=labels,
        heading=_("Month"),
        series=[Series(_("Pages"), values)],
    )
    return Story(chart)
