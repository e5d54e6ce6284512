"""From the blocks of any reader to a ``ToolDocument``."""

from collections import Counter
from collections.abc import Iterator

from home.folding import fold_words
from toolkit.importers.audiences import Audience, labelled_audience
from toolkit.importers.blocks import (
    Block,
    Cell,
    ListBlock,
    Paragraph,
    Reading,
    Style,
    Table,
    losses_of,
)
from toolkit.importers.contents import take_contents
from toolkit.importers.document import DocumentError, Remark, ToolDocument
from toolkit.importers.front import read_front
from toolkit.importers.guessing import Vocabulary
from toolkit.importers.items import separate
from toolkit.importers.labels import Labels
from toolkit.importers.limits import Limits
from toolkit.importers.markup import plain
from toolkit.importers.tables import TableCollector

LONGEST_RUNNING_LINE = 120


def understand(reading: Reading, limits: Limits) -> ToolDocument:
    blocks = list(_unboxed(reading.blocks))
    if not any(isinstance(block, Table) for block in blocks):
        raise DocumentError("no-table")
    contents = take_contents(blocks)
    blocks = _without_running_lines(contents.blocks)
    start = _first_audience(blocks)
    labels = Labels()
    front = read_front(labels.take(blocks[:start]), reading.title)
    collector = TableCollector(_vocabulary(blocks))
    unplaced = _collect(labels.take(blocks[start:]), collector)
    _check(collector, limits)
    remarks = [Remark(loss.code, loss.params) for loss in reading.losses]
    remarks += _losses_outside_tables(blocks)
    remarks += [*labels.remarks(), *contents.remarks(collector.tables)]
    if lines := front.unplaced + unplaced:
        remarks.append(Remark("lines-left-out", {"lines": " | ".join(lines)[:2_000]}))
    return ToolDocument(
        title=front.title,
        subtitle=front.subtitle,
        month=front.month,
        organisation=front.organisation,
        licence=labels.licence,
        source=labels.source,
        introduction=front.introduction,
        note=labels.note,
        tables=collector.tables,
        warnings=remarks + collector.remarks,
    )


def _unboxed(blocks: list[Block]) -> Iterator[Block]:
    """A table of one cell is a frame around a text, not a table."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) == 1 and len(block.rows[0]) == 1:
            yield from _unboxed(block.rows[0][0].blocks)
        else:
            yield block


def _without_running_lines(blocks: list[Block]) -> list[Block]:
    """Drop headers and footers: short lines that come back once the tables have begun."""
    texts = [_running_text(block) for block in blocks]
    counts = Counter(filter(None, texts))
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Table)), len(blocks))
    running = {text for text in texts[first:] if counts[text] > 1}
    pairs = zip(blocks, texts, strict=True)
    return [block for block, text in pairs if not text or text not in running]


def _running_text(block: Block) -> str:
    if not isinstance(block, Paragraph) or block.style is not Style.BODY:
        return ""
    text = plain(block.inlines)
    return "" if len(text) > LONGEST_RUNNING_LINE or labelled_audience(text) else fold_words(text)


def _first_audience(blocks: list[Block]) -> int:
    """Where the front matter ends: at the first audience, or at a table and its heading."""
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            above = blocks[number - 1] if number else None
            return number - 1 if _is_heading(above) else number
        if isinstance(block, Paragraph) and labelled_audience(plain(block.inlines)):
            return number
    return len(blocks)


def _is_heading(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.style is not Style.BODY


def _vocabulary(blocks: list[Block]) -> Vocabulary:
    vocabulary = Vocabulary()
    for block in blocks:
        match block:
            case Paragraph():
                vocabulary.learn(plain(block.inlines))
            case ListBlock():
                for item in block.items:
                    vocabulary.learn(plain(item))
            case Table():
                for row in block.rows:
                    for cell in row:
                        _learn_cell(vocabulary, cell)
    return vocabulary


def _learn_cell(vocabulary: Vocabulary, cell: Cell) -> None:
    separated = separate(cell)
    for item in separated.items:
        vocabulary.learn(item, whole=separated.certain)


def _collect(blocks: list[Block], collector: TableCollector) -> list[str]:
    """Hand headings and tables on; return the texts that found no place."""
    unplaced: list[str] = []
    numbers = 0
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            numbers += 1
            collector.add(block, numbers)
        elif isinstance(block, Paragraph):
            text = plain(block.inlines)
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            audience = labelled_audience(text)
            if audience is None and _is_heading(block) and isinstance(below, Table):
                audience = Audience.parse(text)
            if audience:
                collector.announce(audience)
            elif text:
                unplaced.append(text)
        else:
            unplaced += filter(None, map(plain, block.items))
    collector.drop_announced()
    return unplaced


def _check(collector: TableCollector, limits: Limits) -> None:
    if not collector.tables:
        first = collector.ignored[0]
        raise DocumentError("headings-unknown", table=str(first.number), headings=first.headings)
    rows = sum(len(table.rows) for table in collector.tables)
    if rows > limits.rows:
        raise DocumentError("too-many-rows", rows=str(rows), limit=str(limits.rows))
    for ignored in collector.ignored:
        params = {"number": str(ignored.number), "headings": ignored.headings or "…"}
        collector.remarks.append(Remark("table-left-out", params))
    for number, table in enumerate(collector.tables):
        if not table.rows:
            collector.remarks.append(Remark("table-empty", {"name": table.name}, number))


def _losses_outside_tables(blocks: list[Block]) -> list[Remark]:
    outside = [block for block in blocks if not isinstance(block, Table)]
    return [Remark(loss.code, loss.params) for loss in losses_of(outside)]
