"""A Creative Commons licence, by its code, its link or its conditions in words."""

import re
from dataclasses import dataclass

from home.folding import fold_words

LINK = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/zero)", re.IGNORECASE)
CODE = re.compile(r"\bcc by(?: (?:nc sa|nc nd|nc|sa|nd))?(?= |$)")
ZERO = re.compile(r"\bcc ?(?:0|zero)\b|\bcreative commons (?:0|zero)\b")
# In the order in which codes are written; each condition by the words that state it.
CONDITIONS = {
    "by": r"mention de l auteur|mention de l autrice|attribution|paternite|credit a l auteur",
    "nc": r"pas d utilisation commerciale|utilisation non commerciale|non ?commercial",
    "sa": r"partage (?:sous|dans|selon) les memes conditions|partage a l identique|share ?alike",
    "nd": r"pas de modification|pas d oeuvre derivee|adaptation (?:interdite|non autorisee)"
    r"|no ?derivati(?:ve|on)",
}
CODES = frozenset(
    {"cc0", "cc-by", "cc-by-sa", "cc-by-nc", "cc-by-nc-sa", "cc-by-nd", "cc-by-nc-nd"}
)


@dataclass(frozen=True)
class Licence:
    """``code`` is empty when the text speaks of a licence without saying which."""

    code: str


def licence_of(text: str) -> Licence | None:
    """The licence that a text speaks of, or None when it speaks of something else."""
    words = fold_words(text)
    link = LINK.search(text)
    if link:
        return _licence(f"cc-{link[1].lower()}" if link[1] else "cc0")
    speaks = "creative commons" in words
    code = CODE.search(words)
    if code:
        return _licence(code[0].replace(" ", "-"))
    if ZERO.search(words):
        return Licence("cc0")
    conditions = [name for name, says in CONDITIONS.items() if re.search(rf"\b(?:{says})", words)]
    if speaks or len(conditions) > 1:
        return _licence("-".join(["cc", *conditions]))
    return None


def _licence(code: str) -> Licence:
    return Licence(code if code in CODES else "")
