"""The pages before the tables: a cover (title, date, organisation) and an introduction."""

import re
from dataclasses import dataclass, field

from home.folding import fold_words
from toolkit.importers.blocks import Block, ListBlock, Paragraph, Style
from toolkit.importers.markup import clean, lines, plain, to_html
from toolkit.importers.months import month_of

INTRODUCTIONS = frozenset(
    {"introduction", "presentation", "contexte", "mise en contexte", "avant propos", "preambule",
     "context", "about this tool", "foreword"}
)  # fmt: skip
AUDIENCE_SECTIONS = re.compile(
    r"(?:a qui nous adressons nous|a qui s adresse.*|nos publics"
    r"|(?:les )?publics? (?:cibles?|vises?)|(?:our |the )?target (?:audiences?|groups?)"
    r"|who (?:is it|is this|this is) for.*)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
# Shorter than this, a line of a cover is not yet a sentence of an introduction.
PROSE = 80


@dataclass(frozen=True)
class Line:
    text: str
    style: Style

    @property
    def is_capitals(self) -> bool:
        return self.text.isupper() and sum(map(str.isalpha, self.text)) > 1


@dataclass
class Front:
    title: str = ""
    subtitle: str = ""
    month: str = ""
    organisation: str = ""
    introduction: str = ""
    unplaced: list[str] = field(default_factory=list)


def read_front(blocks: list[Block], property_title: str) -> Front:
    """``blocks`` are those before the first audience, without labels and running lines."""
    start, introduction = _split(blocks)
    front = Front(introduction=to_html(_without_last_headings(introduction)))
    cover = [line for block in blocks[:start] for line in _lines(block)]
    _read_cover(cover, clean(property_title), front)
    return front


def _split(blocks: list[Block]) -> tuple[int, list[Block]]:
    """Where the cover ends, and the introduction without its own heading."""
    for position, block in enumerate(blocks):
        if isinstance(block, Paragraph) and fold_words(plain(block.inlines)) in INTRODUCTIONS:
            return position, blocks[position + 1 :]
    for position, block in enumerate(blocks):
        if isinstance(block, ListBlock) or _is_prose(block):
            return position, blocks[position:]
    return len(blocks), []


def _is_prose(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.style is not Style.BODY:
        return False
    text = plain(block.inlines)
    return len(text) > PROSE or text.endswith((".", " :", ";"))


def _without_last_headings(blocks: list[Block]) -> list[Block]:
    """The heading above the first audience titles the audiences, not the introduction."""
    kept = list(blocks)
    while kept and isinstance(last := kept[-1], Paragraph):
        section = AUDIENCE_SECTIONS.fullmatch(fold_words(plain(last.inlines)))
        if not section and last.style is Style.BODY and plain(last.inlines):
            break
        kept.pop()
    return kept


def _lines(block: Block) -> list[Line]:
    if not isinstance(block, Paragraph):
        return []
    texts = (plain(line) for line in lines(block.inlines))
    return [Line(text, block.style) for text in texts if text]


def _read_cover(cover: list[Line], property_title: str, front: Front) -> None:
    dated = next((n for n, line in enumerate(cover) if month_of(line.text)), None)
    title = _find_title(cover)
    front.title = cover[title].text if title is not None else property_title
    if dated is not None:
        front.month = month_of(cover[dated].text)
    organisation = _find_organisation(cover, title, dated)
    if organisation is not None:
        front.organisation = cover[organisation].text
    taken = {title, dated, organisation}
    same = fold_words(front.title)
    for number, line in enumerate(cover):
        if number in taken or fold_words(line.text) == same:
            continue
        if not front.subtitle and _is_subtitle(cover, number, title):
            front.subtitle = line.text
        else:
            front.unplaced.append(line.text)


def _find_title(cover: list[Line]) -> int | None:
    """The line in the style of titles, else the first heading, else the first that can be one."""
    candidates = [
        number
        for number, line in enumerate(cover)
        if not month_of(line.text) and not ADDRESS.fullmatch(line.text)
    ]
    # A line in capitals is rather the organisation, unless there is nothing else.
    ranks = (
        lambda line: line.style is Style.TITLE,
        lambda line: line.style is Style.HEADING,
        lambda line: not line.is_capitals,
        lambda line: True,
    )
    for fits in ranks:
        for number in candidates:
            if fits(cover[number]):
                return number
    return None


def _find_organisation(cover: list[Line], title: int | None, dated: int | None) -> int | None:
    """A line in capitals next to the date, below it rather than above."""
    capitals = [n for n, line in enumerate(cover) if line.is_capitals and n != title]
    if dated is None:
        return capitals[0] if capitals else None
    return next((n for n in (dated + 1, dated - 1) if n in capitals), None)


def _is_subtitle(cover: list[Line], number: int, title: int | None) -> bool:
    line = cover[number]
    if line.style is Style.SUBTITLE:
        return True
    follows = title is not None and number == title + 1
    return follows and not line.is_capitals and not ADDRESS.fullmatch(line.text)
