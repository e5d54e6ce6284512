"""What an import would do, before it does it: a document held against a tool.

Rows and items that stayed keep their ids, so that links to them, translations and
plans go on; an item whose words are the same keeps what editors added to it, such as
a link to a page. Nothing here writes.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal
from uuid import uuid4

from django.utils.translation import ngettext

from home.folding import fold
from home.text import plain
from toolkit.columns import COLUMNS, PURPOSES, Column
from toolkit.importers.document import AudienceTable, DocumentRow, ToolDocument
from toolkit.matching import match
from toolkit.models import AudiencePage, ToolPage
from toolkit.notation import LINK, to_notation, to_rich_text, without_links

# An audience renamed beyond this is a new one.
SAME_NAME = 0.8

type Block = dict[str, Any]
type Status = Literal["added", "changed", "kept"]


def item_text(item: Block | str) -> str:
    """The words of an item, stored or written, without its links."""
    return without_links(item if isinstance(item, str) else to_notation(item["value"]))


def says_nothing_new(text: str, old: Block) -> bool:
    """Whether a stored item holds all that ``text`` says: then it stays as editors left it."""
    if LINK.search(text):
        return to_notation(old["value"]) == text
    return item_text(old) == text


def cell_blocks(texts: list[str], stored: list[Block]) -> list[Block]:
    """A cell as Wagtail stores it, with the ids of the items that stayed."""
    olds = match(texts, stored, key=item_text, text=item_text)
    return [
        old
        if old and says_nothing_new(text, old)
        else {
            "type": "item",
            "value": to_rich_text(text),
            "id": old["id"] if old else str(uuid4()),
        }
        for text, old in zip(texts, olds, strict=True)
    ]


def cell_text(row: DocumentRow | Block, column: Column) -> str:
    cell = row["value"].get(column.key, []) if isinstance(row, dict) else getattr(row, column.key)
    return "\n".join(item_text(item) for item in cell)


def purpose_text(row: DocumentRow | Block) -> str:
    return fold(cell_text(row, PURPOSES))


def row_text(row: DocumentRow | Block) -> str:
    return "\n".join(cell_text(row, column) for column in COLUMNS)


@dataclass
class RowPlan:
    """One row of the document, and the block that it becomes."""

    block: Block
    old: Block | None

    @classmethod
    def of(cls, row: DocumentRow, old: Block | None) -> "RowPlan":
        stored = old["value"] if old else {}
        value = {
            column.key: cell_blocks(getattr(row, column.key), stored.get(column.key, []))
            for column in COLUMNS
        }
        return cls({"type": "row", "value": value, "id": old["id"] if old else str(uuid4())}, old)

    @property
    def status(self) -> Status:
        if self.old is None:
            return "added"
        return "changed" if self.changed_columns else "kept"

    @property
    def changed_columns(self) -> list[Column]:
        if self.old is None:
            return []
        stored = self.old["value"]
        return [
            column
            for column in COLUMNS
            if self.block["value"][column.key] != stored.get(column.key, [])
        ]


@dataclass
class AudiencePlan:
    """One table of the document, and the page that it becomes or changes."""

    table: AudienceTable
    page: AudiencePage | None = None
    rows: list[RowPlan] = field(default_factory=list)
    removed: list[Block] = field(default_factory=list)

    @classmethod
    def of(cls, table: AudienceTable, page: AudiencePage | None) -> "AudiencePlan":
        stored: list[Block] = page.rows.get_prep_value() if page else []
        matched = match(table.rows, stored, key=purpose_text, text=row_text)
        kept = [old["id"] for old in matched if old]
        return cls(
            table,
            page,
            [RowPlan.of(row, old) for row, old in zip(table.rows, matched, strict=True)],
            [old for old in stored if old["id"] not in kept],
        )

    @property
    def blocks(self) -> list[Block]:
        return [row.block for row in self.rows]

    @cached_property
    def fields(self) -> dict[str, str]:
        """The fields of the page that change."""
        wanted = {"title": self.table.name, "precision": self.table.precision}
        return {
            name: value
            for name, value in wanted.items()
            if value and value != getattr(self.page, name, "")
        }

    @property
    def is_changed(self) -> bool:
        return (
            self.page is None or bool(self.fields) or self.blocks != self.page.rows.get_prep_value()
        )

    @property
    def removed_purposes(self) -> list[str]:
        return [cell_text(row, PURPOSES).replace("\n", ", ") for row in self.removed]

    def count(self, status: Status) -> int:
        return sum(row.status == status for row in self.rows)


@dataclass
class ImportPlan:
    """A document held against a tool, or against nothing when it is new.

    ``missing`` are the tool's audiences that the document does not contain: they
    stay as they are unless somebody says otherwise.
    """

    document: ToolDocument
    tool: ToolPage | None
    audiences: list[AudiencePlan]
    missing: list[AudiencePage]

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields of the tool that change; what the document leaves empty stays."""
        wanted = tool_fields(self.document)
        return {
            name: value
            for name, value in wanted.items()
            if value and not same_field(value, getattr(self.tool, name, ""))
        }

    @property
    def is_changed(self) -> bool:
        return bool(self.fields) or any(audience.is_changed for audience in self.audiences)

    @property
    def row_count(self) -> int:
        return sum(len(audience.rows) for audience in self.audiences)

    @property
    def size(self) -> str:
        """How much there is of it, in words: "11 audiences, 23 rows"."""
        audiences, rows = len(self.audiences), self.row_count
        said = (
            ngettext("%(count)d audience", "%(count)d audiences", audiences) % {"count": audiences},
            ngettext("%(count)d row", "%(count)d rows", rows) % {"count": rows},
        )
        return ", ".join(said)


def tool_fields(document: ToolDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "month": date.fromisoformat(f"{document.month}-01") if document.month else None,
        "organisation": document.organisation,
        "licence": document.licence,
        "source": document.source,
        "introduction": document.introduction,
        "note": document.note,
    }


def same_field(value: Any, stored: Any) -> bool:
    """Rich text is the same when its words are: editors' saving rewrites the mark-up."""
    if isinstance(value, str) and isinstance(stored, str):
        return plain(value) == plain(stored)
    return value == stored


def plan_import(document: ToolDocument, tool: ToolPage | None = None) -> ImportPlan:
    """Hold ``document`` against the latest version of ``tool``, drafts included."""
    pages: list[AudiencePage] = []
    if tool:
        tool = tool.get_latest_revision_as_object()
        pages = [
            page.get_latest_revision_as_object()
            for page in AudiencePage.objects.child_of(tool).order_by("path")
        ]

    def name(audience: AudienceTable | AudiencePage) -> str:
        return fold(audience.title if isinstance(audience, AudiencePage) else audience.name)

    matched = match(document.tables, pages, key=name, text=name, like=SAME_NAME)
    audiences = [
        AudiencePlan.of(table, page) for table, page in zip(document.tables, matched, strict=True)
    ]
    return ImportPlan(document, tool, audiences, [page for page in pages if page not in matched])
