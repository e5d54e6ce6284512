"""What people attach: looked at by its content, whatever its name says, before it is kept."""

from __future__ import annotations

import hashlib
import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from home.cleaning import clean
from toolkit.importers.archive import check_directory
from toolkit.importers.document import DocumentError
from toolkit.importers.limits import LIMITS, MEGABYTE
from toolkit.importers.messages import sentence
from toolkit.models import ContributionFile

LARGEST = 10 * MEGABYTE
LARGEST_IN_ALL = 40 * MEGABYTE
MOST = 8
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_560
LONGEST_NAME = 120

PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
# An office document is a zip archive; what is in it tells of which kind.
PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
EXTENSIONS = (*PICTURES, "pdf", *PARTS)
MACROS = "vbaproject.bin"

type Kind = ContributionFile.Kind


class BadFile(Exception):
    """It is not kept; the sentence says why, to who sent it."""


@dataclass(frozen=True)
class Attachment:
    """A file that was looked at, as it is to be kept."""

    kind: Kind
    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def examine(upload: UploadedFile) -> Attachment:
    """Raises ``BadFile`` for what is no picture and no document, or could do harm."""
    name = name_of(upload.name or "")
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise BadFile(
            _("“%(name)s” is of a kind that we do not take: choose among %(kinds)s.")
            % {"name": name, "kinds": ", ".join(EXTENSIONS)}
        )
    if (upload.size or 0) > LARGEST:
        raise too_large(name)
    content = upload.read()
    if not content:
        raise BadFile(_("“%(name)s” is empty.") % {"name": name})
    if extension in PICTURES:
        redrawn, ending = redraw(name, content, PICTURES[extension])
        pictured = str(PurePath(name).with_suffix(ending))
        return Attachment(ContributionFile.Kind.PICTURE, pictured, redrawn)
    check_document(name, content, extension)
    return Attachment(ContributionFile.Kind.DOCUMENT, name, content)


def name_of(name: str) -> str:
    """The file's own name on one line, without a folder, its extension kept if it is too long."""
    name = " ".join(clean(name.replace("\\", "/").rpartition("/")[2]).split()) or "fichier"
    path = PurePath(name)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"[:LONGEST_NAME]


def extension_of(name: str) -> str:
    return PurePath(name).suffix.removeprefix(".").lower()


def too_large(name: str) -> BadFile:
    return BadFile(
        _("“%(name)s” is too large: a file has at most %(limit)d MB.")
        % {"name": name, "limit": LARGEST // MEGABYTE}
    )


def redraw(name: str, content: bytes, expected: str) -> tuple[bytes, str]:
    """The picture drawn anew, upright, without what cameras write into it (place, date, owner)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[expected]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise BadFile(
                        _("“%(name)s” has too many points: at most %(limit)d million.")
                        % {"name": name, "limit": MOST_PIXELS // 1_000_000}
                    )
                return _encoded(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadFile(_("“%(name)s” unpacks to something too large.") % {"name": name}) from error
    except (OSError, SyntaxError, ValueError, ArithmeticError, MemoryError) as error:
        # What Pillow raises on a file that is not what its name says.
        raise BadFile(
            _("“%(name)s” cannot be read as a picture: it may be damaged, or of another kind.")
            % {"name": name}
        ) from error


def _encoded(image: Image.Image) -> tuple[bytes, str]:
    drawn = BytesIO()
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A picture without the notes that the one it was made of carries along.
    plain.info.clear()
    if transparent:
        plain.save(drawn, "PNG", optimize=True)
        return drawn.getvalue(), ".png"
    plain.save(drawn, "JPEG", quality=88, optimize=True)
    return drawn.getvalue(), ".jpg"


def check_document(name: str, content: bytes, extension: str) -> None:
    if extension == "pdf":
        readable = content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]
    else:
        readable = _is_package(name, content, extension)
    if not readable:
        raise BadFile(
            _("“%(name)s” is not what its name says: it may be damaged, or of another kind.")
            % {"name": name}
        )


def _is_package(name: str, content: bytes, extension: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            check_directory(entries, len(content), LIMITS)
    except DocumentError as error:
        raise BadFile(f"{name}{_(':')} {sentence(error.code, error.params)}") from error
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return False
    names = {entry.filename.lower() for entry in entries}
    if any(part.rpartition("/")[2] == MACROS for part in names):
        raise BadFile(
            _("“%(name)s” holds macros: save it without them, then send it.") % {"name": name}
        )
    return PARTS[extension] in names
