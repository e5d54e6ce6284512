"""Large XML files, one record at a time, and none of what XML can do to a reader."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors as expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from blog.importers.errors import ExportError

GZIP = b"\x1f\x8b"
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: an "<" is two bytes there
# So much may stand before the first tag: byte order marks, a stray character.
STRAY = 1_000
UNPACKED = 2 * 1024**3
DEEPEST = 50
ELEMENTS = 2_000_000  # of one record
CUT_OFF = {
    expat.codes[expat.XML_ERROR_NO_ELEMENTS],
    expat.codes[expat.XML_ERROR_UNCLOSED_TOKEN],
    expat.codes[expat.XML_ERROR_PARTIAL_CHAR],
    expat.codes[expat.XML_ERROR_UNCLOSED_CDATA_SECTION],
}


def local(name: str) -> str:
    """A name without its namespace, whose address differs between versions."""
    return name.rpartition("}")[2]


def text_of(element: Element, name: str) -> str:
    """The text of the first child of that name, whatever its namespace."""
    return next((child.text or "" for child in element if local(child.tag) == name), "").strip()


def read_records(path: Path, *, root: str, level: int) -> Iterator[Element]:
    """Each element ``level`` steps below the root, which must have that name.

    Raises ``ExportError``; ``OSError`` where the file cannot be opened.
    """
    with _opened(path) as stream:
        found = False
        try:
            for element in _walk(stream, root, level):
                found = True
                yield element
        except DefusedXmlException as error:
            raise ExportError("entities-forbidden") from error
        except ParseError as error:
            raise _fault(error, found=found) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ExportError("cut-off") from error
        except (LookupError, ValueError) as error:
            raise ExportError("unknown-encoding") from error


def _walk(stream: IO[bytes], root: str, level: int) -> Iterator[Element]:
    above: list[Element] = []
    count = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not above and local(element.tag) != root:
                raise ExportError(f"not-{root}")
            above.append(element)
            count += 1
            if len(above) > DEEPEST or count > ELEMENTS:
                raise ExportError("too-complex")
            continue
        above.pop()
        if len(above) == level:
            yield element
            count = 0
        if len(above) <= level and above:
            above[-1].remove(element)


def _fault(error: ParseError, *, found: bool) -> ExportError:
    if error.code in CUT_OFF:
        return ExportError("cut-off")
    line, column = error.position
    if line == 1 and not found:
        return ExportError("not-xml")
    return ExportError("damaged", line=str(line), column=str(column))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file from its first tag on, unpacked where it is compressed."""
    with path.open("rb") as file:
        head = file.read(len(GZIP))
        file.seek(0)
        stream: Any = gzip.GzipFile(fileobj=file) if head == GZIP else file
        with io.BufferedReader(_Limited(stream)) as reader:
            yield _from_first_tag(reader)


def _from_first_tag(reader: io.BufferedReader[Any]) -> IO[bytes]:
    try:
        head = reader.peek(STRAY)[:STRAY]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ExportError("cut-off") from error
    if not head.strip():
        raise ExportError("empty-file")
    if not head.startswith(WIDE):
        reader.read(max(0, head.find(b"<")))
    return reader


class _Limited(io.RawIOBase):
    """A stream that ends in an error where a compressed file becomes too large."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.left = stream, UNPACKED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self.stream.read(len(buffer))
        self.left -= len(content)
        if self.left < 0:
            raise ExportError("too-large", limit=str(UNPACKED // 1024**3))
        buffer[: len(content)] = content
        return len(content)
