"""HTML, whatever wrote it, as text: with the notation of comments or without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from blog.comments.addresses import poses_as_address, safe_address

BLOCKS = {
    "address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
LINES = {"li", "tr"}
STRONG = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
STRESSED = {"em", "i", "cite"}
SILENT = {
    "applet", "audio", "canvas", "embed", "head", "iframe", "math", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml",
}  # fmt: skip
DEEPEST_QUOTE = 3

# Without any of these, the ends of lines are what its author made them.
MAKES_LINES = re.compile(r"<(?:p|br|div|li|blockquote)\b", re.IGNORECASE)
# What would be taken for notation: stars that touch a word on one side, what looks like a link.
NOTATION = re.compile(
    r"(?<=\\)[*\[>]|(?<![^\W_]|\*)\*++(?!\s)|(?<![\s*])\*++(?![^\W_])|\[(?=[^\[\]]*+\]\()"
)
# What may follow a bare address without becoming a part of it.
AFTER_ADDRESS = re.compile(r"[.,;:!?)»]*(?:\s|$)")
PARENTHESES = str.maketrans({"(": "%28", ")": "%29"})
PARSER_OPTIONS = {"encoding": "utf-8", "huge_tree": True}


class Look(NamedTuple):
    stressed: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Run:
    text: str
    look: Look = Look()
    address: str = ""


BULLET = Run("- ")


class _Reader:
    """What lxml's parser tells it. Nothing here is nested, so that no depth is too deep."""

    def __init__(self, *, notation: bool, keep_lines: bool) -> None:
        self.notation, self.keep_lines = notation, keep_lines
        self.runs: list[Run] = []
        self.parts: list[tuple[int, str, bool]] = []  # how deep quoted, text, ends its paragraph
        self.depth = {"quote": 0, "silent": 0, "stressed": 0, "strong": 0}
        self.address = ""

    # --- What the parser calls -------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BLOCKS or tag == "blockquote":
            self.flush(ends=tag not in LINES)
        self.count(tag, 1)
        if tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "li":
            self.runs.append(BULLET)
        elif tag == "a":
            self.address = safe_address(attributes.get("href", ""))

    def end(self, tag: str) -> None:
        if tag in BLOCKS or tag == "blockquote":
            self.flush(ends=tag not in LINES)
        self.count(tag, -1)
        if tag == "a":
            self.address = ""

    def data(self, text: str) -> None:
        if self.depth["silent"]:
            return
        if not self.keep_lines:
            text = re.sub(r"[^\S\xa0]+", " ", text)
        look = Look(self.depth["stressed"] > 0, self.depth["strong"] > 0)
        self.runs.append(Run(text, look if self.notation else Look(), self.address))

    def close(self) -> str:
        self.flush()
        return _joined(self.parts)

    # --- What it makes of it -----------------------------------------------------------

    def count(self, tag: str, step: int) -> None:
        kinds = {"quote": {"blockquote"}, "silent": SILENT, "stressed": STRESSED, "strong": STRONG}
        for kind, tags in kinds.items():
            if tag in tags:
                self.depth[kind] = max(0, self.depth[kind] + step)

    def flush(self, *, ends: bool = True) -> None:
        runs, self.runs = self.runs, []
        if any(run.text.strip() for run in runs if run is not BULLET):
            text = "\n".join(_written(line, notation=self.notation) for line in _lines(runs))
            self.parts.append((min(self.depth["quote"], DEEPEST_QUOTE), text.strip(), ends))
        elif ends and self.parts:
            depth, before, _ = self.parts[-1]
            self.parts[-1] = depth, before, True


def read_html(html: str, *, notation: bool) -> str:
    reader = _Reader(notation=notation, keep_lines=not MAKES_LINES.search(html))
    parser = etree.HTMLParser(target=reader, **PARSER_OPTIONS)
    parser.feed("<body>")
    parser.feed(html.replace("\0", "").encode("utf-8", "ignore"))
    return parser.close()


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        found[-1].append(replace(run, text=first))
        found.extend([replace(run, text=text)] for text in others)
    return found


def _written(runs: list[Run], *, notation: bool) -> str:
    alike = [_as_one(group) for group in _groups(runs, attrgetter("address", "look"))]
    if notation:
        around = zip([None, *alike], alike, [*alike[1:], None], strict=False)
        alike = [_marked(run, before, after) for before, run, after in around]
    line = ""
    links = [_as_one(group) for group in _groups(alike, attrgetter("address"))]
    for link, after in zip(links, [*links[1:], Run("")], strict=False):
        alone = not line[-1:].isalnum() and bool(AFTER_ADDRESS.match(after.text))
        line += _linked(link.text, link.address, notation, alone) if link.address else link.text
    line = re.sub(" {2,}", " ", line).strip(" ")
    return f"\\{line}" if notation and line.startswith(">") else line


def _as_one(runs: list[Run]) -> Run:
    return replace(runs[0], text="".join(run.text for run in runs))


def _groups(runs: list[Run], key: Callable[[Run], object]) -> list[list[Run]]:
    return [list(group) for _, group in groupby(runs, key=key)]


def _marked(run: Run, before: Run | None, after: Run | None) -> Run:
    """The run between its stars, which only mean something where no word touches them.

    White space stays outside, for the same reason.
    """
    text, inner = run.text, _literal(run.text.strip())
    stars = "*" * (run.look.stressed + 2 * run.look.strong)
    glued = (before and _touches(before, before.text[-1:], text[:1])) or (
        after and _touches(after, after.text[:1], text[-1:])
    )
    if glued or not (inner and stars):
        return replace(run, text=_literal(text))
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return replace(run, text=f"{start}{stars}{inner}{stars}{end}")


def _touches(other: Run, its_side: str, my_side: str) -> bool:
    marked = any(other.look) or its_side == "*"
    return bool(its_side.strip() and my_side.strip()) and (marked or its_side.isalnum())


def _literal(text: str) -> str:
    return NOTATION.sub(lambda found: re.sub(r".", r"\\\g<0>", found[0]), text)


def _linked(words: str, address: str, notation: bool, alone: bool) -> str:
    label = words.strip()
    if not label:
        return words
    same = poses_as_address(label) or label in (address, address.removeprefix("mailto:"))
    if not notation:
        return address.removeprefix("mailto:") if same else f"{label} ({address})"
    if same and alone and not address.startswith("mailto:"):
        return address
    label = label.replace("\\[", "(").translate(str.maketrans("[]", "()"))
    return f"[{label}]({address.translate(PARENTHESES)})"


def _joined(parts: list[tuple[int, str, bool]]) -> str:
    """Paragraphs below one another, each line behind as many ``>`` as it is quoted deep."""
    lines: list[str] = []
    last = 0
    for number, (depth, text, _ends) in enumerate(parts):
        if number:
            shared = min(depth, last)
            lines += [("> " * shared).rstrip()] if parts[number - 1][2] or depth != last else []
        lines += [("> " * depth) + line if depth else line for line in text.split("\n")]
        last = depth
    return "\n".join(line.rstrip() for line in lines)
