"""Rows, and what recurs in those of a tool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema

from home.api.answer import Answer, RichTextFormat
from home.api.auth import reader
from home.api.params import Id, Language, OnlyLocale, Paging, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import LaterText, Listing, Out, Tree
from home.api.selection import Selection, selected_list
from home.folding import fold
from home.text import plain
from toolkit.api.schemas import (
    AudienceRef,
    Licences,
    RowList,
    RowOut,
    ToolRef,
    place,
    row_tree,
    tool_ref,
)
from toolkit.api.tools import ToolId, one_tool
from toolkit.api.tools import router as tools
from toolkit.columns import COLUMNS
from toolkit.index import Entry, index_of
from toolkit.models import Row, RowQuerySet

router = Router(tags=["toolkit"], auth=reader)

ColumnKey = Annotated[
    Literal["purposes", "outcomes", "means", "examples"],
    Path(description="The column whose texts are gathered."),
]
RowId = Annotated[UUID, Path(description="The id of its block: its anchor without `r-`.")]
WORDS = "All of these words; accents and capitals do not matter."


class RowFilters(Schema):
    """Each narrows the list further."""

    tool: Id | None = Field(None, description="Of the tool of this id.")
    audience: Id | None = Field(None, description="Of the audience of this id.")
    locale: OnlyLocale = None
    q: str = Field("", max_length=200, description=f"In any column. {WORDS}")
    purposes: str = Field("", max_length=200, description=WORDS)
    outcomes: str = Field("", max_length=200, description=WORDS)
    means: str = Field("", max_length=200, description=WORDS)
    examples: str = Field("", max_length=200, description=WORDS)
    rich_text: RichTextFormat = "html"

    def applied(self) -> RowQuerySet:
        rows = shown_rows()
        if self.tool:
            rows = rows.filter(tool=self.tool)
        if self.audience:
            rows = rows.filter(audience=self.audience)
        if self.locale:
            rows = rows.filter(locale__language_code=self.locale)
        if any(True for _ in self.words()):
            rows = rows.filter(pk__in=[row.pk for row in self.unread(rows) if self.keeps(row)])
        return rows

    def words(self) -> Iterator[tuple[str, list[str]]]:
        for name in ("q", *(column.key for column in COLUMNS)):
            if words := fold(getattr(self, name)).split():
                yield name, words

    def unread(self, rows: RowQuerySet) -> RowQuerySet:
        """The rows with nothing but what is looked through."""
        return rows.select_related(None).only(*(column.key for column in COLUMNS))

    def keeps(self, row: Row) -> bool:
        return all(
            word in (row.folded if name == "q" else folded(row, name))
            for name, words in self.words()
            for word in words
        )


def folded(row: Row, column: str) -> str:
    return fold(" ".join(plain(item["text"]) for item in row.items(column)))


def shown_rows() -> RowQuerySet:
    rows = Row.objects.public().in_reading_order().select_related("audience", "tool", "locale")
    return rows.defer("audience__rows")


@router.get("/", response={200: RowList} | PROBLEMS, operation_id="rows_list", summary="List rows")
def list_rows(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[RowFilters],
    paging: Query[Paging],
    selection: Query[Selection],
) -> Any:
    """Rows of all tools, or of those that are asked for, in reading order."""
    names = selection.names(RowOut.model_fields)
    count, found = cut(request, response, filters.applied(), paging)
    answer = Answer(request, filters.locale or settings.LANGUAGE_CODE, filters.rich_text)
    licences = Licences(request)
    trees = [row_tree(row, answer, licences) for row in found]
    return selected_list(response, RowOut, count, trees, names)


class RowChoice(Schema):
    locale: Language = Field(
        settings.LANGUAGE_CODE, description="A row has the same id in each language."
    )
    rich_text: RichTextFormat = "html"


@router.get(
    "/{row_id}/",
    response={200: RowOut} | NOT_FOUND | PROBLEMS,
    operation_id="rows_detail",
    summary="Read a row",
)
def read_row(request: HttpRequest, row_id: RowId, choice: Query[RowChoice]) -> Tree:
    """By the id that its block has, and that its anchor in the page is made of."""
    row = shown_rows().filter(uuid=row_id, locale__language_code=choice.locale).first()
    if row is None:
        raise Http404(_("There is no such row."))
    return row_tree(row, Answer(request, choice.locale, choice.rich_text), Licences(request))


class UseOut(AudienceRef):
    """An audience that a text serves, with the rows where it stands."""

    rows: list[UUID]


class EntryOut(Out):
    """A text as it was first written, under the letter that it is filed under."""

    letter: str
    text: LaterText
    audiences: list[UseOut]


class EntryList(Listing[EntryOut]):
    """In alphabetical order; texts that differ only in case, accents and punctuation are one."""

    tool: ToolRef


@tools.get(
    "/{tool_id}/index/{column}/",
    response={200: EntryList} | NOT_FOUND | PROBLEMS,
    operation_id="tools_index",
    summary="Read the index of a tool",
)
def read_index(
    request: HttpRequest,
    tool_id: ToolId,
    column: ColumnKey,
    paging: Query[Paging],
    rich_text: RichTextFormat = "html",
) -> Tree:
    """What recurs in a tool: its means, say, each with the audiences that it serves."""
    tool = one_tool(tool_id)
    entries = index_of(tool.tables(), column)
    answer = Answer(request, tool.locale.language_code, rich_text)
    shown = entries[paging.offset : paging.offset + paging.limit]
    return {
        "tool": tool_ref(tool, Licences(request)),
        "count": len(entries),
        "items": [entry_tree(entry, answer) for entry in shown],
    }


def entry_tree(entry: Entry, answer: Answer) -> Tree:
    return {
        "letter": entry.letter,
        "text": answer.text(entry.text),
        "audiences": [
            place(audience, answer.request) | {"rows": [row.uuid for row in rows]}
            for audience, rows in entry.by_audience
        ],
    }
