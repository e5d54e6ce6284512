"""The words of rich text."""

import re
from html import unescape

from django.utils.html import strip_tags

BETWEEN_BLOCKS = re.compile(r"(</(?:p|li|h\d)>|<br\s*/?>)")


def plain(html: str) -> str:
    """The words of a piece of rich text, on one line."""
    return " ".join(unescape(strip_tags(BETWEEN_BLOCKS.sub(r"\1 ", html))).split())
