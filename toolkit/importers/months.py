"""A line that is a date: "Mars 2019", "12 mars 2019", "March 12, 2019", "2019-03"."""

import re

from home.folding import fold_words

NAMES = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
NUMBERS = {name: number for number, names in enumerate(NAMES, start=1) for name in names}
IN_WORDS = re.compile(r"(?:le )?(?:\d{1,2}(?:er|st|nd|rd|th)? )?([a-z]+)(?: \d{1,2})? (\d{4})")
IN_DIGITS = re.compile(r"\s*((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?\s*")


def month_of(line: str) -> str:
    """``YYYY-MM``, or nothing when the line is anything else than a date."""
    digits = IN_DIGITS.fullmatch(line)
    if digits:
        return f"{digits[1]}-{digits[2]}"
    words = IN_WORDS.fullmatch(fold_words(line))
    if words and words[1] in NUMBERS:
        return f"{words[2]}-{NUMBERS[words[1]]:02}"
    return ""
