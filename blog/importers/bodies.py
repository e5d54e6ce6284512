"""HTML of posts as the blocks of a story's body: text, emphasis, lists, links and pictures.

What it cannot say is counted as a loss, its words kept where it has some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from operator import attrgetter

from lxml import etree
from lxml import html as lxml_html

from blog.comments.addresses import safe_address
from blog.importers.shortcodes import expand

type Element = etree._Element

DEEPEST = 100
LONGEST_HEADING = 160
HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol"}
CONTAINERS = {
    "address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "header", "html", "legend", "li", "main", "nav", "p", "pre",
    "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
BLOCKS = CONTAINERS | HEADINGS | LISTS | {"blockquote", "table", "hr"}
BOLD = {"b", "strong", "dt", "legend", "th"}
ITALIC = {"i", "em", "cite", "figcaption", "address"}
LOST = {
    "iframe": "embed", "object": "embed", "embed": "embed", "video": "video", "audio": "video",
    "form": "form", "input": "form", "select": "form", "textarea": "form", "button": "form",
    "script": "script", "svg": "script", "math": "script", "canvas": "script",
}  # fmt: skip
SILENT = {"head", "style", "template", "title", "meta", "link", "noscript"}
BLOCK_TAG = re.compile(r"<(?:p|div|section|article)\b", re.IGNORECASE)
PREFORMATTED = re.compile(r"(<pre\b(?:(?!</?pre\b).)*+</pre>)", re.IGNORECASE | re.DOTALL)
# WordPress shows what stands at an address that is alone on its line.
LONE_ADDRESS = re.compile(r"\s*(https?://\S+)\s*")
IMAGE_ID = re.compile(r"\bwp-image-(\d+)\b")


@dataclass(frozen=True)
class Heading:
    text: str
    level: str


@dataclass(frozen=True)
class Text:
    """Safe HTML of p, ul, ol, li, b, i, a and br."""

    html: str


@dataclass(frozen=True)
class Quotation:
    text: str
    source: str = ""


@dataclass(frozen=True)
class Picture:
    """``id`` is the attachment's where it is known."""

    address: str
    id: str = ""
    alt: str = ""
    caption: str = ""


type Block = Heading | Text | Quotation | Picture


@dataclass
class Body:
    blocks: list[Block] = field(default_factory=list)
    losses: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Run:
    text: str = ""
    bold: bool = False
    italic: bool = False
    address: str = ""


def read_body(html: str) -> Body:
    body = Body()
    html = expand(html.replace("\0", ""), body.losses)
    # The classic editor leaves paragraphs to blank lines, the block editor writes them.
    classic = "<!-- wp:" not in html and not BLOCK_TAG.search(html)
    if classic:
        html = "".join(
            part if part[:4].lower() == "<pre" else re.sub(r"(?:[ \t]*\r?\n){2,}", "<p>", part)
            for part in PREFORMATTED.split(html)
        )
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
    try:
        content = f"<body>{html}</body>".encode("utf-8", "ignore")
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return body
    if _is_too_deep(root):
        body.losses["nested"] += 1
        body.blocks.append(Text(f"<p>{escape(' '.join(root.itertext()))}</p>"))
        return body
    reader = _Reader(body, keep_lines=classic)
    reader.read(root, Run())
    reader.flush()
    body.losses = +body.losses
    return body


def _is_too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


class _Reader:
    def __init__(self, body: Body, *, keep_lines: bool) -> None:
        self.body, self.keep_lines = body, keep_lines
        self.runs: list[Run] = []

    def flush(self) -> None:
        """What was gathered becomes a paragraph, in one block with those just before."""
        runs, self.runs = self.runs, []
        text = "".join(run.text for run in runs)
        if (alone := LONE_ADDRESS.fullmatch(text)) and not any(run.address for run in runs):
            self.body.losses["embed"] += 1
            runs = [Run(alone[1], address=safe_address(alone[1]))]
        html = _inline_html(runs)
        if html:
            self.add_text(f"<p>{html}</p>")

    def add_text(self, html: str) -> None:
        blocks = self.body.blocks
        if blocks and isinstance(blocks[-1], Text):
            blocks[-1] = Text(blocks[-1].html + html)
        else:
            blocks.append(Text(html))

    def add(self, block: Block) -> None:
        self.flush()
        self.body.blocks.append(block)

    def read(self, element: Element, look: Run) -> None:
        """The content of an element, its blocks and what stands loose between them."""
        self.text(element.text, look)
        for child in element:
            self.child(child, look)
            self.text(child.tail, look)

    def text(self, text: str | None, look: Run) -> None:
        if not text:
            return
        if self.keep_lines:
            text = re.sub(r"[^\S\n\xa0]*\r?\n[^\S\n\xa0]*", "\n", text)
        else:
            text = re.sub(r"[^\S\xa0]+", " ", text)
        self.runs.append(replace(look, text=text))

    def child(self, element: Element, look: Run) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT:
            return
        if tag in LOST:
            self.lost(element)
        elif tag in BLOCKS:
            self.flush()
            self.block(element, _styled(element, look))
            self.flush()
        elif tag == "br":
            self.runs.append(replace(look, text="\n"))
        elif tag == "img":
            self.picture(element, "")
        else:
            self.read(element, _styled(element, look))

    def block(self, element: Element, look: Run) -> None:
        tag = element.tag
        if tag in HEADINGS:
            self.heading(element, look)
        elif tag == "blockquote":
            self.quotation(element)
        elif tag in LISTS:
            self.listing(element)
        elif tag == "table":
            self.table(element)
        elif tag == "figure":
            self.figure(element, look)
        elif tag == "pre":
            self.runs += [replace(look, text="".join(element.itertext()).strip("\n"))]
        else:
            self.read(element, look)

    def heading(self, element: Element, look: Run) -> None:
        text = _words(element)
        if 0 < len(text) <= LONGEST_HEADING:
            self.add(Heading(text, "2" if element.tag in {"h1", "h2"} else "3"))
        else:
            self.read(element, replace(look, bold=True))
        for image in element.iter("img"):
            self.picture(image, "")

    def quotation(self, element: Element) -> None:
        source = ""
        for cite in list(element.iter("cite")):
            source = _words(cite)
            cite.drop_tree()
        parts = [_words(part) for part in element.iter("p", "li")] or [_words(element)]
        text = "\n".join(part for part in parts if part)
        if text:
            self.add(Quotation(text, source[:160]))
        for image in element.iter("img"):
            self.picture(image, "")

    def listing(self, element: Element) -> None:
        html = self._list_html(element)
        if html:
            self.flush()
            self.add_text(html)
        for image in element.iter("img"):
            self.picture(image, "")

    def _list_html(self, element: Element) -> str:
        items = ""
        for item in element.iterchildren():
            if item.tag in LISTS:
                items += (
                    self._list_html(item)
                    .removeprefix(f"<{item.tag}>")
                    .removesuffix(f"</{item.tag}>")
                )
            elif item.tag == "li":
                words = _inline_html(list(_runs(item, Run())), breaks=False)
                inner = "".join(self._list_html(child) for child in item.iterchildren(*LISTS))
                items += f"<li>{words}{inner}</li>" if words or inner else ""
        return f"<{element.tag}>{items}</{element.tag}>" if items else ""

    def table(self, element: Element) -> None:
        self.body.losses["table"] += 1
        for row in element.iter("tr"):
            cells = [_words(cell) for cell in row.iterchildren("td", "th")]
            self.runs.append(Run(" | ".join(cell for cell in cells if cell)))
            self.flush()

    def figure(self, element: Element, look: Run) -> None:
        caption = element.find("figcaption")
        pictures = list(element.iter("img"))
        if len(pictures) == 1:
            self.picture(pictures[0], "" if caption is None else _words(caption))
        else:
            self.read(element, look)

    def picture(self, element: Element, caption: str) -> None:
        known = IMAGE_ID.search(element.get("class", ""))
        address = safe_address(element.get("src", ""))
        if address or known:
            alt = " ".join(element.get("alt", "").split())
            self.add(Picture(address, known[1] if known else "", alt[:250], caption[:250]))
        else:
            self.body.losses["picture"] += 1

    def lost(self, element: Element) -> None:
        """Its address stays as a link, or its words as text."""
        code = LOST[element.tag]
        self.body.losses[code] += 1
        sources = [element, *element.iter("source", "embed")]
        addresses = (one.get("src") or one.get("data") or "" for one in sources)
        address = next((found for one in addresses if (found := safe_address(one))), "")
        if code in {"embed", "video"} and address.startswith("http"):
            self.flush()
            self.runs.append(Run(address, address=address))
            self.flush()
        elif code == "form":
            self.flush()
            self.read(element, Run())
            self.flush()


def _styled(element: Element, look: Run) -> Run:
    tag = element.tag
    if tag == "a":
        return replace(look, address=safe_address(element.get("href", "")))
    return replace(look, bold=look.bold or tag in BOLD, italic=look.italic or tag in ITALIC)


def _runs(element: Element, look: Run) -> Iterator[Run]:
    """The words of a list's item, without the lists in it."""
    if element.text:
        yield replace(look, text=element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LISTS | SILENT | set(LOST):
            if child.tag in BLOCKS or child.tag == "br":
                yield Run(" ")
            yield from _runs(child, _styled(child, look))
        if child.tail:
            yield replace(look, text=child.tail)


def _words(element: Element) -> str:
    return " ".join("".join(run.text for run in _runs(element, Run())).split())


def _inline_html(runs: list[Run], *, breaks: bool = True) -> str:
    """Safe by construction: every word is escaped, every address was judged."""
    html = ""
    for address, linked in groupby(runs, key=attrgetter("address")):
        inner = "".join(_marked(run) for run in linked)
        filled = address and re.sub(r"<[^>]*>", "", inner).strip()
        html += f'<a href="{escape(address)}">{inner}</a>' if filled else inner
    html = re.sub(r"[ \n]*\n[ \n]*", "\n", html).strip(" \n")
    html = html.replace("\n", "<br/>" if breaks else " ")
    return html if re.sub(r"<[^>]*>|\s", "", html) else ""


def _marked(run: Run) -> str:
    text = escape(run.text, quote=False)
    if not text.strip():
        return text
    text = f"<i>{text}</i>" if run.italic else text
    return f"<b>{text}</b>" if run.bold else text
