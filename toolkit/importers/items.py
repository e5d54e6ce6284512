"""The items of one cell, by the separators that people and converters use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.importers.blocks import Block, Cell, Inline, ListBlock, Loss, Paragraph, Run, Table
from toolkit.importers.markup import clean, item_text, lines, plain

BULLETS = "·•◦▪‣●○■□➢✓✔\uf0b7\uf0a7"
# A dash or star is a bullet only where a line starts: "avant - après" is one item.
LEADING = re.compile(rf"\s*(?:[{BULLETS}]+|[-–—*](?=\s|$))\s*")
# Between white space, for "professionnel·le·s" is one word.
INSIDE = re.compile(rf"(?:^|(?<=\s))[{BULLETS}](?=\s|$)")


@dataclass
class Separated:
    """``certain`` is False when nothing shows whether a lone text was once several items."""

    items: list[str]
    certain: bool


def separate(cell: Cell) -> Separated:
    items = [item for block in cell.blocks for item in _items(block)]
    bulleted = any(_has_bullets(block) for block in cell.blocks)
    return Separated(items, bulleted or len(items) != 1 or not cell.unmarked)


def losses_in(cell: Cell) -> Iterator[Loss]:
    for block in cell.blocks:
        match block:
            case Paragraph():
                yield from (part for part in block.inlines if isinstance(part, Loss))
            case ListBlock():
                for item in block.items:
                    yield from (part for part in item if isinstance(part, Loss))
            case Table():
                yield Loss("nested-table")
                for row in block.rows:
                    for nested in row:
                        yield from losses_in(nested)


def _items(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _cut(_unfolded(lines(block.inlines)))
        case ListBlock():
            for item in block.items:
                yield from _cut([[run for line in lines(item) for run in [*line, Run(" ")]]])
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from separate(cell).items


def _unfolded(found: list[list[Run]]) -> list[list[Run]]:
    """Where some lines start with a bullet, the others go on with the item above."""
    if not any(_starts_item(line) for line in found):
        return found
    joined: list[list[Run]] = []
    for line in found:
        if joined and not _starts_item(line):
            joined[-1] += [Run(" "), *line]
        else:
            joined.append(list(line))
    return joined


def _starts_item(line: list[Run]) -> bool:
    return LEADING.match(plain(line)) is not None


def _cut(found: list[list[Run]]) -> Iterator[str]:
    for line in found:
        text = LEADING.sub("", item_text(line), count=1) if _starts_item(line) else item_text(line)
        yield from filter(None, map(clean, INSIDE.split(text)))


def _has_bullets(block: Block) -> bool:
    if isinstance(block, Table):
        return True
    parts: Iterable[Iterable[Inline]]
    parts = block.items if isinstance(block, ListBlock) else lines(block.inlines)
    texts = (plain(part) for part in parts)
    return any(LEADING.match(text) or INSIDE.search(text) for text in texts)
