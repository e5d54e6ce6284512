"""What it costs to make a tool of a document: ``python -m benchmarks.imports``.

Each document goes through ``manage.py import_tool --publish`` into an empty database of
its own. Time and peak memory are those of the whole command, its reading subprocess
included (the larger of the two processes for memory). The large document has 2,000 rows
for 11 audiences, 4 cells a row, 3 items a cell.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.toolkit.importers import builders

ROWS, AUDIENCES, ITEMS = 2_000, 11, 3
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples" / "toolkit"


def large_document() -> bytes:
    body = ""
    for audience in range(AUDIENCES):
        rows = [
            builders.row(*(_cell(number, column) for column in range(4)))
            for number in range(audience, ROWS, AUDIENCES)
        ]
        heading = builders.para(f"Public cible : Public {audience}", "Titre2")
        body += heading + builders.table(*rows)
    return builders.docx(body)


def _cell(row: int, column: int) -> str:
    items = (f"Élément {item} de la cellule {column}, ligne {row}" for item in range(ITEMS))
    return builders.cell(builders.bullets(*items))


def measure(document: Path) -> None:
    """One import in a process of its own, for the peak of one would hide the next's."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATA_DIR": folder, "PYTHONWARNINGS": "ignore"}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], env=environment, cwd=ROOT, check=True)  # noqa: S603
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [*manage, "import_tool", str(document), "--publish"]
        said = subprocess.run(  # noqa: S603
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{document.name:<24} {document.stat().st_size / 1024:7.0f} kB {wall:7.2f} s wall "
        f"{cpu:7.2f} s CPU {used.ru_maxrss / 1024:6.0f} MB  {said.stdout.splitlines()[-2].strip()}"
    )


def main() -> None:
    for sample in sorted(SAMPLES.glob("pourquoi-partager.*")):
        measure(sample)
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.docx"
        large.write_bytes(large_document())
        measure(large)


if __name__ == "__main__":
    main()
