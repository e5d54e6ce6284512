"""The admin's first page: what awaits this person, their drafts, and how the site lives.

An app says what it has to show there by a function of the request, in a module that its
``wagtail_hooks`` imports: ``@awaits`` for what somebody is to do, ``@tells`` for a chart.
It returns None for whom it does not concern; its number of queries does not grow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.charts import BarChart, Ranking
from home.models import ReviewState

SHOWN = 4


@dataclass(frozen=True)
class Line:
    """One thing to do; ``note`` says since when, until when, or from whom."""

    label: str
    url: str
    note: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Task:
    """What awaits somebody, of one kind: how much of it, the first ones, and where all are."""

    heading: str
    count: int
    icon: str
    url: str = ""
    more: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def is_urgent(self) -> bool:
        return any(line.is_urgent for line in self.lines)


@dataclass(frozen=True)
class Story:
    """A chart, and the page that has more of it."""

    chart: BarChart | Ranking
    url: str = ""
    more: str | Promise = ""


type Awaiting = Callable[[HttpRequest], Task | None]
type Telling = Callable[[HttpRequest], Story | None]

AWAITING: list[tuple[int, Awaiting]] = []
TELLING: list[tuple[int, Telling]] = []


def awaits(order: int) -> Callable[[Awaiting], Awaiting]:
    """Register what somebody is to do; the lower ``order`` comes first."""

    def register(source: Awaiting) -> Awaiting:
        AWAITING.append((order, source))
        return source

    return register


def tells(order: int) -> Callable[[Telling], Telling]:
    """Register a chart of how the site lives."""

    def register(source: Telling) -> Telling:
        TELLING.append((order, source))
        return source

    return register


def asked(
    sources: Iterable[tuple[int, Callable[[HttpRequest], Any]]], request: HttpRequest
) -> list:
    in_order = sorted(sources, key=lambda entry: entry[0])
    return [found for _order, source in in_order if (found := source(request)) is not None]


def writes_for_all(user: Any) -> bool:
    """Whether somebody changes or publishes pages of others; bloggers have only their own."""
    given = page_permission_policy.get_cached_permissions_for_user(user)
    return user.is_superuser or any(
        one.permission.codename in ("change_page", "publish_page") for one in given
    )


class DashboardPanel(Component):
    @property
    def media(self) -> Media:
        sheets = ["home/admin/dashboard.css", "home/admin/charts.css"]
        return Media(css={"all": sheets})


class AwaitingPanel(DashboardPanel):
    """Before everything else. Somebody of whom nothing can be expected sees no empty list."""

    name = "awaiting"
    template_name = "home/admin/awaiting.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        tasks = asked(AWAITING, parent_context["request"])
        return {
            "concerned": bool(tasks),
            "tasks": sorted((task for task in tasks if task.count), key=lambda t: not t.is_urgent),
        }


class LifePanel(DashboardPanel):
    name = "life"
    template_name = "home/admin/life.html"
    order = 400

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"stories": asked(TELLING, parent_context["request"])}


class DraftsPanel(DashboardPanel):
    """The pages that this person began or changed last, and that are not all published."""

    name = "drafts"
    template_name = "home/admin/drafts.html"
    order = 200
    shown = 8

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        drafts = drafts_of(user)
        found = list(drafts.select_related("locale", "content_type")[: self.shown + 1])
        steps = steps_of(found)
        for page in found:
            page.step = steps.get(str(page.pk))
        return {
            "drafts": found[: self.shown],
            "has_more": len(found) > self.shown,
            "place": place_to_write_in(user),
        }


def place_to_write_in(user: Any) -> Page | None:
    """The one part of the site in which somebody may begin a page, as bloggers in the blog."""
    place = page_permission_policy.explorable_root_instance(user)
    has_one = place and place.depth > 2 and place.permissions_for_user(user).can_add_subpage()
    return place if has_one else None


def drafts_of(user: Any) -> QuerySet[Page]:
    mine = Q(owner=user, live=False) | Q(latest_revision__user=user)
    changeable = page_permission_policy.instances_user_has_permission_for(user, "change")
    pages = Page.objects.filter(pk__in=changeable.values("pk"), depth__gt=2)
    changed = pages.filter(mine, Q(live=False) | Q(has_unpublished_changes=True))
    return changed.order_by("-latest_revision_created_at", "-pk")


def steps_of(pages: list[Page]) -> dict[str, ReviewState]:
    """The step of its review that each page is at, by its id as workflows write it."""
    ids = [str(page.pk) for page in pages]
    states = ReviewState.objects.open().select_related("task", "workflow_state", "claimed_by")
    return {
        state.workflow_state.object_id: state
        for state in states.filter(workflow_state__object_id__in=ids)
    }
