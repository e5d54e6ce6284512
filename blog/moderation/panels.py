"""What moderators see of comments elsewhere in the admin: the menu, the first page, a story."""

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.permissions import page_permission_policy

from blog.models import BlogPage, Comment
from blog.moderation.permissions import may_moderate
from home.charts import BarChart, Series
from home.dashboard import SHOWN, Line, Story, Task, awaits, tells
from home.dashboard_sources import by_month, last_months


class CommentsMenuItem(MenuItem):
    """With the number of those that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = Comment.objects.to_review().count()
        # The item is shared by all requests: what is of this one is not kept on it.
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            attrs={"data-waiting": str(waiting)} if waiting else {},
        )


@awaits(order=30)
def comments_to_review(request: HttpRequest) -> Task | None:
    if not may_moderate(request.user):
        return None
    waiting = Comment.objects.to_review().order_by("submit_date", "pk")
    count = waiting.count()
    return Task(
        heading=ngettext("%(counter)s comment to review", "%(counter)s comments to review", count)
        % {"counter": count},
        count=count,
        icon="comment",
        url=reverse("moderation:queue"),
        more=_("Open the queue"),
        lines=[
            Line(
                f"{comment.name} · {comment.story.title}",
                reverse("moderation:comment", args=[comment.pk]),
                timesince_simple(comment.submit_date),
            )
            for comment in waiting.select_related("story", "user").defer("story__body")[:SHOWN]
        ],
    )


@tells(order=20)
def comments_each_month(request: HttpRequest) -> Story | None:
    """For those who moderate, and for those who publish."""
    publishes = page_permission_policy.user_has_permission(request.user, "publish")
    if not (publishes or may_moderate(request.user)):
        return None
    since = last_months(timezone.localdate())[0]
    counted = (
        Comment.objects.published()
        .filter(submit_date__date__gte=since)
        .annotate(month=TruncMonth("submit_date"))
        .order_by()
        .values("month")
        .annotate(count=Count("pk"))
    )
    labels, values = by_month({row["month"].date(): row["count"] for row in counted})
    chart = BarChart(
        name="comments-each-month",
        title=_("Comments each month"),
        labels=labels,
        heading=_("Month"),
        series=[Series(_("Comments"), values)],
    )
    return Story(chart)


def link_to_comments(story: BlogPage) -> str:
    return f"{reverse('moderation:queue')}?tab=all&story={story.pk}"


def comments_label(count: int) -> str:
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}
