"""The index of means: what recurs in a tool, with the audiences that it serves."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from home.folding import fold_words
from home.text import plain

if TYPE_CHECKING:
    from toolkit.models import AudiencePage, Row

Tables = list[tuple["AudiencePage", list["Row"]]]


@dataclass
class Entry:
    """One text of a column, as first written, and every row where it stands."""

    text: str
    uses: list[tuple["AudiencePage", "Row"]] = field(default_factory=list)

    @property
    def by_audience(self) -> list[tuple["AudiencePage", list["Row"]]]:
        """Each audience that it serves, once, with the rows where it stands."""
        rows: dict[AudiencePage, list[Row]] = {}
        for audience, row in self.uses:
            rows.setdefault(audience, []).append(row)
        return list(rows.items())

    @property
    def letter(self) -> str:
        """What it is filed under in an alphabetical index: "E" for "Évaluer"."""
        return normalised(self.text)[:1].upper()


def normalised(text: str) -> str:
    """What makes two texts the same: their words, without case, accents and punctuation."""
    return fold_words(plain(text))


def index_of(tables: Tables, column: str) -> list[Entry]:
    """The texts of ``column`` in alphabetical order, recurring ones joined."""
    entries: dict[str, Entry] = {}
    for audience, rows in tables:
        for row in rows:
            for item in row.items(column):
                entry = entries.setdefault(normalised(item["text"]), Entry(item["text"]))
                if (audience, row) not in entry.uses:
                    entry.uses.append((audience, row))
    return [entries[key] for key in sorted(entries)]
