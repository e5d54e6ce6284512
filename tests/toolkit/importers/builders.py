"""Small .docx and .odt files, made of the few elements that a test is about."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
HEADINGS = ("Pourquoi?", "Pour quelles retombées?", "Comment?", "Exemples")

CONTENT_TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
</Types>"""
STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Sous-titre"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{WORD}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def zipped(entries: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, style: str = "", *, bullet: bool = False) -> str:
    """``content`` is a text, or runs when it starts with a tag."""
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr>{inner}</w:p>"


def bullets(*items: str) -> str:
    return "".join(para(item, bullet=True) for item in items)


def cell(content: str = "", properties: str = "") -> str:
    """``content`` is a text, or paragraphs and tables."""
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    inner = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr>{inner}</w:tr>"


def table(*rows: str, headings: tuple[str, ...] = HEADINGS) -> str:
    return f"<w:tbl>{row(*headings) if headings else ''}{''.join(rows)}</w:tbl>"


def docx(
    body: str,
    *,
    relations: str = "",
    more: dict[str, str | bytes] | None = None,
    prologue: str = "",
    strict: bool = False,
) -> bytes:
    word, links = (STRICT, STRICT_RELATIONS) if strict else (WORD, RELATIONS)
    document = (
        f'{prologue}<w:document xmlns:w="{word}" xmlns:r="{links}" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": _relations(
                f'<Relationship Id="r1" Type="{links}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _relations(relations),
            "word/document.xml": document,
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            **(more or {}),
        }
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def link_relation(name: str, address: str) -> str:
    return (
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{escape(address)}" '
        'TargetMode="External"/>'
    )


def tool_docx(*rows: str, before: str = "", after: str = "", **options) -> bytes:
    """One audience, "Parents", with these rows."""
    heading = para("Public cible : Parents", "Titre2")
    return docx(before + heading + table(*rows) + after, **options)


def odt_cell(content: str, attributes: str = "") -> str:
    inner = content if content.startswith("<") else f"<text:p>{escape(content)}</text:p>"
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def odt_row(*cells: str) -> str:
    inner = "".join(part if part.startswith("<table:") else odt_cell(part) for part in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def odt_table(*rows: str) -> str:
    return f"<table:table>{odt_row(*HEADINGS)}{''.join(rows)}</table:table>"


def odt(body: str, *, prologue: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    names = ("office", "text", "table", "style", "draw", "script")
    spaces = " ".join(f'xmlns:{name}="{ODF}{_space(name)}:1.0"' for name in names)
    content = (
        f'{prologue}<office:document-content {spaces} xmlns:fo="{ODF}xsl-fo-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            **(more or {}),
        }
    )


def _space(name: str) -> str:
    return {"draw": "drawing"}.get(name, name)


def tool_odt(*rows: str, before: str = "", **options) -> bytes:
    heading = '<text:h text:outline-level="2">Public cible : Parents</text:h>'
    return odt(before + heading + odt_table(*rows), **options)
