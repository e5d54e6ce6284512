"""How readers narrow a table: by words, by columns; all of it in the address."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import QueryDict

from home.folding import fold
from toolkit.columns import COLUMNS, PURPOSES, Column

if TYPE_CHECKING:
    from toolkit.models import Row

MAX_LENGTH = 200
MAX_WORDS = 10


class RowFilter:
    """``?q=`` keeps the rows that hold every word, ``?col=`` (repeated) names the columns."""

    max_length = MAX_LENGTH
    max_words = MAX_WORDS

    def __init__(self, params: QueryDict) -> None:
        asked = params.get("q", "").replace("\0", " ").strip()
        words = fold(asked).split()
        self.too_long = len(asked) > MAX_LENGTH or len(words) > MAX_WORDS
        self.query = asked[:MAX_LENGTH]
        self.words = fold(self.query).split()[:MAX_WORDS]
        chosen = [column for column in COLUMNS[1:] if column.key in params.getlist("col")]
        self.columns: list[Column] = [PURPOSES, *(chosen or COLUMNS[1:])]

    def __bool__(self) -> bool:
        return bool(self.words) or len(self.columns) < len(COLUMNS)

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """Each column that can be hidden, and whether it is shown."""
        return [(column, column in self.columns) for column in COLUMNS[1:]]

    def keep(self, rows: Iterable["Row"]) -> list["Row"]:
        return [row for row in rows if all(word in row.folded for word in self.words)]
