"""The table of contents: skipped, but it tells which lines of a text are headings."""

import re
from dataclasses import dataclass, field

from home.folding import fold_words
from toolkit.importers.audiences import Audience, labelled_audience
from toolkit.importers.blocks import Block, Paragraph, Style
from toolkit.importers.document import AudienceTable, Remark
from toolkit.importers.markup import plain

TITLES = frozenset(
    {"table des matieres", "sommaire", "contents", "table of contents", "tables des matieres"}
)
ENTRY = re.compile(r"(?P<text>.*?\S)[\s.…·_]+(?P<page>\d{1,4})\s*")


@dataclass
class Contents:
    blocks: list[Block]
    entries: list[str] = field(default_factory=list)

    def remarks(self, tables: list[AudienceTable]) -> list[Remark]:
        """One, when the table of contents names other audiences than the body."""
        listed = [found for entry in self.entries if (found := labelled_audience(entry))]
        if not listed:
            return []
        written = [Audience(table.name, table.precision) for table in tables]
        in_body = {audience.key: str(audience) for audience in written}
        in_contents = {audience.key: str(audience) for audience in listed}
        if in_body.keys() == in_contents.keys():
            return []
        only_contents = [name for key, name in in_contents.items() if key not in in_body]
        only_body = [name for key, name in in_body.items() if key not in in_contents]
        params = {
            "contents": "; ".join(only_contents) or "…",
            "body": "; ".join(only_body) or "…",
        }
        return [Remark("contents-differ", params)]


def take_contents(blocks: list[Block]) -> Contents:
    """Cut the table of contents out, and make headings of the lines that it names."""
    kept: list[Block] = []
    entries: list[str] = []
    inside = False
    for block in blocks:
        text = plain(block.inlines) if isinstance(block, Paragraph) else ""
        if fold_words(text) in TITLES:
            inside = True
            continue
        entry = ENTRY.fullmatch(text) if inside else None
        if entry:
            entries.append(entry["text"])
            continue
        inside = False
        kept.append(block)
    named = set(map(fold_words, entries))
    for block in kept:
        if isinstance(block, Paragraph) and fold_words(plain(block.inlines)) in named:
            block.style = Style.HEADING
    return Contents(kept, entries)
