"""What people type into the admin's search, so that nothing that searches can stumble over it.

A query is one of modelsearch's, which the API, the admin or code made. Here it gets smaller:
a few words of letters and digits. What says nothing (punctuation, an empty phrase) is left out
of what stands around it; a query of nothing else finds nothing.
"""

from collections.abc import Sequence

from modelsearch.query import (
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from search.analysis import words_of

LONGEST = 200  # characters of one text
MOST_WORDS = 10  # of a whole query


def tidy(query: SearchQuery) -> SearchQuery:
    return _Tidying().tidy(query) or MATCH_NONE


class _Tidying:
    """One query, from left to right: words are taken until there are enough."""

    def __init__(self) -> None:
        self.room = MOST_WORDS

    def tidy(self, query: SearchQuery) -> SearchQuery | None:
        match query:
            case PlainText():
                return self.texts(query, PlainText, operator=query.operator, boost=query.boost)
            case Fuzzy():
                return self.texts(query, Fuzzy, operator=query.operator, unaccent=query.unaccent)
            case Phrase():
                return self.texts(query, Phrase)
            case And() | Or():
                return self.parts(type(query), query.subqueries)
            case Not():
                return (found := self.tidy(query.subquery)) and Not(found)
            case Boost():
                return (found := self.tidy(query.subquery)) and Boost(found, query.boost)
            case MatchAll():
                return query
        return None  # a kind of query that nobody here knows

    def texts(self, query, kind: type[SearchQuery], **options) -> SearchQuery | None:
        # Folding does not depend on the language.
        words = [word.exact for word in words_of(query.query_string[:LONGEST], "fr")][: self.room]
        self.room -= len(words)
        return kind(" ".join(words), **options) if words else None

    def parts(self, kind: type[SearchQuery], queries: Sequence[SearchQuery]) -> SearchQuery | None:
        parts = [part for query in queries if (part := self.tidy(query))]
        return kind(parts) if parts else None
