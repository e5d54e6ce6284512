"""From a file or a paste to a ``ToolDocument``, in this process and without a time limit.

Documents from people go through ``toolkit.importers.sandbox``, which calls this in another
process; only trusted callers and tests call it directly.
"""

from collections.abc import Callable
from pathlib import PurePath

from toolkit.importers.blocks import Reading, Table
from toolkit.importers.document import DocumentError, ToolDocument
from toolkit.importers.docx import read_docx
from toolkit.importers.html import read_html
from toolkit.importers.limits import LIMITS, MEGABYTE, Limits
from toolkit.importers.odt import read_odt
from toolkit.importers.text import decode, read_text, read_tsv
from toolkit.importers.understand import understand

type Reader = Callable[[bytes, Limits], Reading]

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY = (ZIP, OLE, b"%PDF", b"{\\rtf")


def _read_html_file(content: bytes, limits: Limits) -> Reading:
    return read_html(decode(content), limits)


READERS: dict[str, Reader] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".odt": read_odt,
    ".html": _read_html_file,
    ".htm": _read_html_file,
    ".txt": read_text,
}
PACKAGES = {".docx", ".docm", ".odt"}
# What stands for a suffix where the content is no file.
PASTED = "pasted"


def parse_file(content: bytes, suffix: str, limits: Limits = LIMITS) -> ToolDocument:
    """``suffix`` is what ``check_file`` returned."""
    return understand(READERS[suffix](content, limits), limits)


def parse_pasted(html: str, text: str, limits: Limits = LIMITS) -> ToolDocument:
    """A table copied from elsewhere: its HTML flavour when that has a table, else the text."""
    reading = read_html(html, limits) if html.strip() else Reading([])
    if not any(isinstance(block, Table) for block in reading.blocks) and text.strip():
        reading = read_tsv(text, limits)
    return understand(reading, limits)


def check_file(content: bytes, filename: str, limits: Limits = LIMITS) -> str:
    """What can be said at a glance; returns the suffix that names the reader."""
    suffix = PurePath(filename).suffix.lower()
    if not content.strip():
        raise DocumentError("empty-file")
    if len(content) > limits.file_size:
        raise DocumentError("file-too-large", limit=str(limits.file_size // MEGABYTE))
    if suffix == ".doc" or (content.startswith(OLE) and suffix in READERS):
        _refuse_compound_file(content)
    if suffix not in READERS:
        raise DocumentError("unknown-format", format=suffix or filename)
    is_package = content.startswith(ZIP)
    if is_package != (suffix in PACKAGES) or (content.startswith(BINARY) and not is_package):
        raise DocumentError("wrong-format", format=suffix)
    return suffix


def _refuse_compound_file(content: bytes) -> None:
    """Word wraps an encrypted .docx in the container of its old format."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise DocumentError("encrypted")
    raise DocumentError("old-word")
