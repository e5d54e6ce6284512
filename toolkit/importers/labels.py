"""What a document says of itself outside its tables: its source, its note, its licence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.importers.blocks import Block, Inline, Paragraph, Run
from toolkit.importers.document import Remark
from toolkit.importers.licence import licence_of
from toolkit.importers.links import safe_address
from toolkit.importers.markup import plain, to_html

SOURCE = re.compile(r"\s*sources?\s*[:\u2013\u2014]\s*(?P<rest>.*)", re.IGNORECASE)
NOTE = re.compile(r"\s*(?:notes?|remarques?|nota bene|n\.\s?b\.)\s*:\s*", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass
class Labels:
    source: str = ""
    note: str = ""
    licence: str = ""
    unknown_licences: list[str] = field(default_factory=list)

    def take(self, blocks: Iterable[Block]) -> list[Block]:
        """Keep what is labelled; return the rest."""
        return [
            block for block in blocks if not (isinstance(block, Paragraph) and self._keep(block))
        ]

    def remarks(self) -> list[Remark]:
        if self.unknown_licences and not self.licence:
            return [Remark("licence-unknown", {"text": self.unknown_licences[0][:300]})]
        return []

    def _keep(self, block: Paragraph) -> bool:
        text = plain(block.inlines)
        source = SOURCE.fullmatch(text)
        if source and source["rest"] and not self.source:
            self.source = _address(block.inlines) or source["rest"]
            return True
        if NOTE.match(text) and NOTE.sub("", text, count=1):
            self.note += to_html([Paragraph(_without_label(block.inlines))])
            return True
        return self._keep_licence(text, block.inlines)

    def _keep_licence(self, text: str, inlines: list[Inline]) -> bool:
        licence = licence_of(" ".join([text, *_addresses(inlines)]))
        if licence is None:
            return False
        self.licence = self.licence or licence.code
        if not licence.code:
            self.unknown_licences.append(text)
        return True


def _addresses(inlines: list[Inline]) -> list[str]:
    return [part.address for part in inlines if isinstance(part, Run) and part.address]


def _address(inlines: list[Inline]) -> str:
    linked = _addresses(inlines)
    if linked:
        return linked[0]
    written = ADDRESS.search(plain(inlines))
    return safe_address(written[0].rstrip(".,;)")) if written else ""


def _without_label(inlines: list[Inline]) -> list[Inline]:
    """The label may be spread over runs, as in a bold "NOTE" and a plain " : "."""
    runs = [part for part in inlines if isinstance(part, Run)]
    whole = "".join(run.text for run in runs)
    label = NOTE.match(whole)
    left = label.end() if label else 0
    kept: list[Inline] = []
    for run in runs:
        kept.append(Run(run.text[left:], run.bold, run.italic, run.address))
        left = max(0, left - len(run.text))
    return kept
