"""What every importer ends in: a tool as one plain value, with nothing of Wagtail in it.

An *item* (one purpose, outcome, means or example) is a short text. The only
mark-up it may hold is a link, written ``[text](address)``; addresses are
http, https or mailto. The introduction and the note are small, safe HTML.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self

COLUMNS = ("purposes", "outcomes", "means", "examples")


@dataclass(frozen=True)
class Remark:
    """Something the reader of a document had to decide: a guess, a loss, an oddity.

    ``code`` names the sentence (see ``toolkit.importers.messages``), ``params``
    fill it. ``table``, ``row`` (both from 0) and ``column`` say where it belongs;
    what is None widens it to the row, the table or the whole document.
    """

    code: str
    params: dict[str, str] = field(default_factory=dict)
    table: int | None = None
    row: int | None = None
    column: str | None = None


@dataclass
class DocumentRow:
    purposes: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    means: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


@dataclass
class AudienceTable:
    name: str
    precision: str = ""
    rows: list[DocumentRow] = field(default_factory=list)


@dataclass
class ToolDocument:
    """``month`` is ``YYYY-MM`` or empty; ``licence`` a code of ``home.licences`` or empty."""

    title: str
    subtitle: str = ""
    month: str = ""
    organisation: str = ""
    licence: str = ""
    source: str = ""
    introduction: str = ""
    note: str = ""
    tables: list[AudienceTable] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        data: dict[str, Any] = json.loads(text)
        tables = [
            AudienceTable(**{**table, "rows": [DocumentRow(**row) for row in table["rows"]]})
            for table in data.pop("tables")
        ]
        warnings = [Remark(**remark) for remark in data.pop("warnings")]
        return cls(**data, tables=tables, warnings=warnings)


class DocumentError(Exception):
    """A document that cannot become a tool. ``code`` and ``params`` as in ``Remark``."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
