"""What the dashboard shows of readers' searches. Imported by the app's ``wagtail_hooks``."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.dashboard import SHOWN, Line, Story, Task, awaits, tells
from search.reporting.chart import Chart
from search.reporting.figures import TABS, Scope
from search.reporting.views import policy

DAYS = 90


@tells(order=30)
def searches(request: HttpRequest) -> Story | None:
    if not policy.user_has_permission(request.user, "view"):
        return None
    scope = Scope(DAYS)
    chart = Chart(scope, scope.by_day()).drawing
    return Story(chart, reverse("searches:frequent"), _("What people search for"))


@awaits(order=60)
def nothing_found(request: HttpRequest) -> Task | None:
    """Words that several people looked for in the last month, and that the site does not have."""
    if not policy.user_has_permission(request.user, "view"):
        return None
    groups = TABS["nothing"].narrow(Scope().groups()).filter(times__gt=1, is_hidden=False)
    found = list(groups.order_by("-times", "words")[: SHOWN + 1])
    return Task(
        heading=_("Searched, and not found"),
        count=len(found),
        icon="search",
        url=reverse("searches:nothing"),
        more=_("All of them"),
        lines=[
            Line(
                row["written"],
                reverse("searches:nothing"),
                ngettext("%(count)d time", "%(count)d times", row["times"])
                % {"count": row["times"]},
            )
            for row in found[:SHOWN]
        ],
    )
