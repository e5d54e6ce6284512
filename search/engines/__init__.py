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
# Some SQL, and what is put into it.
type Piece = tuple[str, Values]
# How many entries have a set of facets, and a mask of what else they were counted by.
type Counted = tuple[tuple[int, int], int]


class Engine(Protocol):
    """How one kind of database is asked, in pieces of SQL.

    In what is found, ``lean`` is the alias of what has an entry's id, facets_id, length and
    date.
    """

    lean: str

    def write(self, rows: list[tuple[Entry, Tokens]]) -> None:
        """Store the words of entries, instead of what was there."""

    def found(self, expression: Expression, locale_id: int) -> Piece:
        """``FROM … WHERE …``: the entries of a language that hold this."""

    def some(self, expression: Expression, locale_id: int, at_most: int) -> Piece:
        """``SELECT id …``: of the first of those, found without a look at the others."""

    def holds(self, expression: Expression, wanted: Expression, locale_id: int) -> Piece:
        """Whether one of those that are ``wanted`` holds this too: an expression, 0 or 1."""

    def sizes(self, found: str, values: Values) -> list[Counted]:
        """How many there are of each set of facets in what is found: all of mask 0."""

    def among(self, column: str, ids: list[int]) -> Piece:
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
