"""The two databases that the words of entries are searched in."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection

from search.expressions import Expression
from search.models import Entry

# Of each column its texts, of each text its words: exact form and stem.
type Tokens = dict[str, list[list[tuple[str, str]]]]
# What is put into a query.
type Values = list[str | int | list[int]]
# How many entries have a set of facets, and a mask of what else they were counted by.
type Counted = tuple[tuple[int, int], int]


class Engine(Protocol):
    """How one kind of database is asked, in pieces of SQL.

    In what is selected ``FROM source``, ``lean`` is the alias of what has an entry's id,
    locale_id, facets_id, length and date; ``place`` is the id as the index has it. ``words``
    alone is enough to look for words.
    """

    lean: str
    words: str
    source: str
    place: str

    def write(self, rows: list[tuple[Entry, Tokens]]) -> None:
        """Store the words of entries, instead of what was there."""

    def matches(self, expression: Expression) -> tuple[str, Values]:
        """A condition of a WHERE."""

    def holds(self, expression: Expression) -> tuple[str, Values]:
        """Whether an entry that was found holds this too: an expression, 0 or 1."""

    def sizes(self, found: str, values: Values) -> list[Counted]:
        """How many there are of each set of facets in what is found, "FROM …": all of mask 0."""

    def among(self, column: str, ids: list[int]) -> tuple[str, Values]:
        """A condition: the column is one of many numbers."""


def fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def engine() -> Engine:
    if connection.vendor == "postgresql":
        from search.engines.postgres import PostgresEngine

        return PostgresEngine()
    from search.engines.sqlite import SQLiteEngine

    return SQLiteEngine()
