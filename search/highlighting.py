"""The words that were looked for, marked in what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from search.analysis import Word, words_of
from search.query import Query

EXCERPT = 220  # characters


@dataclass(frozen=True)
class Marker:
    """Finds a query's words again, by the analyser that found them."""

    language: str
    stems: frozenset[str]
    exacts: frozenset[str]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, query: Query) -> "Marker":
        stems, exacts, prefixes = set(), set(), []
        for term in query.terms:
            if term.is_prefix:
                prefixes.append(term.words[-1].exact)
            elif term.is_phrase:
                exacts |= {word.exact for word in term.words}
            else:
                stems |= {word.stem for word in term.words}
                stems |= {stem for words in term.synonyms for stem in words}
        return cls(query.language, frozenset(stems), frozenset(exacts), tuple(prefixes))

    def is_found(self, word: Word) -> bool:
        return (
            word.stem in self.stems
            or word.exact in self.exacts
            or (bool(self.prefixes) and word.exact.startswith(self.prefixes))
        )

    def places(self, text: str) -> list[tuple[int, int]]:
        """From where to where each found word stands."""
        found = words_of(text, self.language)
        return [(word.start, word.end) for word in found if self.is_found(word)]

    def marked(self, text: str) -> SafeString:
        return marked_at(text, self.places(text))

    def excerpt(self, text: str, length: int = EXCERPT) -> SafeString:
        """Where the most of them are near each other; whole words, with points where cut."""
        places = self.places(text)
        if len(text) <= length:
            return marked_at(text, places)
        start = best_start(places, length)
        end = min(len(text), start + length)
        if start > 0:
            start = text.find(" ", start, end) + 1 or start
        if end < len(text):
            end = max(text.rfind(" ", start, end), start) or end
        shown = [(a - start, b - start) for a, b in places if start <= a and b <= end]
        before, after = "… " if start > 0 else "", " …" if end < len(text) else ""
        return format_html("{}{}{}", before, marked_at(text[start:end], shown), after)


def best_start(places: list[tuple[int, int]], length: int) -> int:
    """Where a piece of this length begins that holds the most marks."""
    best, most = 0, 0
    for start, _end in places:
        held = sum(start <= a and b <= start + length * 2 // 3 for a, b in places[:200])
        if held > most:
            best, most = start, held
    return max(0, best - length // 4)


def marked_at(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, places)))


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Iterator[SafeString]:
    done = 0
    for start, end in places:
        yield conditional_escape(text[done:start])
        yield format_html("<mark>{}</mark>", text[start:end])
        done = end
    yield conditional_escape(text[done:])
