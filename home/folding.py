"""Words as people type them: without accents, ligatures or capitals. Plain Python."""

import re
import unicodedata
from typing import Any

WORD = re.compile(r"[^\W_]+")


class Plain(dict[int, Any]):
    """For ``str.translate``: no accents, no ligatures; what each sign becomes is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


PLAIN = Plain({ord("œ"): "oe", ord("æ"): "ae", ord("’"): "'"})


def fold(text: str) -> str:
    """``"Œuvrer à l’École"`` → ``"oeuvrer a l'ecole"``."""
    if text.isascii():
        return text.lower()
    # What stands for a letter ("ℌ") is a capital once it is opened: hence casefold() twice.
    return unicodedata.normalize("NFKD", text.casefold()).casefold().translate(PLAIN)


def fold_words(text: str) -> str:
    """``"À qui s’adresse-t-on ?"`` → ``"a qui s adresse t on"``: what makes two texts the same."""
    return " ".join(WORD.findall(fold(text)))
