"""``manage.py demo``, run as people run it: another process, a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSWORD = re.compile(r"\b[A-Za-z0-9]{16}\b")
SECONDS = 90

type Run = Callable[..., subprocess.CompletedProcess]


def command(*options: str) -> list[str]:
    return [sys.executable, "manage.py", "demo", *options]


def environment(folder: Path, **others: str) -> dict[str, str]:
    """That of a newcomer: no settings named, no database but the demo's own."""
    left_out = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    return inherited | {"DATA_DIR": str(folder)} | others


def run(folder: Path, *options: str, stdin: str = "", **others: str):
    return subprocess.run(
        command(*options),
        cwd=ROOT,
        env=environment(folder, **others),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def assert_one_sentence(result: subprocess.CompletedProcess, *words: str) -> None:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_the_life_of_a_demo(tmp_path, free_port):
    """Made and served, one at a time, stopped, started again, never emptied without a yes."""
    folder = tmp_path / "data"
    with subprocess.Popen(
        command("--port", str(free_port)),
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as demo:
        try:
            told = read_until(demo, f"http://127.0.0.1:{free_port}/admin/")
            assert len(PASSWORD.findall(told)) == 1
            for path in (
                "/",
                "/boite-a-outils/pourquoi-dire/parents/",
                "/en/toolkit/why-tell/parents/",
                "/admin/login/",
            ):
                assert answer(free_port, path) == 200
            assert_one_sentence(run(folder, "--no-serve"), str(folder))

            os.killpg(demo.pid, signal.SIGINT)  # what a terminal sends on Ctrl-C
            assert demo.wait(SECONDS) == 0
        finally:
            demo.kill()
    assert "Traceback" not in told
    with pytest.raises(OSError, match="refused"):
        answer(free_port, "/")

    kept = run(folder, "--reset", "--no-serve", stdin="non\n")
    assert_one_sentence(kept)
    assert (folder / "db.sqlite3").exists()

    kept = run(folder, "--no-serve")
    assert kept.returncode == 0, kept.stderr
    assert str(folder) in kept.stdout
    assert "changepassword admin" in kept.stdout
    assert PASSWORD.search(kept.stdout) is None


def read_until(process: subprocess.Popen, text: str) -> str:
    """What the process says until it says ``text``, or all of it when it ends before."""
    told = ""
    for line in process.stdout or ():
        told += line
        if text in line:
            return told
    pytest.fail(f"The demo ended without saying {text!r}:\n{told}")


def answer(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=SECONDS) as response:
        return response.status


def test_a_taken_port(tmp_path, taken_port):
    assert_one_sentence(run(tmp_path, "--port", str(taken_port)), str(taken_port))


def test_a_port_that_does_not_exist(tmp_path):
    assert_one_sentence(run(tmp_path, "--port", "70000"), "70000")


def test_a_folder_that_cannot_be_written(tmp_path):
    """A file stands where the folder should: that stops an administrator as well."""
    (tmp_path / "file").touch()
    result = run(tmp_path / "file" / "data", "--no-serve")
    assert_one_sentence(result, str(tmp_path / "file"), "DATA_DIR")


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\1" * 5000])
def test_a_broken_database(tmp_path, content):
    (tmp_path / "db.sqlite3").write_bytes(content)
    assert_one_sentence(run(tmp_path, "--no-serve"), "db.sqlite3", "--reset")
    assert (tmp_path / "db.sqlite3").read_bytes() == content


def test_reset_leaves_the_database_of_somebody_else(tmp_path):
    result = run(
        tmp_path,
        "--reset",
        "--no-input",
        "--no-serve",
        DATABASE_URL=f"sqlite:///{tmp_path / 'other.sqlite3'}",
    )
    assert_one_sentence(result, "DATABASE_URL")
