"""PostgreSQL: a ``tsvector`` of words that are analysed beforehand, with a GIN index.

Each word is there four times: its stem, its exact form with an equals sign before it, and both
with the letter of their column. No weights: to look at those, PostgreSQL would read the vectors
themselves, which lie apart so that what is counted and put in order is small.
"""

from collections.abc import Iterator

from django.db import connection

from search.engines import Counted, Piece, Tokens, Values, fetched
from search.expressions import EVERYWHERE, All, Any, But, Column, Expression, Words
from search.models import Entry

CREATE = [
    """CREATE TABLE search_words (
        id bigint PRIMARY KEY,
        facets_id bigint NOT NULL,
        locale_id integer NOT NULL,
        length integer NOT NULL,
        date date,
        vector tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)""",
    "ALTER TABLE search_words ALTER COLUMN vector SET STORAGE EXTERNAL",
    "CREATE INDEX search_words_vector ON search_words USING gin (vector) WITH (fastupdate = off)",
    # Left to itself, the planner would read every vector where many hold what is wanted.
    """CREATE FUNCTION search_found(wanted tsquery, locale integer, at_most bigint = NULL)
    RETURNS TABLE (id bigint, facets_id bigint, length integer, date date)
    LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
        SELECT w.id, w.facets_id, w.length, w.date FROM search_words w
        WHERE w.vector @@ wanted AND w.locale_id = locale LIMIT at_most
    $$""",
    """CREATE FUNCTION search_words_go() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM search_words WHERE id = old.id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_words_go AFTER DELETE ON search_entry
        FOR EACH ROW EXECUTE FUNCTION search_words_go()""",
]
DROP = [
    "DROP TRIGGER search_words_go ON search_entry",
    "DROP FUNCTION search_words_go()",
    "DROP FUNCTION IF EXISTS search_found(tsquery, integer, bigint)",
    "DROP TABLE search_words",
]
LAST_PLACE = 16_383  # a tsvector counts no further


class PostgresEngine:
    """What the order and the numbers are made of stands beside the words: no join is needed."""

    lean = "w"

    def write(self, rows: list[tuple[Entry, Tokens]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (id, facets_id, locale_id, length, date, vector) "
                "VALUES (%s, %s, %s, %s, %s, %s::tsvector) ON CONFLICT (id) DO UPDATE SET "
                "(facets_id, locale_id, length, date, vector) = (excluded.facets_id, "
                "excluded.locale_id, excluded.length, excluded.date, excluded.vector)",
                [
                    (e.pk, e.facets_id, e.locale_id, e.length, e.date, " ".join(lexemes_of(tokens)))
                    for e, tokens in rows
                ],
            )

    def found(self, expression: Expression, locale_id: int) -> Piece:
        return "FROM search_found(%s, %s) w WHERE true", [as_tsquery(expression), locale_id]

    def some(self, expression: Expression, locale_id: int, at_most: int) -> Piece:
        found = f"SELECT id FROM search_found(%s, %s, {at_most})"  # noqa: S608
        return found, [as_tsquery(expression), locale_id]

    def holds(self, expression: Expression, wanted: Expression, locale_id: int) -> Piece:
        """Both at once: the fewer there are, the sooner they are found."""
        found, values = self.found(All((expression, wanted)), locale_id)
        return f"(w.id IN (SELECT w.id {found}))::int", values  # noqa: S608

    def sizes(self, found: str, values: Values) -> list[Counted]:
        rows = fetched(f"SELECT w.facets_id, count(*) {found} GROUP BY 1", values)  # noqa: S608
        return [((set_id, 0), count) for set_id, count in rows]

    def among(self, column: str, ids: list[int]) -> Piece:
        return f"{column} = ANY(%s)", [ids]


def lexemes_of(tokens: Tokens) -> Iterator[str]:
    place = 0
    for column in Column:
        for text in tokens.get(column, []):
            for exact, stem in text:
                place = min(place + 1, LAST_PLACE)
                for form in (f"={exact}", stem):
                    yield f"'{form}':{place} '{column}:{form}':{place}"
            place += 1  # no phrase spans two texts


def phrase(words: Words, mark: str) -> str:
    mark += "=" if words.exact else ""
    lexemes = [f"'{mark}{word}'" for word in words.words]
    lexemes[-1] += ":*" if words.prefix else ""
    return " <-> ".join(lexemes)


def as_tsquery(expression: Expression) -> str:
    """Words are made of letters and digits: nothing in them is a tsquery's own language."""
    match expression:
        case Words(columns=columns):
            marks = [""] if columns == EVERYWHERE else [f"{column}:" for column in sorted(columns)]
            return f"({' | '.join(phrase(expression, mark) for mark in marks)})"
        case All(parts):
            return f"({' & '.join(map(as_tsquery, parts))})"
        case Any(parts):
            return f"({' | '.join(map(as_tsquery, parts))})"
        case But(wanted, without):
            return f"({as_tsquery(wanted)} & !{as_tsquery(without)})"
