"""Tools and their audiences."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema

from home.api.answer import Answer, RichTextFormat
from home.api.auth import reader
from home.api.drawing import item_tree
from home.api.params import Id, OnlyLocale, Paging, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Tree
from home.api.seen import seen
from home.api.selection import Selection, selected_list
from toolkit.api.schemas import AudienceList, Licences, ToolItem, ToolList, tool_ref
from toolkit.models import AudiencePage, ToolPage

router = Router(tags=["toolkit"], auth=reader)


ToolId = Annotated[Id, Path(description="The id of a tool.")]


class ToolFilters(Schema):
    locale: OnlyLocale = None
    order: Literal["tree", "title", "-title", "month", "-month"] = Field(
        "tree", description="`tree`: as editors put them. `-` before it: from the end."
    )
    rich_text: RichTextFormat = "html"


@router.get(
    "/", response={200: ToolList} | PROBLEMS, operation_id="tools_list", summary="List tools"
)
def list_tools(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[ToolFilters],
    paging: Query[Paging],
    selection: Query[Selection],
) -> Any:
    """Each tool whole, its audiences included, is at `/pages/{id}/`."""
    names = selection.names(ToolItem.model_fields)
    found = seen(ToolPage.objects.select_related("locale"))
    if filters.locale:
        found = found.filter(locale__language_code=filters.locale)
    field = filters.order.replace("tree", "path")
    count, shown = cut(request, response, found.order_by(field, "pk"), paging)
    answer = Answer(request, filters.locale or settings.LANGUAGE_CODE, filters.rich_text)
    licences = Licences(request)
    trees = [tool_tree(tool, answer, licences) for tool in shown]
    return selected_list(response, ToolItem, count, trees, names)


def tool_tree(tool: ToolPage, answer: Answer, licences: Licences) -> Tree:
    return item_tree(tool, answer.request) | {
        "subtitle": tool.subtitle,
        "introduction": answer.text(tool.introduction),
        "month": tool.month,
        "organisation": tool.organisation,
        "licence": licences.of(tool),
        "source": tool.source,
        "cover": answer.image(tool.cover_id),
    }


@router.get(
    "/{tool_id}/audiences/",
    response={200: AudienceList} | NOT_FOUND | PROBLEMS,
    operation_id="tools_audiences",
    summary="List the audiences of a tool",
)
def list_audiences(
    request: HttpRequest, response: HttpResponse, tool_id: ToolId, paging: Query[Paging]
) -> Tree:
    """In the order of the document. Each whole, with its table, is at `/pages/{id}/`."""
    tool = one_tool(tool_id)
    below = seen(AudiencePage.objects.child_of(tool)).order_by("path").select_related("locale")
    counted = below.annotate(row_count=Count("projected_rows")).defer_streamfields()
    count, found = cut(request, response, counted, paging)
    names = ("heading", "precision", "introduction", "pictogram", "tint", "row_count")
    items = [
        item_tree(audience, request) | {name: getattr(audience, name) for name in names}
        for audience in found
    ]
    return {"tool": tool_ref(tool, Licences(request)), "count": count, "items": items}


def one_tool(pk: int) -> ToolPage:
    tool = seen(ToolPage.objects.filter(pk=pk)).select_related("locale").first()
    if tool is None:
        raise Http404(_("There is no such tool."))
    return tool
