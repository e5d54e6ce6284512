"""Plain text, tab-separated tables included, to blocks.

This is what a converter leaves of a document: one row of a table on a line, ``*italic*``,
``**bold**``, ``- `` for lists, and fragments of HTML in the cells.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from toolkit.importers.blocks import (
    Block,
    Cell,
    Inline,
    ListBlock,
    Loss,
    Paragraph,
    Reading,
    Run,
    Style,
    Table,
)
from toolkit.importers.document import DocumentError
from toolkit.importers.html import read_html
from toolkit.importers.limits import Limits
from toolkit.importers.links import loss_of_link, safe_address

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
FRAGMENT = re.compile(r"</?(?:ul|ol|li|p|br|b|strong|i|em|a|div|span|script|img)\b[^<>]*>", re.I)
BULLET = re.compile(r"\s*[-–*•·]\s+(.+)")
HEADING = re.compile(r"#{1,6}\s+(.+)")
CONTENTS_ENTRY = re.compile(r"[^\t]*\t+\d{1,4}")
INLINE = re.compile(
    r"\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[(?P<text>[^\[\]]+)\]\((?P<target>[^)\s]+)\)"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]+)>"
)
# Text set in lines of 72 or so: a line that is full, and goes on in lower case below.
FULL_LINE = 60


def read_text(content: bytes, limits: Limits) -> Reading:
    rows = (line.split("\t") for line in decode(content).splitlines())
    return Reading(list(_blocks(rows, limits)))


def read_tsv(text: str, limits: Limits) -> Reading:
    """The text flavour of a copied table; a cell with line breaks stands in quotes."""
    rows = csv.reader(text.replace("\x00", "").splitlines(keepends=True), delimiter="\t")
    try:
        return Reading(list(_blocks(rows, limits)))
    except csv.Error as error:
        raise DocumentError("damaged") from error


def decode(content: bytes) -> str:
    """The text, in the encodings that word processors and converters write."""
    marked = content.startswith(BYTE_ORDER_MARKS)
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise DocumentError("binary-text")
        return text
    raise DocumentError("unknown-encoding")


def _blocks(rows: Iterable[list[str]], limits: Limits) -> Iterator[Block]:
    """Rows are lines cut at their tabs: neighbours with more than one cell are a table."""
    for tabbed, group in groupby(rows, key=lambda cells: len(cells) > 1):
        lines = list(group)
        if not tabbed:
            yield from _prose([line[0] if line else "" for line in lines])
        elif all(CONTENTS_ENTRY.fullmatch("\t".join(line).strip()) for line in lines):
            yield from (Paragraph([Run(" ".join(line))]) for line in lines)
        else:
            yield Table([[_cell(text, limits) for text in line] for line in lines])


def _cell(text: str, limits: Limits) -> Cell:
    if FRAGMENT.search(text):
        return Cell(read_html(text, limits).blocks, unmarked=True)
    inlines = list(_inlines(text))
    return Cell([Paragraph(inlines)] if inlines else [], unmarked=True)


def _prose(lines: list[str]) -> Iterator[Block]:
    items: list[list[Inline]] = []
    for line in _unwrapped(lines):
        bullet = BULLET.fullmatch(line)
        if bullet:
            items.append(list(_inlines(bullet[1])))
            continue
        if items:
            yield ListBlock(items)
            items = []
        heading = HEADING.fullmatch(line)
        if heading:
            yield Paragraph(list(_inlines(heading[1])), Style.HEADING)
        elif line.strip():
            yield Paragraph(list(_inlines(line)))
    if items:
        yield ListBlock(items)


def _unwrapped(lines: list[str]) -> Iterator[str]:
    whole = ""
    for line in lines:
        goes_on = len(whole) >= FULL_LINE and line[:1].islower() and whole[-1] not in ".!?:;"
        if goes_on:
            whole = f"{whole} {line}"
        else:
            yield whole
            whole = line.rstrip()
    yield whole


def _inlines(text: str) -> Iterator[Inline]:
    end = 0
    for mark in INLINE.finditer(text):
        if mark.start() > end:
            yield Run(text[end : mark.start()])
        end = mark.end()
        yield from _marked(mark)
    if end < len(text):
        yield Run(text[end:])


def _marked(mark: re.Match[str]) -> Iterator[Inline]:
    if mark["bold"]:
        yield Run(mark["bold"], bold=True)
    elif mark["italic"]:
        yield Run(mark["italic"], italic=True)
    elif mark["address"]:
        yield Run(mark["address"], address=safe_address(mark["address"]))
    else:
        address = safe_address(mark["target"])
        run = Run(mark["text"], address=address)
        yield run
        if not address:
            losses: list[Inline | Loss] = loss_of_link(mark["target"], [run])
            yield from losses
