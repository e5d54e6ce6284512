"""What was typed, understood: words, « phrases », -without, begun*."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from search.analysis import Word, language_of, words_of
from search.expressions import All, But, Column, Expression, Words, all_of, any_of, within

MAX_LENGTH = 200
MAX_TERMS = 10
NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
PIECE = re.compile(r'(-?)(?:«([^«»]*)»|"([^"]*)"|“([^“”]*)”|([^\s«»"“”]+))')

# Of each variant's stems, the stems of the others: see search.synonyms.
type Synonyms = dict[tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Term:
    """One thing that must be there: words in a row, as typed, and what may stand for them."""

    written: str
    words: tuple[Word, ...]
    is_phrase: bool = False
    is_prefix: bool = False
    synonyms: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def exactly(self) -> Words:
        return Words(tuple(word.exact for word in self.words), exact=True, prefix=self.is_prefix)

    @cached_property
    def wanted(self) -> Expression:
        if self.is_phrase or self.is_prefix:
            return self.exactly
        # The variants of a synonym are found as phrases; what was typed need not be one.
        typed = all_of(Words((word.stem,)) for word in self.words)
        return any_of([typed, *map(Words, self.synonyms)])


@dataclass(frozen=True)
class Order:
    """What makes one entry stand above another: by how much it counts that it holds something.

    Whatever holds one of ``first`` comes before all that does not; the narrowest is named first.
    """

    points: tuple[tuple[int, Expression], ...]
    first: tuple[Expression, ...]


MOST = 100  # points: more than all the others together that ten terms can have


@dataclass(frozen=True)
class Query:
    """``text`` is what was typed, cleaned; ``cut`` says that it was longer than we search."""

    text: str = ""
    language: str = "fr"
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def all_words(self) -> Expression:
        return self._but_without(all_of(term.wanted for term in self.terms))

    @cached_property
    def some_words(self) -> Expression:
        """Some of them and not all."""
        some = But(any_of(term.wanted for term in self.terms), All(self._wanted))
        return self._but_without(some)

    @property
    def _wanted(self) -> tuple[Expression, ...]:
        return tuple(term.wanted for term in self.terms)

    def _but_without(self, expression: Expression) -> Expression:
        if not self.without:
            return expression
        return But(expression, any_of(term.wanted for term in self.without))

    @cached_property
    def order(self) -> Order:
        """A word in the title or the purpose counts for more than one in a cell, and a word
        as it was typed for more than another form of it. All of them in a row, most.
        """
        typed = tuple(word.exact for term in self.terms for word in term.words)
        in_title = [within(term.wanted, Column.TITLE) for term in self.terms]
        points: list[tuple[int, Expression]] = []
        for term, titled in zip(self.terms, in_title, strict=True):
            points.append((3, titled))
            points.append((2, within(term.exactly, Column.TITLE)))
        points.append((1, all_of(term.exactly for term in self.terms)))
        all_in_a_row = Words(typed, exact=True, columns=frozenset([Column.TITLE]))
        if len(typed) > 1:
            points.append((4, all_in_a_row))
            points.append((1, Words(typed, exact=True)))
        # The one has all the points there are; whatever is not in a title has two at most.
        return Order(tuple(points), (all_in_a_row, any_of(in_title)))

    @cached_property
    def order_of_some(self) -> Order:
        """For entries that hold some of the words only: most of all, how many of them."""
        wanted = [term.wanted for term in self.terms]
        points = (*((MOST, one) for one in wanted), *self.order.points)
        if len(wanted) == 2:
            return Order(points, self.order.first[1:])
        all_but_one = [All(tuple(one for one in wanted if one is not left)) for left in wanted]
        return Order(points, (any_of(all_but_one),))


def parse(typed: str, language: str, synonyms: Synonyms | None = None) -> Query:
    """Never fails: what is no query of ours is a list of words."""
    text = " ".join(unicodedata.normalize("NFC", NO_TEXT.sub(" ", typed)).split())
    cut = len(text) > MAX_LENGTH
    text = text[:MAX_LENGTH]
    wanted: list[Term] = []
    without: list[Term] = []
    for term, is_wanted in terms_of(text, language):
        (wanted if is_wanted else without).append(term)
    wanted = without_empty_words(wanted, language)
    cut = cut or len(wanted) > MAX_TERMS or len(without) > MAX_TERMS
    wanted = with_synonyms(wanted[:MAX_TERMS], synonyms or {})
    return Query(text, language, tuple(wanted), tuple(without[:MAX_TERMS]), cut)


def terms_of(text: str, language: str) -> Iterator[tuple[Term, bool]]:
    for piece in PIECE.finditer(text):
        minus, *phrases, word = piece.groups()
        phrase = next((phrase for phrase in phrases if phrase is not None), None)
        words = tuple(words_of(word if phrase is None else phrase, language))
        if not words:
            continue
        if phrase is not None:
            yield Term(phrase.strip(), words, is_phrase=True), not minus
        elif minus:
            yield Term(word, words), False
        elif word.endswith("*"):
            yield Term(word, words, is_prefix=True), True
        else:
            for part in words:
                yield Term(word[part.start : part.end], (part,)), True


def without_empty_words(terms: list[Term], language: str) -> list[Term]:
    """Words such as "les" or "avec" are looked for in phrases, or when there is nothing else."""
    is_empty = language_of(language).is_empty
    full = [term for term in terms if term.is_phrase or not is_empty(term.words[0].exact)]
    return full or terms


def with_synonyms(terms: list[Term], synonyms: Synonyms) -> list[Term]:
    """The longest runs of words that have synonyms become one term."""
    joined: list[Term] = []
    place = 0
    while place < len(terms):
        for end in range(len(terms), place, -1):
            run = terms[place:end]
            if any(term.is_phrase or term.is_prefix for term in run):
                continue
            words = tuple(word for term in run for word in term.words)
            others = synonyms.get(tuple(word.stem for word in words))
            if others:
                joined.append(Term(" ".join(t.written for t in run), words, synonyms=others))
                break
        else:
            end = place + 1
            joined.append(terms[place])
        place = end
    return joined
