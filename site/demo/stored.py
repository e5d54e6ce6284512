"""From the demo's texts to what Wagtail stores: rich text and StreamField blocks.

A link written ``/thematiques/…/`` becomes a link to the page itself, which lives on when
the page moves. Ids are computed from the place of a block, so that two machines that
load the demo have the same anchors.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from toolkit.columns import COLUMNS
from toolkit.notation import to_rich_text

INTERNAL_HREF = re.compile(r'<a href="(/[^"]*)"')
INTERNAL_TARGET = re.compile(r"\]\((/[^)]*)\)")

type Block = dict[str, Any]


def block(kind: str, value: Any, key: str) -> Block:
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"agirtot:{key}"))}


def list_items(values: Iterable[Any], key: str) -> list[Block]:
    """A ListBlock; without the ids, translations would not see its items."""
    return [block("item", value, f"{key}/{number}") for number, value in enumerate(values)]


@dataclass(frozen=True)
class Writer:
    """``pages`` are primary keys by address, ``images`` by name."""

    pages: dict[str, int]
    images: dict[str, int]

    def page(self, address: str) -> int:
        try:
            return self.pages[address]
        except KeyError:
            sentence = _("The demo's texts link to %(address)s, which is not one of its pages.")
            raise CommandError(sentence % {"address": address}) from None

    def rich_text(self, html: str) -> str:
        return INTERNAL_HREF.sub(
            lambda match: f'<a linktype="page" id="{self.page(match[1])}"', html.strip()
        )

    def item(self, text: str) -> str:
        linked = INTERNAL_TARGET.sub(lambda match: f"](page:{self.page(match[1])})", text)
        return to_rich_text(linked)

    def rows(self, rows: list[dict[str, list[str]]], key: str) -> list[Block]:
        """The rows of an audience page."""
        return [self._row(row, f"{key}/rows/{number}") for number, row in enumerate(rows)]

    def _row(self, row: dict[str, list[str]], key: str) -> Block:
        cells = {
            column.key: list_items(map(self.item, row.get(column.key, [])), f"{key}/{column.key}")
            for column in COLUMNS
        }
        return block("row", cells, key)

    def body(self, blocks: list[dict[str, Any]], key: str) -> list[Block]:
        """The body of a content page; each kind of block is a method below."""
        stored = []
        for number, given in enumerate(blocks):
            fields = dict(given)
            kind = fields.pop("type")
            place = f"{key}/body/{number}"
            stored.append(block(kind, getattr(self, f"_{kind}")(place, **fields), place))
        return stored

    def _heading(self, key: str, text: str, level: int) -> Block:
        return {"text": text, "level": str(level)}

    def _paragraph(self, key: str, html: str) -> str:
        return self.rich_text(html)

    def _image(self, key: str, picture: str, **words: str) -> Block:
        return {"image": self.images[picture], "alt": "", "caption": "", "credit": ""} | words

    def _quotation(self, key: str, text: str, source: str = "") -> Block:
        return {"text": text, "source": source}

    def _call_to_action(self, key: str, text: str, label: str, address: str) -> Block:
        internal = address.startswith("/")
        return {
            "text": text,
            "label": label,
            "page": self.page(address) if internal else None,
            "address": "" if internal else address,
        }

    def _key_questions(
        self, key: str, questions: list[dict[str, str]], introduction: str = ""
    ) -> Block:
        written = [
            {"hint": ""} | question | {"answer": self.rich_text(question["answer"])}
            for question in questions
        ]
        return {"introduction": introduction, "questions": list_items(written, key)}

    def _accordion(self, key: str, items: list[dict[str, str]]) -> Block:
        parts = [part | {"body": self.rich_text(part["body"])} for part in items]
        return {"items": list_items(parts, key)}
