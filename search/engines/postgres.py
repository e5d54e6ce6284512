"""PostgreSQL: a ``tsvector`` of words that are analysed beforehand, with a GIN index.

An entry's first four columns are the four weights of its words; words of the fifth, for which
there is no weight, have an at sign before them. An exact word stands where its stem does, with
an equals sign before it.
"""

from collections.abc import Iterator

from django.db import connection

from search.engines import Counted, Tokens, Values, fetched
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
    )""",
    "CREATE INDEX search_words_vector ON search_words USING gin (vector) WITH (fastupdate = off)",
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
    "DROP TABLE search_words",
]
CONTEXT_MARK = "@"
LAST_PLACE = 16_383  # a tsvector counts no further


class PostgresEngine:
    """What the order and the numbers are made of stands beside the words: no join is needed."""

    lean = "w"
    words = source = "search_words w"
    place = "w.id"

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

    def matches(self, expression: Expression) -> tuple[str, Values]:
        return "w.vector @@ %s::tsquery", [as_tsquery(expression)]

    def holds(self, expression: Expression) -> tuple[str, Values]:
        return "(w.vector @@ %s::tsquery)::int", [as_tsquery(expression)]

    def sizes(self, found: str, values: Values) -> list[Counted]:
        rows = fetched(f"SELECT w.facets_id, count(*) {found} GROUP BY 1", values)  # noqa: S608
        return [((set_id, 0), count) for set_id, count in rows]

    def among(self, column: str, ids: list[int]) -> tuple[str, Values]:
        return f"{column} = ANY(%s)", [ids]


def lexemes_of(tokens: Tokens) -> Iterator[str]:
    place = 0
    for column in Column:
        for text in tokens.get(column, []):
            for exact, stem in text:
                place = min(place + 1, LAST_PLACE)
                mark, weight = ("", column) if column != Column.CONTEXT else (CONTEXT_MARK, "D")
                yield f"'{mark}={exact}':{place}{weight} '{mark}{stem}':{place}{weight}"
            place += 1  # no phrase spans two texts


def phrases(words: Words) -> Iterator[str]:
    """In the columns that are weights, and in the one that is not."""
    weighted = words.columns - {Column.CONTEXT}
    if weighted:
        weights = "" if words.columns == EVERYWHERE else "".join(sorted(weighted))
        yield phrase(words, "", weights)
    if Column.CONTEXT in words.columns:
        yield phrase(words, CONTEXT_MARK, "")


def phrase(words: Words, mark: str, weights: str) -> str:
    mark += "=" if words.exact else ""
    lexemes = [f"'{mark}{word}':{weights}" for word in words.words]
    lexemes[-1] += "*" if words.prefix else ""
    return " <-> ".join(lexeme.removesuffix(":") for lexeme in lexemes)


def as_tsquery(expression: Expression) -> str:
    """Words are made of letters and digits: nothing in them is a tsquery's own language."""
    match expression:
        case Words():
            return f"({' | '.join(phrases(expression))})"
        case All(parts):
            return f"({' & '.join(map(as_tsquery, parts))})"
        case Any(parts):
            return f"({' | '.join(map(as_tsquery, parts))})"
        case But(wanted, without):
            return f"({as_tsquery(wanted)} & !{as_tsquery(without)})"
