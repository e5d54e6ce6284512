"""Files that were sent, until they are imported: in a folder that nothing serves."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

LARGEST = 200 * 1024**2
KEPT = 24 * 3600  # seconds
SALT = "blog.importing"


@dataclass(frozen=True)
class Upload:
    """An export of that kind, and the list of threads that came with it, if one did."""

    kind: str
    name: str

    @property
    def export(self) -> Path:
        return _folder() / f"{self.name}.export"

    @property
    def threads(self) -> Path:
        return _folder() / f"{self.name}.csv"

    def token(self, user_id: int) -> str:
        return signing.dumps([self.kind, self.name, user_id], salt=SALT)

    def delete(self) -> None:
        self.export.unlink(missing_ok=True)
        self.threads.unlink(missing_ok=True)


def keep(kind: str, export: UploadedFile, threads: UploadedFile | None) -> Upload:
    _delete_stale()
    upload = Upload(kind, uuid.uuid4().hex)
    for file, path in ((export, upload.export), (threads, upload.threads)):
        if file:
            with path.open("xb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
    return upload


def find(token: str, user_id: int) -> Upload | None:
    """The upload of that person; none once its time is over."""
    try:
        kind, name, sender = signing.loads(token, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    upload = Upload(kind, name)
    return upload if sender == user_id and upload.export.exists() else None


def _folder() -> Path:
    """Only for the site's own account: exports hold addresses of people."""
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _delete_stale() -> None:
    for path in _folder().iterdir():
        if path.stat().st_mtime < time.time() - KEPT:
            path.unlink(missing_ok=True)
