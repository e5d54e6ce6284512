"""Opening a .docx or .odt without being hurt by it: a zip of XML parts, checked before use."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from toolkit.importers.document import DocumentError
from toolkit.importers.limits import MEGABYTE, Limits

CHUNK = 64 * 1024
# What zipfile and its decompressors raise on bytes that are not as announced.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
ENCRYPTED = 0x1


@dataclass(frozen=True)
class Package:
    """The names of all entries and the content of the XML ones, which are safe to parse."""

    names: frozenset[str]
    parts: dict[str, bytes]


def open_package(content: bytes, limits: Limits) -> Package:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            check_directory(entries, len(content), limits)
            parts = _read_parts(archive, limits)
    except DAMAGE as error:
        raise DocumentError("damaged") from error
    guard = _Guard(limits)
    for name, part in parts.items():
        guard.check(name, part)
    return Package(frozenset(entry.filename for entry in entries), parts)


def check_directory(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise DocumentError("too-many-parts", parts=str(len(entries)), limit=str(limits.entries))
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > limits.ratio_floor and unpacked > limits.ratio * size
    if unpacked > limits.unpacked_size or too_dense:
        raise DocumentError("unpacks-too-large", limit=_megabytes(limits.unpacked_size))
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise DocumentError("encrypted")


def _read_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """Counts what really comes out, because the directory may lie about sizes."""
    parts = {}
    left = limits.unpacked_size
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")) or entry.filename == "mimetype":
            buffer = bytearray()
            with archive.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    buffer += chunk
                    left -= len(chunk)
                    if left < 0:
                        limit = _megabytes(limits.unpacked_size)
                        raise DocumentError("unpacks-too-large", limit=limit)
            parts[entry.filename] = bytes(buffer)
    return parts


def _megabytes(size: int) -> str:
    return str(size // MEGABYTE)


class _Guard(ContentHandler):
    """Refuses document type declarations, and XML too deep or too long for the readers."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self.depth = self.elements = 0

    def check(self, name: str, part: bytes) -> None:
        # LibreOffice writes an empty Configurations2/accelerator/current.xml.
        if not part or name == "mimetype":
            return
        self.depth = 0
        try:
            parseString(part, self, forbid_dtd=True)
        except DefusedXmlException as error:
            raise DocumentError("entities-forbidden", part=name) from error
        except (SAXException, ValueError) as error:
            raise DocumentError("damaged") from error

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        self.elements += 1
        if self.depth > self.limits.depth:
            raise DocumentError("too-deep", limit=str(self.limits.depth))
        if self.elements > self.limits.elements:
            raise DocumentError("too-complex", limit=str(self.limits.elements))

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
