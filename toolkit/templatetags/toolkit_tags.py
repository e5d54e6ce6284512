"""What templates show of the toolkit, on its own pages and on the home page."""

from dataclasses import dataclass

from django import template
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from home.readable import readable
from home.text import plain
from toolkit.columns import COLUMNS, EXAMPLES, MEANS, PURPOSES, Column
from toolkit.models import AudiencePage, Row, ToolIndexPage, ToolPage
from toolkit.models.rows import Item

register = template.Library()

SHEET = (PURPOSES, MEANS, EXAMPLES)
SHEET_LENGTH = 3


@dataclass(frozen=True)
class Foreground:
    """The tool that the home page shows, and a small sheet of its first full rows."""

    tool: ToolPage
    audiences: list[AudiencePage]
    row_count: int
    headings: list[str]
    sheet: list[list[str]]


def tool_in_foreground() -> ToolPage | None:
    """The one that editors chose, or else the first that readers may see."""
    tools = readable(ToolPage.objects.filter(locale__language_code=get_language()))
    chosen = Exists(ToolIndexPage.objects.live().filter(featured=OuterRef("pk")))
    return tools.order_by(chosen.desc(), "path").first()


def sheet_of(rows: list[Row]) -> list[list[str]]:
    """The first item of each cell, of the first rows that leave none of them empty."""
    full = [row for row in rows if all(row.items(column.key) for column in SHEET)]
    return [
        [plain(row.items(column.key)[0]["text"]) for column in SHEET] for row in full[:SHEET_LENGTH]
    ]


@register.simple_tag
def foreground() -> Foreground | None:
    """None as long as there is no tool to read."""
    tool = tool_in_foreground()
    if tool is None:
        return None
    tables = tool.tables()
    rows = [row for _audience, rows in tables for row in rows]
    return Foreground(
        tool=tool,
        audiences=[audience for audience, _rows in tables],
        row_count=len(rows),
        headings=[str(column.heading) for column in SHEET],
        sheet=sheet_of(rows),
    )


@register.simple_tag
def table_columns() -> tuple[Column, ...]:
    """All the columns, where there is no filter to say which."""
    return COLUMNS


@register.filter
def cell(row: Row, column: Column) -> list[Item]:
    return row.items(column.key)
