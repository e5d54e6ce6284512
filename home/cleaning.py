"""What people send, without what nobody sees in it. Plain Python."""

import re

# Control characters, those that turn the direction of what follows or take no place, and
# halves of characters, which no database takes.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners make emoji and some scripts; beside a Latin letter they only hide.
JOINERS = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
STACKED_MARKS = re.compile("([\u0300-\u036f\u0489]{3})[\u0300-\u036f\u0489]+")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Without what nobody sees: control characters, changes of direction, hidden marks."""
    text = INVISIBLE.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))
    return STACKED_MARKS.sub(r"\1", JOINERS.sub("", text))
