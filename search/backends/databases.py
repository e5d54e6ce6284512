"""What the admin's search has in common on both databases: before modelsearch's own classes.

modelsearch leaves the analysis of words to the database, and the two do not agree. Here words
are analysed beforehand by ``search.analysis``, and the database sees plain tokens. Of each text
the index holds all exact words, a gap, then all stems, so that phrases hold of both.
"""

from functools import cache, partial
from typing import NamedTuple

from modelsearch.index import RelatedFields
from modelsearch.query import (
    MATCH_ALL,
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
from modelsearch.utils import get_content_type_pk
from wagtail.models import Locale

from search.analysis import words_of
from search.backends.queries import tidy
from search.expressions import But, Expression, Words, all_of, any_of

GAP = "\ue000"  # for private use: a token to FTS5, and no letter that anybody can search


def tokens(text: str, language: str) -> str:
    words = words_of(text, language)
    return " ".join([GAP, *(word.exact for word in words), GAP, *(word.stem for word in words)])


class AnalysedIndexer:
    """Before an ObjectIndexer, whose texts become tokens in the language of the object."""

    def __init__(self, obj, backend, language: str) -> None:
        super().__init__(obj, backend)
        # modelsearch reads every field again for each of its three columns.
        self.tokens = cache(partial(tokens, language=language))

    def prepare_field(self, obj, field):
        for found, *weight, text in super().prepare_field(obj, field):
            if not isinstance(field, RelatedFields):  # whose own fields come through here
                text = self.tokens(text)
            yield (found, *weight, text)


class AnalysedIndex:
    """Before an index of modelsearch, which names the class of its indexer in the code."""

    indexer_class: type

    def add_items(self, model, objs) -> None:
        content_type_id = get_content_type_pk(model)
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        entries = []
        for obj in objs:
            language = languages.get(getattr(obj, "locale_id", None), "fr")
            indexer = self.indexer_class(obj, self.backend, language)
            entries.append(
                self.entries.model(
                    content_type_id=content_type_id,
                    object_id=indexer.id,
                    title=indexer.title,
                    body=indexer.body,
                    autocomplete=indexer.autocomplete,
                )
            )
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            # The norm of a title is computed again where it is 1, the default.
            update_fields=["title", "body", "autocomplete", "title_norm"],
        )
        self._refresh_title_norms()


class AnalysedCompiler:
    """Before a query compiler: what it gets is all, nothing, one expression or its negation."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.query = analysed(self.query, begun=self.LAST_TERM_IS_PREFIX)

    def _get_order_by(self):
        return ()  # modelsearch allows indexed fields only; a database sorts by any

    @property
    def columns(self) -> list[str]:
        """The index knows the title from all the other fields, and none of those apart."""
        if self.LAST_TERM_IS_PREFIX:
            return ["autocomplete"]
        asked = {field if field == "title" else "body" for field in self.fields or ()}
        return sorted(asked or {"title", "body"}, reverse=True)


class Analysed(PlainText):
    """An expression, as a text so that modelsearch takes it for one of its own leaves."""

    def __init__(self, expression: Expression) -> None:
        super().__init__(repr(expression))
        self.expression = expression


def analysed(query: SearchQuery, begun: bool) -> SearchQuery:
    """``begun``: every word may be the beginning of a longer one."""
    expression, negated = read(tidy(query), begun)
    if expression is None:
        return MATCH_ALL if negated else MATCH_NONE
    return Not(Analysed(expression)) if negated else Analysed(expression)


class Asked(NamedTuple):
    """What fits an expression, or all that does not. Nothing fits ``None``."""

    expression: Expression | None
    negated: bool = False

    def inverted(self) -> "Asked":
        return Asked(self.expression, not self.negated)


def read(query: SearchQuery, begun: bool) -> Asked:
    match query:
        case (
            PlainText(query_string=text, operator=operator)
            | Fuzzy(query_string=text, operator=operator)
        ):
            words = [forms_of(word, begun) for word in text.split()]
            return Asked(all_of(words) if operator == "and" else any_of(words))
        case Phrase(query_string=text):
            return Asked(forms_of(text, begun))
        case Boost(subquery=part):
            return read(part, begun)
        case Not(subquery=part):
            return read(part, begun).inverted()
        case And(subqueries=parts):
            return both([read(part, begun) for part in parts])
        case Or(subqueries=parts):  # neither of their contraries
            return both([read(part, begun).inverted() for part in parts]).inverted()
        case MatchAll():
            return Asked(None, negated=True)
    raise TypeError(f"{query!r} is not tidy")


def both(parts: list[Asked]) -> Asked:
    """FTS5 has no negation but "this without that": negations come out, last."""
    wanted = [part.expression for part in parts if not part.negated]
    without = [part.expression for part in parts if part.negated and part.expression]
    if None in wanted:
        return Asked(None)
    if not wanted:
        return Asked(any_of(without) if without else None, negated=True)
    found = all_of(wanted)
    return Asked(But(found, any_of(without)) if without else found)


def forms_of(text: str, begun: bool) -> Expression:
    """Words in a row, as they are or as their stems in either language: nobody says which."""
    french, english = words_of(text, "fr"), words_of(text, "en")
    exact = tuple(word.exact for word in french)
    stems = dict.fromkeys(tuple(word.stem for word in words) for words in (french, english))
    stems.pop(exact, None)
    return any_of([Words(exact, prefix=begun), *map(Words, stems)])
