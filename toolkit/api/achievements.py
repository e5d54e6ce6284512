"""What people did, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from home.api.answer import Answer
from home.api.auth import reader
from home.api.drawing import item_tree
from home.api.params import Id, OnlyLocale, Paging, cut
from home.api.problems import PROBLEMS
from home.api.schemas import LaterImage, LaterPage, LicenceOut, Listing, Out, PageMeta, Tree
from home.api.seen import seen
from home.api.selection import Selection, selected_list
from home.models import ThemePage
from toolkit.api.schemas import Licences
from toolkit.models.achievements import ContributionPage

router = Router(tags=["toolkit"], auth=reader)


class AchievementItem(Out):
    """An achievement in a list; whole, it is at `/pages/{id}/`."""

    id: int
    type: str
    title: str
    meta: PageMeta
    lead: str
    date: date | None
    territory: str
    theme: LaterPage
    picture: LaterImage
    credit: str
    licence: LicenceOut
    source: str


class AchievementList(Listing[AchievementItem]):
    """Achievements, the latest first."""


class AchievementFilters(Schema):
    """Each narrows the list further."""

    territory: str | None = Field(
        None, max_length=3, description="Of the region or MRC of this official number."
    )
    theme: Id | None = Field(None, description="Of the theme of this id.")
    locale: OnlyLocale = None

    def applied(self) -> QuerySet[ContributionPage]:
        # A theme that readers cannot open is one that is not there.
        themes = seen(ThemePage.objects.filter(pk=self.theme)) if self.theme else None
        lookups = {
            "territory": self.territory,
            "theme__in": themes,
            "locale__language_code": self.locale,
        }
        asked = {lookup: value for lookup, value in lookups.items() if value is not None}
        pages = seen(ContributionPage.objects.filter(**asked)).select_related("locale")
        return pages.order_by("-first_published_at", "-pk").defer_streamfields()


@router.get(
    "/",
    response={200: AchievementList} | PROBLEMS,
    operation_id="achievements_list",
    summary="List achievements",
)
def list_achievements(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[AchievementFilters],
    paging: Query[Paging],
    selection: Query[Selection],
) -> Any:
    """What was told through the contribution form, and published."""
    names = selection.names(AchievementItem.model_fields)
    count, found = cut(request, response, filters.applied(), paging)
    answer = Answer(request, filters.locale or settings.LANGUAGE_CODE)
    licences = Licences(request)
    trees = [achievement_tree(page, answer, licences) for page in found]
    return selected_list(response, AchievementItem, count, trees, names)


def achievement_tree(page: ContributionPage, answer: Answer, licences: Licences) -> Tree:
    return item_tree(page, answer.request) | {
        "lead": page.lead,
        "date": page.date,
        "territory": page.territory,
        "theme": answer.page(page.theme_id),
        "picture": answer.image(page.picture_id, page.picture_alt or None),
        "credit": page.credit,
        "licence": licences.of(page),
        "source": page.source,
    }
