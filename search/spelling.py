"""What was probably meant by words that nothing holds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from wagtail.models import Locale

from search.analysis import Word, words_of
from search.engines import engine
from search.expressions import Words, any_of
from search.finding import fetched
from search.indexing import LONG, SHORTEST, misspellings_of
from search.models import VocabularyWord
from search.query import Query

CANDIDATES = 5  # words that are looked up for each unknown one


@dataclass(frozen=True)
class Meant:
    """What was typed with its unknown words replaced; ``parts`` says which pieces are new."""

    parts: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        return "".join(text for text, _new in self.parts)


def meant(query: Query, locale: Locale) -> Meant | None:
    """None when every word is held by something, or when nothing near is."""
    typed = words_of(query.text, locale.language_code)
    unknown = unknown_words(typed, locale)
    better = {word: found[0] for word, found in near(unknown, locale).items() if found}
    if not better:
        return None
    written = as_written(typed, locale)
    parts, done = [], 0
    for word in typed:
        instead = better.get(word.exact) or written.get(word.exact)
        if instead:
            parts.append((query.text[done : word.start], False))
            parts.append((instead, word.exact in better))
            done = word.end
    parts.append((query.text[done:], False))
    return Meant([part for part in parts if part[0]])


def as_written(typed: Iterable[Word], locale: Locale) -> dict[str, str]:
    """With their accents: who sees them is to recognise them."""
    stored = VocabularyWord.objects.filter(locale=locale, exact__in={word.exact for word in typed})
    return dict(stored.values_list("exact", "written"))


def nearest_words(query: Query, locale: Locale) -> list[str]:
    """Words of the index that look like one that was typed, the nearest of each first."""
    typed = {word.exact for term in query.terms for word in term.words}
    found = near(typed, locale, themselves=False)
    return list(dict.fromkeys(word for words in found.values() for word in words))


def unknown_words(typed: Iterable[Word], locale: Locale) -> set[str]:
    """Those that no entry holds in any form."""
    stems = {word.exact: word.stem for word in typed if len(word.exact) >= SHORTEST}
    counts = how_many(
        {exact: [Words((stem,)), as_typed(exact)] for exact, stem in stems.items()}, locale
    )
    return {exact for exact, count in counts.items() if not count}


def near(words: Iterable[str], locale: Locale, *, themselves: bool = True) -> dict[str, list[str]]:
    """For each word those of the index that are nearest, then those that occur most.

    The vocabulary keeps words that have gone: only what a public entry holds is offered.
    """
    words = [word for word in words if len(word) >= SHORTEST]
    by_letters = defaultdict(set)
    for word in words:
        for letters in misspellings_of(word):
            by_letters[letters].add(word)
    stored = VocabularyWord.objects.filter(
        locale=locale, misspellings__letters__in=list(by_letters)
    ).values_list("exact", "written")
    written = dict(stored)
    distances = {
        word: sorted(
            (distance, exact[:1] != word[:1], exact)
            for exact in written
            if (distance := distance_of(word, exact)) is not None and (themselves or distance)
        )[:CANDIDATES]
        for word in words
    }
    offered = {exact for found in distances.values() for _distance, _first, exact in found}
    counts = how_many({exact: [as_typed(exact)] for exact in offered}, locale)
    return {
        word: [
            written[exact]
            for _distance, _first, _count, exact in sorted(
                (distance, first, -counts[exact], exact) for distance, first, exact in found
            )
            if counts[exact]
        ]
        for word, found in distances.items()
    }


def distance_of(typed: str, word: str) -> int | None:
    """In letters too many, missing, wrong or swapped; None when it is another word."""
    at_most = 1 if len(typed) < LONG else 2
    distance = OSA.distance(typed, word, score_cutoff=at_most)
    return distance if distance <= at_most else None


def as_typed(exact: str) -> Words:
    return Words((exact,), exact=True)


def how_many(wanted: dict[str, list[Words]], locale: Locale, at_most: int = 1000) -> dict[str, int]:
    """In how many entries each is, in one query."""
    if not wanted:
        return {}
    ask = engine()
    pieces = [ask.some(any_of(words), locale.pk, at_most) for words in wanted.values()]
    counts = [f"(SELECT count(*) FROM ({sql}) AS held)" for sql, _values in pieces]  # noqa: S608
    values = [value for _sql, some in pieces for value in some]
    (found,) = fetched(f"SELECT {', '.join(counts)}", values)
    return dict(zip(wanted, found, strict=True))
