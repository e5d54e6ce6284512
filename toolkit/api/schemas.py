"""What is answered of tools. Whatever holds their content says under which licence and whence."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from home.api.answer import Answer
from home.api.schemas import (
    LaterImage,
    LaterText,
    LicenceOut,
    Listing,
    Out,
    PageMeta,
    Tree,
)
from home.licences import Licence
from home.models import SiteSettings
from toolkit.columns import COLUMNS
from toolkit.models import AudiencePage, Row, ToolPage
from toolkit.models.achievements import ContributionPage


class ToolRef(Out):
    """The tool that something comes from, with what must be said when it is used again."""

    id: int
    title: str
    html_url: str | None
    licence: LicenceOut
    organisation: str
    source: str = Field(description="Where the tool was first published; empty where nowhere.")


class AudienceRef(Out):
    id: int
    title: str
    html_url: str | None


class ToolItem(Out):
    """A tool in a list. Its audiences and rows have lists of their own."""

    id: int
    type: str
    title: str
    meta: PageMeta
    subtitle: str
    introduction: LaterText
    month: date | None
    organisation: str
    licence: LicenceOut
    source: str
    cover: LaterImage


class ToolList(Listing[ToolItem]):
    """Tools, in the order that editors gave them."""


class AudienceItem(Out):
    """An audience of a tool, without its table."""

    id: int
    type: str
    title: str
    meta: PageMeta
    heading: str
    precision: str
    introduction: str
    pictogram: str
    tint: str
    row_count: int


class AudienceList(Listing[AudienceItem]):
    """The audiences of a tool, in the order of the document."""

    tool: ToolRef


class ItemOut(Out):
    """One purpose, outcome, means or example; its id stays the same when others come first."""

    id: str
    text: LaterText


class RowOut(Out):
    """A row of an audience's table."""

    id: UUID
    anchor: str
    position: int
    locale: str
    html_url: str | None
    audience: AudienceRef
    tool: ToolRef
    purposes: list[ItemOut]
    outcomes: list[ItemOut]
    means: list[ItemOut]
    examples: list[ItemOut]


class RowList(Listing[RowOut]):
    """Rows, in reading order."""


def licence_tree(licence: Licence) -> Tree:
    return {"key": licence.value, "name": licence.short, "url": licence.deed or None}


class Licences:
    """Of tools and achievements; that of the site, asked once, for those that name none."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.default: str | None = None

    def of(self, tool: ToolPage | ContributionPage) -> Tree:
        if tool.licence:
            return licence_tree(Licence(tool.licence))
        if self.default is None:
            self.default = SiteSettings.for_request(self.request).default_licence
        return licence_tree(Licence(self.default))


def place(page: Any, request: HttpRequest) -> Tree:
    url = request.build_absolute_uri(page.url) if page.url else None
    return {"id": page.pk, "title": page.title, "html_url": url}


def tool_ref(tool: ToolPage, licences: Licences) -> Tree:
    return place(tool, licences.request) | {
        "licence": licences.of(tool),
        "organisation": tool.organisation,
        "source": tool.source,
    }


def row_tree(row: Row, answer: Answer, licences: Licences) -> Tree:
    audience: AudiencePage = row.audience
    url = answer.absolute(audience.url)
    cells = {
        column.key: [
            {"id": item["id"], "text": answer.text(item["text"])} for item in row.items(column.key)
        ]
        for column in COLUMNS
    }
    return {
        "id": row.uuid,
        "anchor": row.anchor,
        "position": row.position,
        "locale": row.locale.language_code,
        "html_url": f"{url}#{row.anchor}" if url else None,
        "audience": place(audience, answer.request),
        "tool": tool_ref(row.tool, licences),
    } | cells
