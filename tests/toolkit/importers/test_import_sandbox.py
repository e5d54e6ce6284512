"""The process in which documents are read: its limits, its surroundings, its answers."""

import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.toolkit.importers import builders as b
from tests.toolkit.importers.reading import read
from toolkit.importers import sandbox
from toolkit.importers.document import DocumentError
from toolkit.importers.limits import LIMITS, MEGABYTE
from toolkit.importers.sandbox import read_document

ROW = b.row("Informer", "Savoir", "Écrire", "Lettre")
TOOL = b.tool_docx(ROW)
# Some seconds of work for mammoth.
HEAVY = b.tool_docx(*[ROW] * 2_500)


def refusal(content: bytes, filename: str, **limits: int) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(content, filename, replace(LIMITS, **limits))
    return caught.value


def test_document_comes_back_as_it_was_read():
    document = read_document(TOOL, "outil.docx")
    assert document.title == "outil"
    assert document.warnings.pop(0).code == "title-missing"
    document.title = ""
    assert document == read(TOOL)


def test_slow_document_is_stopped_and_its_process_reaped():
    error = refusal(HEAVY, "a.docx", seconds=1)
    assert (error.code, error.params) == ("too-slow", {"limit": "1"})
    assert readers() == []


def readers() -> list[bytes]:
    """The processes below this one, dead ones not yet reaped included, that read documents."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            process = Path("/proc", pid)
            if "zombie" in process.joinpath("status").read_text():
                found.append(pid.encode())
            if b"toolkit.importers" in (said := process.joinpath("cmdline").read_bytes()):
                found.append(said)
    return found


def test_document_that_takes_too_much_memory_is_stopped():
    error = refusal(HEAVY, "a.docx", memory=100 * MEGABYTE)
    assert (error.code, error.params) == ("too-much-memory", {"limit": "100"})


def test_too_much_text_is_refused():
    assert refusal(TOOL, "a.docx", output_size=100).code == "too-much-text"


def test_refusal_of_the_child_keeps_its_params():
    error = refusal(b.docx(b.table(ROW, headings=("a", "b", "c", "d"))), "a.docx")
    assert (error.code, error.params["headings"]) == ("headings-unknown", "a, b, c, d")


@pytest.mark.parametrize("name", ["../../x\x00\ud800.docx", "-c.docx", "a" * 5_000 + ".DOCX"])
def test_name_of_the_file_never_matters_beyond_its_suffix(name):
    assert read_document(TOOL, name).tables


def test_child_that_dies_is_a_refusal_and_a_log_entry(monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "PROJECT_ROOT", sandbox.PROJECT_ROOT / "tests")
    monkeypatch.setitem(sandbox.ENVIRONMENT, "PYTHONPATH", "/nonexistent")
    assert refusal(TOOL, "a.docx").code == "crashed"
    assert "No module named" in caplog.text


def test_child_works_from_anywhere_and_sees_no_secret(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DJANGO_SECRET_KEY", "hush")
    seen = {}
    run = subprocess.run

    def spy(*arguments, **options):
        seen.update(options["env"])
        return run(*arguments, **options)

    monkeypatch.setattr(sandbox.subprocess, "run", spy)
    assert read_document(TOOL, "a.docx").tables
    assert "hush" not in seen.values()
    assert set(seen) == set(sandbox.ENVIRONMENT)


def run_python(program: str) -> str:
    command = [sys.executable, "-c", program]
    output = subprocess.check_output(command, cwd=sandbox.PROJECT_ROOT, text=True)  # noqa: S603
    return output.strip()


def test_child_confines_itself():
    program = (
        "import json, resource, sys\n"
        "from toolkit.importers.__main__ import _confine\n"
        "from toolkit.importers.limits import LIMITS\n"
        "_confine(LIMITS)\n"
        "names = 'RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_CORE', 'RLIMIT_FSIZE'\n"
        "print(json.dumps([resource.getrlimit(getattr(resource, name))[1] for name in names]))"
    )
    assert run_python(program) == f"[{LIMITS.memory}, {LIMITS.seconds}, 0, 0]"
    assert resource.getrlimit(resource.RLIMIT_AS)[1] != LIMITS.memory


def test_readers_know_nothing_of_django():
    program = "import sys, toolkit.importers.__main__; print('django' in sys.modules)"
    assert run_python(program) == "False"
