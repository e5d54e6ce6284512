"""The folder that the demo lives in, held by one start at a time."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

DATABASE_FILES = ("", "-wal", "-shm", "-journal")


@contextmanager
def held() -> Iterator[None]:
    """The data folder, ours until the end: two starts at once would migrate over each other."""
    make_writable(settings.DATA_DIR)
    with (settings.DATA_DIR / "demo.lock").open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            sentence = _("The demo already runs in %(folder)s: stop it first (Ctrl-C there).")
            raise CommandError(sentence % {"folder": settings.DATA_DIR})
        yield


def make_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        sentence = _(
            "Nothing can be written in %(folder)s (%(reason)s): "
            "name another folder in the variable DATA_DIR."
        )
        raise CommandError(sentence % {"folder": folder, "reason": error.strerror}) from error


def database_file() -> Path | None:
    """The demo's own database; None where DATABASE_URL names another one."""
    file = settings.DATA_DIR / "db.sqlite3"
    is_ours = connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]) == file
    return file if is_ours else None


def check_reset() -> None:
    if database_file() is None:
        raise CommandError(
            _(
                "--reset deletes the demo's own database only, and DATABASE_URL names another: "
                "empty that one with its own tools."
            )
        )


def reset() -> None:
    """Delete the database and the uploads, and nothing else of the folder."""
    check_reset()
    connection.close()
    for suffix in DATABASE_FILES:
        (settings.DATA_DIR / f"db.sqlite3{suffix}").unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
