"""Where one item ends and the next begins when the bullets between them are lost.

An item begins at a capital: "Voix des parents Journaux locaux" is two. Names have capitals
too, so a capital is taken for one where the words before it cannot end an item ("le Forum
de la Ville"), where an item would open on a word that hardly ever opens one ("Forum Tous
pour eux"), and where the two words stand together in a text of the document that is whole.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from home.folding import fold_words

APOSTROPHE = re.compile("['’]")
# No item ends on these.
LINKS = {
    "a", "au", "aux", "avec", "chez", "dans", "de", "des", "du", "en", "entre", "et", "la",
    "le", "les", "leur", "leurs", "l", "d", "lors", "mon", "ou", "par", "pour", "sa", "sans",
    "ses", "son", "sous", "sur", "the", "of", "and", "or", "in", "on", "at", "by", "for",
    "from", "to", "with", "an",
}  # fmt: skip
# Hardly any item opens on these; many names do: "Forum Tous pour eux", "Journée Les petits pas".
RARE_OPENERS = {
    "tout", "tous", "toute", "toutes", "le", "la", "les", "un", "une", "ce", "cette", "ces",
    "mon", "ma", "mes", "notre", "nos", "votre", "vos", "leur", "leurs", "pour", "the", "our",
    "your", "their", "all", "every",
}  # fmt: skip


@dataclass
class Vocabulary:
    """What the other texts of a document teach: how items open, and which words go together."""

    openers: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def learn(self, text: str, *, whole: bool = True) -> None:
        """``whole`` is False for a text that may be several items: only its start is sure."""
        words = text.split()
        self.openers.update(fold_words(word) for word in words[:1])
        if whole:
            self.pairs.update(
                (fold_words(before), fold_words(word))
                for before, word in pairwise(words)
                if _is_capitalised(word) and before[-1] not in ".!?:"
            )


@dataclass(frozen=True)
class Guess:
    """``doubtful`` is True when the text had a capital at which it might be cut."""

    items: list[str]
    doubtful: bool


def guess_items(text: str, vocabulary: Vocabulary) -> Guess:
    items: list[list[str]] = [[]]
    doubtful = in_name = False
    depth = 0
    for word in text.split():
        before = items[-1][-1] if items[-1] else ""
        candidate = bool(before) and depth == 0 and _is_capitalised(word)
        if candidate and not _continues(before, word, in_name, vocabulary):
            items.append([])
            before = ""
        # A capital that opened no item is a name, and so may be the capitals that follow it.
        in_name = bool(before) and _is_capitalised(APOSTROPHE.split(word)[-1]) and word[-1] != ")"
        doubtful = doubtful or candidate
        items[-1].append(word)
        depth = max(0, depth + word.count("(") - word.count(")"))
    return Guess([" ".join(words) for words in items if words], doubtful)


def _is_capitalised(word: str) -> bool:
    """True of "Événement", "À" and "L'appropriation", not of an acronym such as GSTP."""
    first, second = word[:1], word[1:2]
    return first.isupper() and (not second or second.islower() or second in "'’-")


def _continues(before: str, word: str, in_name: bool, vocabulary: Vocabulary) -> bool:
    """Is the capital of this word that of a name, rather than the start of an item?"""
    last, this = fold_words(before), fold_words(word)
    if before[-1] in ",;:/&–—" or last in LINKS or (last, this) in vocabulary.pairs:
        return True
    return (in_name or this in RARE_OPENERS) and this not in vocabulary.openers
