"""PostgreSQL: modelsearch's ``tsvector`` columns, filled with plain tokens.

Nothing passes through a text search configuration, not even ``simple``, whose parser has ideas
of its own about what a word is.
"""

from collections import defaultdict
from itertools import accumulate

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Value
from django.db.models.functions import Cast, Coalesce
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.query import Not

from search.backends.databases import (
    GAP,
    Analysed,
    AnalysedCompiler,
    AnalysedIndex,
    AnalysedIndexer,
)
from search.expressions import All, Any, But, Expression, Words

LAST_PLACE = 16_383  # a tsvector counts no further
ROOM = 1_000_000  # bytes: what PostgreSQL refuses is somewhat more


class ObjectIndexer(AnalysedIndexer, stock.ObjectIndexer):
    def as_vector(self, texts, for_autocomplete=False):
        return Cast(Value(vector_of(texts)), SearchVectorField())


def vector_of(texts: list[tuple[str, str]]) -> str:
    """A ``tsvector`` as it is written, ``'deci':2A,9D``, of texts of tokens and their weights."""
    places = defaultdict(list)
    place = 0
    for text, weight in texts:
        for token in text.split():
            place = min(place + 1, LAST_PLACE)
            if token != GAP:
                places[token].append(f"{place}{weight}")
    lexemes = [f"'{token}':{','.join(found)}" for token, found in places.items()]
    sizes = accumulate(len(lexeme.encode()) + 1 for lexeme in lexemes)
    return " ".join(lexeme for lexeme, size in zip(lexemes, sizes, strict=True) if size < ROOM)


class Index(AnalysedIndex, stock.PostgresIndex):
    indexer_class = ObjectIndexer


class PlainQuery(SearchQuery):
    """A ``tsquery`` as it is written."""

    template = "%(expressions)s::tsquery"


def as_tsquery(expression: Expression) -> str:
    """Words are made of letters and digits: nothing in them is a tsquery's own language."""
    match expression:
        case Words(words, prefix=prefix):
            return f"({' <-> '.join(f"'{word}'" for word in words)}{':*' if prefix else ''})"
        case All(parts):
            return f"({' & '.join(map(as_tsquery, parts))})"
        case Any(parts):
            return f"({' | '.join(map(as_tsquery, parts))})"
        case But(wanted, without):
            return f"({as_tsquery(wanted)} & !{as_tsquery(without)})"


class QueryCompiler(AnalysedCompiler, stock.PostgresSearchQueryCompiler):
    def build_tsquery_content(self, query, config=None, invert=False):
        if isinstance(query, Analysed):
            return PlainQuery(as_tsquery(query.expression), invert=invert)
        return super().build_tsquery_content(query, config, invert)  # its negation

    def get_search_vectors(self, search_query):
        norms = {"title": F("index_entries__title_norm")}
        return [(self.vector(name), norms.get(name, 1.0)) for name in self.columns]

    def vector(self, column: str) -> F | Coalesce:
        vector = F(f"index_entries__{column}")
        if isinstance(self.query, Not):  # what is not in the index has no words: it fits
            return Coalesce(vector, Value(""), output_field=SearchVectorField())
        return vector


class AutocompleteQueryCompiler(QueryCompiler, stock.PostgresAutocompleteQueryCompiler):
    pass


class SearchBackend(stock.PostgresSearchBackend):
    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
