"""The two databases that the words of entries are searched in."""

from typing import Protocol

from django.db import connection

from search.expressions import Expression


class Engine(Protocol):
    """How one kind of database is asked. SQL on the aliases ``e`` (entry) and ``w`` (its words)."""

    def write(self, rows: list[tuple[int, "Tokens"]]) -> None:
        """Store the words of entries, instead of what was there."""

    def source(self) -> str:
        """The tables to select from."""

    def matches(self, expression: Expression) -> tuple[str, list[object]]:
        """A condition of a WHERE."""

    def holds(self, expression: Expression) -> tuple[str, list[object]]:
        """Whether an entry that was found holds this too: an expression, 0 or 1."""

    def among(self, column: str, ids: list[int]) -> tuple[str, list[object]]:
        """A condition: the column is one of many numbers."""


# Of each column its texts, of each text its words.
type Tokens = dict[str, list[list[tuple[str, str]]]]


def engine() -> Engine:
    if connection.vendor == "postgresql":
        from search.engines.postgres import PostgresEngine

        return PostgresEngine()
    from search.engines.sqlite import SQLiteEngine

    return SQLiteEngine()
