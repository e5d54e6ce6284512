"""The flat stream of blocks in which every reader ends and from which understanding starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; a line break is the character ``\\n`` in it."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something left out at this point; becomes a ``Remark`` once its place is known."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


type Inline = Run | Loss


class Style(Enum):
    BODY = auto()
    HEADING = auto()
    TITLE = auto()
    SUBTITLE = auto()


@dataclass(slots=True)
class Paragraph:
    inlines: list[Inline]
    style: Style = Style.BODY


@dataclass(slots=True)
class ListBlock:
    """Nested lists are flattened, in reading order."""

    items: list[list[Inline]]
    ordered: bool = False


@dataclass(slots=True)
class Cell:
    """``unmarked`` says that the source could not hold, or lost, the mark-up of lists."""

    blocks: list["Block"] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    unmarked: bool = False


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]]


type Block = Paragraph | ListBlock | Table


@dataclass(slots=True)
class Reading:
    """What a reader returns. ``title`` is the one in the file's properties, if any."""

    blocks: list[Block]
    title: str = ""
    losses: list[Loss] = field(default_factory=list)


def paragraph(text: str, style: Style = Style.BODY) -> Paragraph:
    return Paragraph([Run(text)], style)


def inlines_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of the blocks in reading order, those inside tables included."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from block.inlines
            case ListBlock():
                for item in block.items:
                    yield from item
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from inlines_of(cell.blocks)


def losses_of(blocks: Iterable[Block]) -> Iterator[Loss]:
    return (inline for inline in inlines_of(blocks) if isinstance(inline, Loss))
