"""Runs written out: as plain text, as an item with its links, and as small safe HTML."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from operator import attrgetter

from toolkit.importers.blocks import Block, Inline, ListBlock, Paragraph, Run, Style

# Control characters, which databases refuse, and the invisible ones that word processors use.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def clean(text: str) -> str:
    """One line: white space of every kind, non-breaking included, becomes single spaces."""
    return " ".join(INVISIBLE.sub("", text).split())


def plain(inlines: Iterable[Inline]) -> str:
    return clean("".join(part.text for part in inlines if isinstance(part, Run)))


def lines(inlines: Iterable[Inline]) -> list[list[Run]]:
    """The runs, cut at line breaks."""
    found: list[list[Run]] = [[]]
    for part in inlines:
        if isinstance(part, Run) and "\n" not in part.text:
            found[-1].append(part)
        elif isinstance(part, Run):
            first, *others = part.text.split("\n")
            found[-1].append(_with_text(part, first))
            found.extend([_with_text(part, text)] for text in others)
    return found


def item_text(runs: Iterable[Run]) -> str:
    """The text of an item, links written ``[text](address)``."""
    return clean("".join(_linked(runs, _item_link, attrgetter("text"))))


def to_html(blocks: Iterable[Block]) -> str:
    """Paragraphs and lists as HTML of p, ul, ol, li, b, i and a; headings become bold."""
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Block) -> str:
    match block:
        case Paragraph():
            inner = _inline_html(block.inlines)
            if block.style is not Style.BODY:
                inner = f"<b>{escape(plain(block.inlines))}</b>"
            return f"<p>{inner}</p>" if plain(block.inlines) else ""
        case ListBlock():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{_inline_html(item)}</li>" for item in block.items if plain(item))
            return f"<{tag}>{items}</{tag}>" if items else ""
    return ""


def _inline_html(inlines: Iterable[Inline]) -> str:
    runs = (part for part in inlines if isinstance(part, Run))
    return clean("".join(_linked(runs, _html_link, _emphasised)))


def _linked(
    runs: Iterable[Run], link: Callable[[str, str], str], write: Callable[[Run], str]
) -> Iterator[str]:
    """The written runs, those in a row that lead to one address as one link."""
    for address, group in groupby(runs, key=attrgetter("address")):
        text = "".join(map(write, group))
        yield link(text, address) if address and text.strip() else text


def _item_link(text: str, address: str) -> str:
    text = clean(text.replace("[", "(").replace("]", ")"))
    return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"


def _html_link(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>'


def _emphasised(run: Run) -> str:
    text = escape(run.text, quote=False)
    if not run.text.strip():
        return text
    # Word puts the space after a bold word in the bold run: kept outside, formats agree.
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    text = text.strip()
    if run.italic:
        text = f"<i>{text}</i>"
    if run.bold:
        text = f"<b>{text}</b>"
    return start + text + end


def _with_text(run: Run, text: str) -> Run:
    return replace(run, text=text)
