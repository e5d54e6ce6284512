"""What is shown beside an achievement: its rows, others near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, prefetch_related_objects

from home.readable import readable
from toolkit.models.rows import Row

if TYPE_CHECKING:
    from toolkit.models import AudiencePage, ContributionPage

NEAR = 3


@dataclass(frozen=True)
class Illustrated:
    """An audience that readers may see, and the row that is illustrated, if it is one."""

    audience: AudiencePage
    row: Row | None

    @property
    def url(self) -> str:
        anchor = f"#{self.row.anchor}" if self.row else ""
        return f"{self.audience.url}{anchor}"


def illustrated_by(page: ContributionPage) -> list[Illustrated]:
    """In two queries; a row that is no longer there leaves its audience."""
    from toolkit.models import AudiencePage, ToolPage

    given = list(page.illustrations.all())
    audiences = readable(AudiencePage.objects.filter(pk__in=[one.audience_id for one in given]))
    tools = readable(ToolPage.objects.all()).values_list("path", flat=True)
    live = set(tools)
    shown = {
        audience.pk: audience for audience in audiences.defer("rows") if audience.path[:-4] in live
    }
    rows = Row.objects.filter(audience__in=shown, uuid__in=[one.row for one in given if one.row])
    by_place = {(row.audience_id, row.uuid): row for row in rows}
    return [
        Illustrated(shown[one.audience_id], by_place.get((one.audience_id, one.row)))
        for one in given
        if one.audience_id in shown
    ]


def near(page: ContributionPage) -> list[ContributionPage]:
    """Others for the same audiences or on the same theme, the nearest first."""
    from toolkit.models import ContributionPage

    audiences = [one.audience_id for one in page.illustrations.all()]
    same = Count("illustrations", filter=Q(illustrations__audience__in=audiences), distinct=True)
    others = readable(ContributionPage.objects.sibling_of(page, inclusive=False))
    related = Q(illustrations__audience__in=audiences)
    if page.theme_id:
        related |= Q(theme=page.theme_id)
    nearest = others.filter(related).defer("body").annotate(same=same)
    return with_cards(list(nearest.order_by("-same", "-first_published_at", "-pk")[:NEAR]))


def with_cards(pages: list[ContributionPage]) -> list[ContributionPage]:
    """What their cards show, in a fixed number of queries."""
    prefetch_related_objects(pages, "picture__renditions", "illustrations__audience")
    return pages
