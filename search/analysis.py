"""From a text to the words that are searched: what people write and what they type meet here.

Every word has two forms. The *exact* one is folded: without case, accents, ligatures and
elisions ("l'Œuvre" is "oeuvre"). The *stem* is what its plural, feminine and verbal forms have
in common ("évaluées" and "évaluation" are "evalu"). Stemmers are Snowball's
(https://snowballstem.org), on folded words: who types leaves the accents out. Plain Python.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from home.folding import fold
from search import french

# An elision; a word that an apostrophe does not cut; an acronym with its dots; any other word.
PIECE = re.compile(
    r"(?:c|d|j|l|m|n|qu|s|t|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
    r"|((?:aujourd|prud|quelqu|presqu|entr)['’][^\W_]+"
    r"|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?|[^\W_]+)",
    re.IGNORECASE,
)
NO_WORD = re.compile(r"[\W_]")
LONGEST = 60  # of a word's characters: no language of ours has longer ones

FRENCH_EMPTY = """
a afin ai ainsi alors apres as au aucun aussi autre aux avait avant avec avoir c car ce ceci cela
celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des doit
doivent donc dont du elle elles en entre es est et etaient etait etre eu eux fait faire faut il ils
j je l la le les leur leurs lors lui m ma mais malgre me meme memes mes mon n ne ni non nos notre
nous on ont ou oui par pas peu peut peuvent plus plusieurs pour pourquoi qu quand que quel quelle
quelles quelque quelques quels qui quoi rien s sa sans se selon sera ses si son sont sous sur t ta
te tes toi ton toujours tous tout toute toutes tres trop tu un une vers vos votre vous y
"""
ENGLISH_IRREGULAR = {
    "lives": "life",
    "wives": "wife",
    "leaves": "leaf",
    "women": "woman",
    "men": "man",
    "children": "child",
    "childrens": "child",
    "feet": "foot",
    "people": "person",
}
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
    """``normal`` is applied to a word before the stemmer is.

    ``shortest``: a stem below this many letters, from which three were cut, is none.
    """

    stemmer: snowballstemmer.stemmer
    normal: Callable[[str], str]
    empty: frozenset[str]
    shortest: int = 0

    def stem(self, exact: str) -> str:
        return _stem(self, exact)

    def is_empty(self, exact: str) -> bool:
        """A word that says nothing alone: "les", "avec"."""
        return exact in self.empty


@lru_cache(maxsize=100_000)
def _stem(language: Language, exact: str) -> str:
    normal = language.normal(exact)
    stem = language.stemmer.stemWord(normal)
    # Else "parants", a mistake, would be found as "par".
    cuts_too_much = len(stem) < language.shortest and len(normal) - len(stem) > 2
    return normal if cuts_too_much or not stem else stem


FRENCH = Language(
    snowballstemmer.stemmer("french"), french.normal_form, frozenset(FRENCH_EMPTY.split()), 4
)
ENGLISH = Language(
    snowballstemmer.stemmer("english"),
    lambda word: ENGLISH_IRREGULAR.get(word, word),
    frozenset(ENGLISH_EMPTY.split()),
)
LANGUAGES = {"fr": FRENCH, "en": ENGLISH}


def language_of(code: str) -> Language:
    """Of a language that is none of ours, the words are taken as French."""
    return LANGUAGES.get(code, FRENCH)
