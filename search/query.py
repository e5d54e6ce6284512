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


# By how much it counts that an entry holds something.
type Points = tuple[tuple[int, Expression], ...]
# What comes before all that the next stage has besides, and how it is put in order.
type Stage = tuple[Expression, Points]

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
    def points(self) -> Points:
        """A word in the title or the purpose counts for more than one in a cell, and a word
        as it was typed for more than another form of it. All of them in a row, most.
        """
        points: list[tuple[int, Expression]] = []
        for term in self.terms:
            points.append((3, within(term.wanted, Column.TITLE)))
            points.append((2, within(term.exactly, Column.TITLE)))
        points.append((1, all_of(term.exactly for term in self.terms)))
        if len(self._typed.words) > 1:
            points.append((4, within(self._typed, Column.TITLE)))
            points.append((1, self._typed))
        return tuple(points)

    @property
    def _typed(self) -> Words:
        return Words(tuple(word.exact for term in self.terms for word in term.words), exact=True)

    @cached_property
    def stages(self) -> list[Stage]:
        """First what has all the points there are, then what has a word in its title: without
        one, there are two points at most."""
        perfect = self._but_without(within(self._typed, Column.TITLE))
        titled = any_of(within(wanted, Column.TITLE) for wanted in self._wanted)
        return [
            (perfect, ()),
            (All((self.all_words, titled)), self.points),
            (self.all_words, self.points),
        ]

    @cached_property
    def stages_of_some(self) -> list[Stage]:
        """For entries that hold some of the words only: most of all, how many of them."""
        points = (*((MOST, wanted) for wanted in self._wanted), *self.points)
        if len(self._wanted) == 2:
            nearly = [within(wanted, Column.TITLE) for wanted in self._wanted]
        else:
            nearly = [All(tuple(w for w in self._wanted if w is not left)) for left in self._wanted]
        return [(All((self.some_words, any_of(nearly))), points), (self.some_words, points)]


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
