"""Word documents: mammoth makes HTML of them, and the HTML reader does the rest.

mammoth settles tracked changes (as accepted), numbering, fields, text boxes and the strict
format. It is handed a package of the checked XML parts only: no picture is unpacked, and
nothing outside of the file can be reached.
"""

from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

import mammoth
from lxml import etree
from lxml import html as lxml_html

from toolkit.importers.archive import Package, open_package
from toolkit.importers.blocks import Loss, Reading
from toolkit.importers.document import DocumentError
from toolkit.importers.html import read_tree
from toolkit.importers.limits import Limits

STYLE_MAP = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => h2.subtitle:fresh
"""
# Keeps the ids of notes apart from those of the author's own bookmarks.
ID_PREFIX = "note-reader-"
# mammoth trusts the structure that it expects: these are what it raises when it is not there.
UNEXPECTED = (LookupError, AttributeError, TypeError, ValueError, OSError, ExpatError)


def read_docx(content: bytes, limits: Limits) -> Reading:
    package = open_package(content, limits)
    if "[Content_Types].xml" not in package.parts:
        raise DocumentError("wrong-format", format=".docx")
    root = lxml_html.document_fromstring(f"<html><body>{_to_html(package, limits)}</body></html>")
    _inline_notes(root)
    reading = read_tree(root, limits)
    reading.title = _property_title(package)
    if any(name.endswith("vbaProject.bin") or "/activeX/" in name for name in package.names):
        reading.losses.append(Loss("macro-dropped"))
    return reading


def _to_html(package: Package, limits: Limits) -> str:
    checked = BytesIO()
    with ZipFile(checked, "w") as archive:
        for name, part in package.parts.items():
            archive.writestr(name, part)
    try:
        converted = mammoth.convert_to_html(
            checked,
            style_map=STYLE_MAP,
            id_prefix=ID_PREFIX,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
            external_file_access=False,
        )
    except RecursionError as error:
        raise DocumentError("too-deep", limit=str(limits.depth)) from error
    except UNEXPECTED as error:
        raise DocumentError("damaged") from error
    return str(converted.value)


def _inline_notes(root: etree._Element) -> None:
    """Replace each reference to a footnote or endnote by its text in parentheses."""
    notes = {
        note.get("id"): note
        for note in root.iter("li")
        if note.get("id", "").startswith((f"{ID_PREFIX}footnote-", f"{ID_PREFIX}endnote-"))
    }
    for reference in list(root.iter("sup")):
        link = reference.find("a")
        note = notes.get(link.get("href", "")[1:]) if link is not None else None
        if note is not None:
            text = " ".join(note.text_content().removesuffix("↑").split()).removesuffix("↑").strip()
            reference.clear(keep_tail=True)
            reference.tag = "span"
            reference.text = f" ({text})"
    for note in notes.values():
        note.drop_tree()


def _property_title(package: Package) -> str:
    core = package.parts.get("docProps/core.xml")
    if core is None:
        return ""
    return etree.fromstring(core).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
