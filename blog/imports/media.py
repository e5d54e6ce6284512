"""Pictures of an export, taken from a folder that somebody copied; never from the network."""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha1
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

EXTENSIONS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
# WordPress names smaller sizes "photo-300x200.jpg".
SIZE = re.compile(r"-\d{1,5}x\d{1,5}$")


class MediaFolder:
    """The files of ``wp-content/uploads``, or of any folder with the same names in it."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, list[Path]]:
        """By name; links that lead out of the folder are none of it."""
        found: dict[str, list[Path]] = {}
        if self.folder:
            root = self.folder.resolve()
            for path in sorted(root.rglob("*")):
                if path.suffix.lower() in EXTENSIONS and path.resolve().is_relative_to(root):
                    found.setdefault(path.name.casefold(), []).append(path)
        return found

    def find(self, address: str) -> Path | None:
        """The file of that name, the one in the same year and month where there are several."""
        path = Path(unquote(urlsplit(address).path))
        for name in (path.name, SIZE.sub("", path.stem) + path.suffix):
            candidates = self.files.get(name.casefold(), [])
            same = [file for file in candidates if file.parts[-3:-1] == path.parts[-3:-1]]
            if candidates:
                return (same or candidates)[0]
        return None


def stored_image(path: Path, title: str, alt: str) -> AbstractImage | None:
    """The image of that file, one for each content; None for what the site would refuse."""
    model = get_image_model()
    if path.stat().st_size > WagtailImageField().max_upload_size:
        return None
    content = path.read_bytes()
    known = model.objects.filter(file_hash=sha1(content, usedforsecurity=False).hexdigest())
    if image := known.first():
        return image
    try:
        file = WagtailImageField().to_python(SimpleUploadedFile(path.name, content))
    except ValidationError:
        return None
    image = model(
        title=title[:255] or path.stem,
        description=alt[:255],
        file=file,
        collection=Collection.get_first_root_node(),
    )
    image.file_size = len(content)
    image.file.seek(0)
    image._set_file_hash()
    image.file.seek(0)
    image.save()
    return image
