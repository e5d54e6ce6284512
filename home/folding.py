"""Words as people type them: without accents, ligatures or capitals. Plain Python."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """``"Œuvrer à l’École"`` → ``"oeuvrer a l'ecole"``."""
    if text.isascii():
        return text.lower()
    # What stands for a letter ("ℌ") is a capital once it is opened: hence casefold() twice.
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES)).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_words(text: str) -> str:
    """``"À qui s’adresse-t-on ?"`` → ``"a qui s adresse t on"``: what makes two texts the same."""
    return " ".join(WORD.findall(fold(text)))
