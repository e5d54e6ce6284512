"""Words as people type them: without accents, ligatures or capitals."""

import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
BETWEEN_BLOCKS = re.compile(r"(</(?:p|li|h\d)>|<br\s*/?>)")


def fold(text: str) -> str:
    """``"Œuvrer à l’École"`` → ``"oeuvrer a l'ecole"``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def plain(html: str) -> str:
    """The words of a piece of rich text, on one line."""
    return " ".join(unescape(strip_tags(BETWEEN_BLOCKS.sub(r"\1 ", html))).split())
