"""What it costs to read a document, sandbox and all: ``python -m benchmarks.importers``.

Wall time is that of the whole call, the start of the child included; CPU and memory are the
child's. The large document has 2,000 rows for 11 audiences, 4 cells a row, 3 items a cell.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.toolkit.importers import builders
from toolkit.importers.sandbox import read_document

ROWS, AUDIENCES, ITEMS = 2_000, 11, 3
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "toolkit"


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


def measure(name: str, content: bytes) -> None:
    """One reading in this process, whose only child is the sandbox's."""
    start = time.perf_counter()
    document = read_document(content, name)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = sum(len(table.rows) for table in document.tables)
    print(
        f"{name:<24} {len(content) / 1024:8.0f} kB {rows:6} rows {wall:7.2f} s wall "
        f"{used.ru_utime + used.ru_stime:7.2f} s CPU {used.ru_maxrss / 1024:6.0f} MB",
        flush=True,
    )


def main(names: list[str]) -> None:
    """Each document in a process of its own, for the peak of one would hide the next's."""
    samples = {path.name: path for path in sorted(SAMPLES.glob("pourquoi-partager.*"))}
    if not names:
        for name in [*samples, "large.docx"]:
            command = [sys.executable, "-m", "benchmarks.importers", name]
            subprocess.run(command, check=True)  # noqa: S603 — this very module
    for name in names:
        content = samples[name].read_bytes() if name in samples else large_document()
        measure(name, content)


if __name__ == "__main__":
    main(sys.argv[1:])
