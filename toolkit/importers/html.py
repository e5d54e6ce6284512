"""HTML, whatever wrote it, to blocks. Only text, emphasis and safe links come through."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from toolkit.importers.blocks import (
    Block,
    Cell,
    Inline,
    ListBlock,
    Loss,
    Paragraph,
    Reading,
    Run,
    Style,
    Table,
)
from toolkit.importers.document import DocumentError
from toolkit.importers.limits import Limits
from toolkit.importers.links import loss_of_link, safe_address
from toolkit.importers.markup import plain

type Element = etree._Element

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol"}
CONTAINERS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "hr", "html", "li", "main", "nav", "p", "pre", "section", "summary", "tbody",
    "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
BLOCKS = CONTAINERS | HEADINGS | LISTS | {"table"}
BOLD = {"b", "strong"}
ITALIC = {"i", "em", "cite"}
ACTIVE = {"script", "object", "embed", "applet", "iframe", "frame"}
PICTURES = {"img", "svg", "picture", "video", "audio", "canvas", "math"}
SILENT = {"head", "style", "template", "title", "meta", "link", "noscript", "xml", "input"}
STYLES = {"title": Style.TITLE, "subtitle": Style.SUBTITLE}
WIDEST_SPAN = 100


def read_html(source: str, limits: Limits) -> Reading:
    # libxml2 cuts a tree deeper than 256 without a word unless told that it may be huge.
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        content = source.replace("\x00", "").encode("utf-8", "replace")
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Reading([])
    return read_tree(root, limits)


def read_tree(root: Element, limits: Limits) -> Reading:
    _check_depth(root, limits)
    scripts: list[Loss] = [Loss("script-dropped") for _ in root.iterfind("head/script")]
    return Reading(_blocks(root), root.findtext("head/title") or "", scripts[:1])


def _check_depth(root: Element, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise DocumentError("too-deep", limit=str(limits.depth))


def _blocks(element: Element) -> list[Block]:
    """The element's children as blocks; text that stands loose between them is a paragraph."""
    found: list[Block] = []
    loose: list[Inline] = []

    def flush() -> None:
        if plain(loose) or any(isinstance(part, Loss) for part in loose):
            found.append(Paragraph(loose.copy(), _style(element)))
        loose.clear()

    loose += _text(element.text, Run(""))
    for child in element:
        if _is_block(child):
            flush()
            found += _block(child)
        else:
            loose += _inline(child, Run(""))
        loose += _text(child.tail, Run(""))
    flush()
    return found


def _block(element: Element) -> list[Block]:
    if element.tag in LISTS:
        return [ListBlock(list(_items(element)), ordered=element.tag == "ol")]
    if element.tag == "table":
        captions = [
            Paragraph(list(_children(caption, Run(""))), Style.HEADING)
            for caption in element.iterfind("caption")
        ]
        return [*captions, Table([_row(row) for row in _rows(element)])]
    return _blocks(element)


def _is_block(element: Element) -> bool:
    if element.tag in BLOCKS:
        return True
    # An inline element around blocks, as in <b style="font-weight:normal"><p>…</p></b>.
    return element.tag not in ACTIVE | PICTURES | SILENT and any(
        True for _ in element.iter(*BLOCKS)
    )


def _style(element: Element) -> Style:
    if element.tag not in HEADINGS:
        return Style.BODY
    return STYLES.get(element.get("class", ""), Style.HEADING)


def _items(element: Element) -> Iterator[list[Inline]]:
    yield from _item(list(_text(element.text, Run(""))))
    for child in element:
        if child.tag in LISTS:
            yield from _items(child)
        elif isinstance(child.tag, str):
            yield from _flattened(_blocks(child))
        yield from _item(list(_text(child.tail, Run(""))))


def _flattened(blocks: list[Block]) -> Iterator[list[Inline]]:
    """One list item: its paragraphs are one text, the lists inside it items of their own."""
    own: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph():
                own += [Run(" "), *block.inlines]
            case ListBlock():
                yield from _item(own)
                own = []
                yield from block.items
            case Table():
                cells = [cell for row in block.rows for cell in row]
                own.append(Loss("nested-table"))
                yield from _item(own)
                own = []
                for cell in cells:
                    yield from _flattened(cell.blocks)
    yield from _item(own)


def _item(inlines: list[Inline]) -> Iterator[list[Inline]]:
    if plain(inlines) or any(isinstance(part, Loss) for part in inlines):
        yield inlines


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


def _row(row: Element) -> list[Cell]:
    return [
        Cell(
            _blocks(cell),
            colspan=_span(cell, "colspan"),
            rowspan=_span(cell, "rowspan"),
            unmarked=any(_lost_its_items(item) for item in cell.iter(*LISTS)),
        )
        for cell in row.iterchildren("td", "th")
    ]


def _lost_its_items(element: Element) -> bool:
    return element.find("li") is None and bool((element.text or "").strip())


def _span(cell: Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name, ""))
    return min(max(int(digits[1]), 1), WIDEST_SPAN) if digits else 1


def _inline(element: Element, look: Run) -> Iterator[Inline]:
    tag = element.tag
    if not isinstance(tag, str) or tag in SILENT:
        return
    if tag == "br":
        yield replace(look, text="\n")
    elif tag in ACTIVE:
        yield Loss("script-dropped")
    elif tag in PICTURES:
        yield Loss("picture-dropped", {"text": element.get("alt") or "…"})
    elif tag == "a":
        yield from _link(element, look)
    else:
        heavy = tag in BOLD and "font-weight:normal" not in element.get("style", "")
        look = replace(look, bold=look.bold or heavy, italic=look.italic or tag in ITALIC)
        yield from _children(element, look)


def _link(element: Element, look: Run) -> Iterator[Inline]:
    href = element.get("href", "")
    address = safe_address(href)
    inlines = list(_children(element, replace(look, address=address)))
    yield from inlines
    if not address:
        yield from loss_of_link(href, inlines)


def _children(element: Element, look: Run) -> Iterator[Inline]:
    yield from _text(element.text, look)
    for child in element:
        yield from _inline(child, look)
        yield from _text(child.tail, look)


def _text(text: str | None, look: Run) -> Iterator[Run]:
    if text:
        yield replace(look, text=re.sub(r"\s+", " ", text))
