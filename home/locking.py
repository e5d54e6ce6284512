"""One at a time, whatever the process or the machine: a lock that a crash lets go of."""

from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.conf import settings
from django.core.files import locks
from django.db import connection


class Busy(Exception):
    """Somebody else is at it."""


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Raises ``Busy`` at once when the lock of this name is held.

    PostgreSQL's own locks hold for all machines that use the database; with SQLite, there
    is one machine, and a file in its data folder will do.
    """
    held = _held_in_postgres if connection.vendor == "postgresql" else _held_in_folder
    with held(name):
        yield


@contextmanager
def _held_in_postgres(name: str) -> Iterator[None]:
    key = crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise Busy(name)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _held_in_folder(name: str) -> Iterator[None]:
    with (settings.DATA_DIR / f"{name}.lock").open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise Busy(name)
        yield
