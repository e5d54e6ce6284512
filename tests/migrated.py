"""A migrated SQLite database, made once and copied into the memory of each test process.

To migrate takes longer than most test files take to run. What is made is kept in pytest's
cache under a digest of all that makes it: what changes a migration makes another.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).parents[1]
SOURCES = [
    "uv.lock",
    "site/settings/*.py",
    "*/migrations/*.py",
    "search/engines/*.py",
    "site/roles.py",
    "home/site_address.py",
]


def digest() -> str:
    made_of = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        made_of.update(str(path.relative_to(ROOT)).encode())
        made_of.update(path.read_bytes())
    return made_of.hexdigest()[:16]


def migrated_file(folder: Path) -> Path:
    """The database's file in this folder; of several processes one makes it."""
    file = folder / f"{digest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for older in folder.glob("*.sqlite3*"):
                older.unlink()
            migrate(folder / "being-made.sqlite3")
            (folder / "being-made.sqlite3").rename(file)
    return file


def migrate(file: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{file}",
        "DJANGO_SETTINGS_MODULE": "agirtot.settings.test",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def copy_instead_of_migrating(folder: Path) -> None:
    """From here on, Django's test database is a copy of that file in memory."""
    connection = connections["default"]

    def create_test_db(*given: object, **options: object) -> str:
        name = connection.creation._get_test_db_name()
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated_file(folder))) as migrated:
            migrated.backup(connection.connection)
        return name

    connection.creation.create_test_db = create_test_db
