"""How comments are written: plain text with a little notation, shown as safe HTML.

A blank line ends a paragraph, a line that begins with ``>`` is quoted, ``*words*`` are
stressed, ``**words**`` strongly, ``[words](https://…)`` and bare addresses are links. A
backslash before ``*``, ``[`` or ``>`` takes their meaning away. What is stored is what was
written; it is made safe each time it is shown.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

import nh3
from django.utils.safestring import SafeString, mark_safe

from blog.comments.addresses import SCHEMES, poses_as_address, safe_address, shown
from blog.comments.reading import read_html
from home.cleaning import clean

TAGS = {"p", "br", "em", "strong", "a", "blockquote"}
DEEPEST_QUOTE = 3

SANITISER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes=set(SCHEMES),
    link_rel="ugc nofollow noopener noreferrer",
)

# Possessive (++): nothing is tried twice, whatever is sent.
TOKEN = re.compile(
    r"""
      \\(?P<escaped>[*\[>])
    | \[(?P<label>[^\[\]]++)\]
      \((?P<target>(?:https?://|mailto:)(?:[^\s()<>\[\]]|\([^\s()<>\[\]]*+\))++)\)
    | (?<!\w)(?P<bare>https?://[^\s<>"«»\[\]\\*]++)
    | (?P<stars>\*++)
    """,
    re.VERBOSE | re.IGNORECASE,
)
EMPHASIS = {"*": ("em",), "**": ("strong",), "***": ("strong", "em")}
TRAILING = frozenset(".,;:!?…'\"’”}")


def to_html(text: str) -> SafeString:
    """A comment as readers see it."""
    # Safe: sanitised here, as the very last step.
    return mark_safe(SANITISER.clean(_blocks(clean(text).split("\n"))))


def from_html(html: str) -> str:
    """HTML of whatever origin in the notation of comments; what it cannot say, as plain text."""
    return clean(read_html(html, notation=True)).strip()


def plain(text: str) -> str:
    """The words without notation, for mails and feeds: a link is ``words (address)``."""
    return read_html(to_html(text), notation=False)


def _blocks(lines: list[str], depth: int = 0) -> str:
    """Paragraphs, and quotations in quotations."""
    found = []
    for quoted, group in groupby(lines, key=lambda line: line.startswith(">")):
        if quoted and depth < DEEPEST_QUOTE:
            inner = [line[1:].removeprefix(" ") for line in group]
            found.append(f"<blockquote>{_blocks(inner, depth + 1)}</blockquote>")
        else:
            found.append(_paragraphs([line.lstrip("> ") if quoted else line for line in group]))
    return "".join(found)


def _paragraphs(lines: list[str]) -> str:
    parts = ["\n".join(group) for filled, group in groupby(lines, key=_is_filled) if filled]
    return "".join(f"<p>{_inline(part.strip())}</p>" for part in parts)


def _is_filled(line: str) -> bool:
    return not (not line or line.isspace())


def _inline(text: str, *, links: bool = True) -> str:
    """One paragraph: its links and emphasis as HTML, everything else escaped."""
    parts: list[str] = []
    opened: dict[str, int] = {}  # stars, and which part they are
    position = 0
    for token in TOKEN.finditer(text):
        parts.append(_escaped(text[position : token.start()]))
        if token["stars"]:
            _emphasise(token, parts, opened)
        elif token["escaped"]:
            parts.append(_escaped(token["escaped"]))
        else:
            parts.append(_link(token) if links else _escaped(token[0]))
        position = token.end()
    return "".join(parts) + _escaped(text[position:])


def _emphasise(token: re.Match[str], parts: list[str], opened: dict[str, int]) -> None:
    """Stars that end what the same stars began become tags; others stay stars."""
    stars, text = token["stars"], token.string
    before = text[max(0, token.start() - 1) : token.start()]
    after = text[token.end() : token.end() + 1]
    tags = EMPHASIS.get(stars, ())
    begins = tags and after.strip() and not before.isalnum()
    ends = before.strip() and not after.isalnum()
    if ends and stars in opened:
        start = opened[stars]
        parts[start] = "".join(f"<{tag}>" for tag in tags)
        parts.append("".join(f"</{tag}>" for tag in reversed(tags)))
        _forget_from(start, opened)
        return
    if begins:
        # Of two that begin, the nearer to the end counts.
        _forget_from(opened.get(stars, len(parts)), opened)
        opened[stars] = len(parts)
    parts.append(stars)


def _forget_from(start: int, opened: dict[str, int]) -> None:
    for stars in [stars for stars, part in opened.items() if part >= start]:
        del opened[stars]


def _link(token: re.Match[str]) -> str:
    written = token["bare"] and _without_trailing(token["bare"])
    address = safe_address(written or token["target"])
    if not address:
        return _escaped(token[0])
    words = _escaped(shown(address))
    if not written and token["label"].strip() and not poses_as_address(token["label"]):
        words = _inline(token["label"], links=False)
    rest = token["bare"][len(written) :] if written else ""
    return f'<a href="{escape(address)}">{words}</a>{_escaped(rest)}'


def _without_trailing(address: str) -> str:
    """The address without the punctuation of the sentence it stands in."""
    unmatched = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in TRAILING or (address[end - 1] == ")" and unmatched > 0)):
        unmatched -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
