"""Comparing texts without regard to case, accents, punctuation and white space."""

import re
import unicodedata


def fold(text: str) -> str:
    """``"À qui s'adresse-t-on ?"`` becomes ``"a qui s adresse t on"``."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = (
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    return " ".join(re.findall(r"[^\W_]+", "".join(letters)))
