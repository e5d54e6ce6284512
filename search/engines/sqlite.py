"""SQLite: an FTS5 table (https://sqlite.org/fts5.html) of words that are analysed beforehand.

Its ten columns are the five of an entry, first their stems, then their exact words. A word
that nobody can type stands between two texts of a column, so that no phrase spans both.
"""

import json
from collections import Counter
from collections.abc import Iterable

from django.db import connection

from search.engines import Counted, Piece, Tokens, Values, fetched
from search.expressions import All, Any, But, Column, Expression, Words
from search.models import Entry

GAP = "§"
CREATE = [
    f"""CREATE VIRTUAL TABLE search_words USING fts5(
        a, b, c, d, e, xa, xb, xc, xd, xe,
        prefix = '2 3 4 5',
        tokenize = "unicode61 remove_diacritics 0 tokenchars '{GAP}'"
    )""",
    """CREATE TABLE search_lean (
        id integer PRIMARY KEY,
        facets_id integer NOT NULL,
        locale_id integer NOT NULL,
        length integer NOT NULL,
        date text
    )""",
    """CREATE TRIGGER search_words_go AFTER DELETE ON search_entry BEGIN
        DELETE FROM search_words WHERE rowid = old.id;
        DELETE FROM search_lean WHERE id = old.id;
    END""",
]
DROP = ["DROP TRIGGER search_words_go", "DROP TABLE search_lean", "DROP TABLE search_words"]


class SQLiteEngine:
    """What the order and the numbers are made of has a table of its own, which is small enough to
    stay in memory when a word is in very many entries."""

    lean = "l"

    def write(self, rows: list[tuple[Entry, Tokens]]) -> None:
        written: list[list[int | str]] = [[entry.pk, *columns_of(tokens)] for entry, tokens in rows]
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_words WHERE rowid = %s",
                [(entry.pk,) for entry, _tokens in rows],
            )
            cursor.executemany(
                "INSERT OR REPLACE INTO search_lean (id, facets_id, locale_id, length, date) "
                "VALUES (%s, %s, %s, %s, %s)",
                [(e.pk, e.facets_id, e.locale_id, e.length, e.date) for e, _tokens in rows],
            )
            cursor.executemany(
                "INSERT INTO search_words (rowid, a, b, c, d, e, xa, xb, xc, xd, xe) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                written,
            )

    def found(self, expression: Expression, locale_id: int) -> Piece:
        sql = (
            "FROM search_words w CROSS JOIN search_lean l ON l.id = w.rowid "
            "WHERE w.search_words MATCH %s AND l.locale_id = %s"
        )
        return sql, [as_match(expression), locale_id]

    def some(self, expression: Expression, locale_id: int, at_most: int) -> Piece:
        found, values = self.found(expression, locale_id)
        return f"SELECT w.rowid AS id {found} ORDER BY 1 LIMIT {at_most}", values

    def holds(self, expression: Expression, wanted: Expression, locale_id: int) -> Piece:
        found = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
        return f"(w.rowid IN ({found}))", [as_match(expression)]

    def sizes(self, found: str, values: Values) -> list[Counted]:
        """Counted here: SQLite would sort them all for it, which takes twice as long."""
        ((ids,),) = fetched(f"SELECT group_concat(l.facets_id) {found}", values)  # noqa: S608
        counts = Counter(ids.split(",") if ids else ())
        return [((int(set_id), 0), count) for set_id, count in counts.items()]

    def among(self, column: str, ids: list[int]) -> Piece:
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(ids)]  # noqa: S608 - a name of ours


def columns_of(tokens: Tokens) -> Iterable[str]:
    for form in (1, 0):
        for column in Column:
            texts = tokens.get(column, [])
            yield f" {GAP} ".join(" ".join(word[form] for word in text) for text in texts)


def as_match(expression: Expression) -> str:
    """Words are made of letters and digits: nothing in them is FTS5's own language."""
    match expression:
        case Words(words, exact, prefix, columns):
            names = " ".join(sorted(f"x{column}" if exact else column for column in columns))
            return f'{{{names}}} : "{" ".join(words)}"{" *" if prefix else ""}'
        case All(parts):
            return f"({' AND '.join(map(as_match, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(as_match, parts))})"
        case But(wanted, without):
            return f"({as_match(wanted)} NOT {as_match(without)})"
