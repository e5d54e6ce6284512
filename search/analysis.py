"""From a text to the words that are searched: what people write and what they type meet here.

Every word has two forms. The *exact* one is folded: without case, accents, ligatures and
elisions ("l'Œuvre" is "oeuvre"). The *stem* is what its plural, feminine and verbal forms have
in common ("évaluées" and "évaluation" are "evalu"). Stemmers are Snowball's
(https://snowballstem.org), on folded words: who types leaves the accents out. Plain Python.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from home.folding import fold

# An elision; a word that an apostrophe does not cut; an acronym with its dots; any other word.
PIECE = re.compile(
    r"(?:c|d|j|l|m|n|qu|s|t|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
    r"|((?:aujourd|prud|quelqu)['’][^\W_]+|(?:[^\W\d_]\.){2,}|[^\W_]+)",
    re.IGNORECASE,
)
NO_WORD = re.compile(r"[\W_]")
LONGEST = 60  # of a word's characters: no language of ours has longer ones

# The ends of folded words that Snowball, which looks for accents, would see: tried in order.
FRENCH_ENDS = [
    (re.compile(end), instead)
    for end, instead in (
        (r"(?<=\w{3})ees?$", "e"),
        (r"(?<=\w{2})trices?$", "teur"),
        (r"(?<=\w{2})euses?$", "eur"),
        (r"(?<=\w{2})eresses?$", "eur"),
        (r"(?<=\w{2})ieres?$", "ier"),
        (r"(?<=\w{2})ennes?$", "en"),
        (r"(?<=\w{3})elles?$", "el"),
        (r"(?<=\w{2})ives?$", "if"),
        (r"(?<=\w{2})eaux$", "eau"),
        (r"(?<=\w{2})aux$", "al"),
    )
]
FRENCH_EMPTY = """
a ai alors as au aucun aussi autre aux avait avec avoir c car ce ceci cela ces cet cette ceux
chaque ci comme d dans de des du donc elle elles en es est et eu eux fait faire faut il ils j je
l la le les leur leurs lui m ma mais me meme memes mes mon n ne ni nos notre nous on ont ou par
pas peu peut plus pour qu que quel quelle quelles quels qui s sa sans se sera ses si son sont
sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y
"""
ENGLISH_EMPTY = """
a about an and are as at be been but by can do does for from had has have he her his how i if in
into is it its me my no nor not of on or our ours out she should so some such than that the their
them then there these they this those to too up us was we were what when where which who whom why
will with would you your
"""


class Word(NamedTuple):
    """``start`` and ``end`` are its place in the text, without the elision before it."""

    start: int
    end: int
    exact: str
    stem: str


def words_of(text: str, language: str) -> list[Word]:
    """Every word of a text, in order. What has no letter and no digit is no word."""
    stem = language_of(language).stem
    found = []
    for piece in PIECE.finditer(text):
        if exact := NO_WORD.sub("", fold(piece[1] or ""))[:LONGEST]:
            found.append(Word(*piece.span(1), exact, stem(exact)))
    return found


@dataclass(frozen=True)
class Language:
    stemmer: snowballstemmer.stemmer
    ends: tuple[tuple[re.Pattern[str], str], ...]
    empty: frozenset[str]

    def stem(self, exact: str) -> str:
        return _stem(self, exact)

    def is_empty(self, exact: str) -> bool:
        """A word that says nothing alone: "les", "avec"."""
        return exact in self.empty


@lru_cache(maxsize=100_000)
def _stem(language: Language, exact: str) -> str:
    for end, instead in language.ends:
        exact, changed = end.subn(instead, exact)
        if changed:
            break
    stem = language.stemmer.stemWord(exact)
    return exact.rstrip("s") if cuts_too_much(exact, stem) else stem


def cuts_too_much(exact: str, stem: str) -> bool:
    """Else "parants", a mistake, would be found as "par"."""
    return len(stem) < 4 and len(exact) - len(stem) > 2


FRENCH = Language(
    snowballstemmer.stemmer("french"), tuple(FRENCH_ENDS), frozenset(FRENCH_EMPTY.split())
)
ENGLISH = Language(snowballstemmer.stemmer("english"), (), frozenset(ENGLISH_EMPTY.split()))
LANGUAGES = {"fr": FRENCH, "en": ENGLISH}


def language_of(code: str) -> Language:
    """Of a language that is none of ours, the words are taken as French."""
    return LANGUAGES.get(code, FRENCH)
