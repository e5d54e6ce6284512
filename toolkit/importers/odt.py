"""OpenDocument text to blocks. Tracked changes keep only the parts that were not deleted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.importers.archive import Package, open_package
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

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
# Deleted text, comments, and what is only of use to a word processor.
SILENT = {
    "text:tracked-changes",
    "text:sequence-decls",
    "text:variable-decls",
    "text:user-field-decls",
    "text:note-citation",
    "text:table-of-content-source",
    "text:ruby-text",
    "office:annotation",
    "office:annotation-end",
    "office:forms",
    "table:covered-table-cell",
}
STYLES = {"Title": Style.TITLE, "Subtitle": Style.SUBTITLE}
WIDEST_SPAN = 100


def read_odt(content: bytes, limits: Limits) -> Reading:
    package = open_package(content, limits)
    manifest = package.parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest or "encrypted-package" in package.names:
        raise DocumentError("encrypted")
    if not package.parts.get("mimetype", MEDIA_TYPE).startswith(MEDIA_TYPE):
        raise DocumentError("wrong-format", format=".odt")
    if "content.xml" not in package.parts:
        raise DocumentError("wrong-format", format=".odt")
    content_xml = _parse(package, "content.xml")
    looks = _Looks.of(content_xml, _parse(package, "styles.xml"))
    body = content_xml.find("office:body/office:text", NAMESPACES)
    if body is None:
        raise DocumentError("wrong-format", format=".odt")
    title = _parse(package, "meta.xml").findtext("office:meta/dc:title", "", NAMESPACES)
    losses = [Loss("macro-dropped")] if _has_macros(package) else []
    return Reading(_Reader(looks).blocks(body), title, losses)


def _parse(package: Package, name: str) -> Element:
    """The part was checked by ``open_package``: it has no document type and no entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(package.parts.get(name) or b"<absent/>", parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("damaged") from error


def _has_macros(package: Package) -> bool:
    return any(name.startswith(("Basic/", "Scripts/")) for name in package.names)


@dataclass
class _Looks:
    """What the styles by their names say of weight, slant and rank."""

    runs: dict[str, Run]
    paragraphs: dict[str, Style]

    @classmethod
    def of(cls, *parts: Element) -> "_Looks":
        looks = cls({}, dict(STYLES))
        for part in parts:
            for style in part.iterfind(".//style:style", NAMESPACES):
                name = _attribute(style, "style:name")
                text = style.find("style:text-properties", NAMESPACES)
                if text is not None:
                    bold = _attribute(text, "fo:font-weight") == "bold"
                    italic = _attribute(text, "fo:font-style") == "italic"
                    looks.runs[name] = Run("", bold, italic)
                parent = _attribute(style, "style:parent-style-name")
                if parent in STYLES:
                    looks.paragraphs[name] = STYLES[parent]
        return looks


class _Reader:
    def __init__(self, looks: _Looks) -> None:
        self.looks = looks

    def blocks(self, element: Element) -> list[Block]:
        found: list[Block] = []
        for child in element:
            found += self._block(child)
        return found

    def _block(self, element: Element) -> Iterator[Block]:
        name = _name(element)
        if name in {"text:p", "text:h"}:
            yield from self._paragraph(element, name)
        elif name == "text:list":
            yield ListBlock(list(self._items(element)))
        elif name == "table:table":
            yield Table([self._row(row) for row in _rows(element)])
        elif name == "draw:frame" or name.startswith("script:"):
            yield Paragraph(list(self._inline(element, Run(""))))
        elif name not in SILENT:
            yield from self.blocks(element)

    def _paragraph(self, element: Element, name: str) -> Iterator[Block]:
        style = self.looks.paragraphs.get(_attribute(element, "text:style-name"), Style.BODY)
        if name == "text:h" and style is Style.BODY:
            style = Style.HEADING
        inlines = list(self._children(element, Run("")))
        if plain(inlines) or any(isinstance(part, Loss) for part in inlines):
            yield Paragraph(inlines, style)
        for box in element.iterfind(".//draw:frame/draw:text-box", NAMESPACES):
            yield from self.blocks(box)

    def _items(self, element: Element) -> Iterator[list[Inline]]:
        for item in element.iterfind("text:list-item", NAMESPACES):
            own: list[Inline] = []
            for child in item:
                if _name(child) == "text:list":
                    yield from self._items(child)
                else:
                    own += [Run(" "), *self._children(child, Run(""))]
                if plain(own):
                    yield own
                    own = []

    def _row(self, row: Element) -> list[Cell]:
        return [
            Cell(
                self.blocks(cell),
                colspan=_number(cell, "table:number-columns-spanned"),
                rowspan=_number(cell, "table:number-rows-spanned"),
            )
            for cell in row.iterfind("table:table-cell", NAMESPACES)
            for _ in range(_number(cell, "table:number-columns-repeated"))
        ]

    def _children(self, element: Element, look: Run) -> Iterator[Inline]:
        yield from _text(element.text, look)
        for child in element:
            yield from self._inline(child, look)
            yield from _text(child.tail, look)

    def _inline(self, element: Element, look: Run) -> Iterator[Inline]:
        name = _name(element)
        if name in {"text:s", "text:tab"}:
            yield replace(look, text=" ")
        elif name == "text:line-break":
            yield replace(look, text="\n")
        elif name == "text:span":
            yield from self._children(element, self._look(element, look))
        elif name == "text:a":
            yield from self._link(element, look)
        elif name == "text:note":
            text = plain(self._children(element, look))
            yield replace(look, text=f" ({text})")
        elif name == "draw:frame":
            yield from self._frame(element)
        elif name.startswith("script:") or name == "text:script":
            yield Loss("script-dropped")
        elif name not in SILENT:
            yield from self._children(element, look)

    def _frame(self, frame: Element) -> Iterator[Inline]:
        """A frame holds a text box, which ``_paragraph`` reads, or a picture."""
        if frame.find("draw:text-box", NAMESPACES) is None:
            title = frame.findtext("svg:title", "", NAMESPACES)
            yield Loss("picture-dropped", {"text": title or "…"})

    def _look(self, span: Element, look: Run) -> Run:
        own = self.looks.runs.get(_attribute(span, "text:style-name"), look)
        return replace(look, bold=look.bold or own.bold, italic=look.italic or own.italic)

    def _link(self, element: Element, look: Run) -> Iterator[Inline]:
        href = _attribute(element, "xlink:href")
        address = safe_address(href)
        inlines = list(self._children(element, replace(look, address=address)))
        yield from inlines
        if not address:
            yield from loss_of_link(href, inlines)


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        name = _name(child)
        if name == "table:table-row":
            yield child
        elif name in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
            yield from _rows(child)


def _name(element: Element) -> str:
    """``text:p`` and the like, whatever prefixes the file chose; nothing for a comment."""
    if not isinstance(element.tag, str):
        return "office:annotation"
    name = etree.QName(element)
    return f"{PREFIXES.get(name.namespace or '', '')}:{name.localname}"


def _attribute(element: Element, name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{NAMESPACES[prefix]}}}{local}", ""))


def _number(element: Element, name: str) -> int:
    value = _attribute(element, name)
    return min(max(int(value), 1), WIDEST_SPAN) if value.isdecimal() and len(value) < 7 else 1


def _text(text: str | None, look: Run) -> Iterator[Run]:
    if text:
        yield replace(look, text=text.replace("\n", " "))
