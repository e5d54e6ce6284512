"""SQLite: modelsearch's FTS5 table, as its migrations made it, filled with plain tokens."""

from django.db.models import Value
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import BM25, SearchQueryExpression

from search.backends.databases import AnalysedCompiler, AnalysedIndex, AnalysedIndexer
from search.expressions import All, Any, But, Expression, Words


class ObjectIndexer(AnalysedIndexer, stock.ObjectIndexer):
    pass


class Index(AnalysedIndex, stock.SQLiteIndex):
    indexer_class = ObjectIndexer


class TitleFirst(BM25):
    def as_sql(self, *args, **kwargs):
        sql, params = super().as_sql(*args, **kwargs)
        weights = "1, 1, 10"  # autocomplete, body, title
        return f"{sql.removesuffix(')')}, {weights})", params


def as_match(expression: Expression) -> str:
    """In the language of FTS5, for the columns that modelsearch names before it."""
    match expression:
        case Words(words, prefix=prefix):
            return f'"{" ".join(words)}"{" *" if prefix else ""}'
        case All(parts):
            return f"({' AND '.join(map(as_match, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(as_match, parts))})"
        case But(wanted, without):
            return f"({as_match(wanted)} NOT {as_match(without)})"


class QueryCompiler(AnalysedCompiler, stock.SQLiteSearchQueryCompiler):
    def build_search_query_content(self, query, config=None):
        return SearchQueryExpression(Value(as_match(query.expression)))

    def build_tsrank(self, *args, **kwargs):
        return TitleFirst()

    def search(self, *args, **kwargs):
        self.fields = self.columns  # modelsearch takes the one for the other
        return super().search(*args, **kwargs)


class AutocompleteQueryCompiler(QueryCompiler, stock.SQLiteAutocompleteQueryCompiler):
    pass


class SearchBackend(stock.SQLiteSearchBackend):
    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
