"""What it costs to bring comments home: ``python -m benchmarks.disqus [COMMENTS]``.

An export of 100,000 comments in 50 threads goes through ``manage.py import_disqus`` into an
empty SQLite database, then once more, which adds nothing. Time and peak memory are those of
the whole command.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.blog.importers import disqus_files as disqus

COMMENTS, THREADS = 100_000, 50
ROOT = Path(__file__).resolve().parents[1]
STORIES = """
from blog.models import BlogIndexPage, BlogPage
blog = BlogIndexPage.objects.get()
for number in range({count}):
    blog.add_child(instance=BlogPage(title=f"Récit {{number}}", slug=f"recit-{{number}}"))
"""
WORDS = ["merci", "pour", "ce", "récit", "chez", "nous", "la", "table", "a", "commencé", "café"]


def export(count: int) -> Iterator[str]:
    """Half of the comments answer an earlier one of their thread."""
    chance = random.Random(1)  # noqa: S311 — the same export every time
    yield disqus.HEAD
    for number in range(THREADS):
        yield disqus.thread(number + 1, f"recit-{number}")
    for number in range(count):
        parent = number - THREADS * chance.randint(1, 20)
        text = " ".join(chance.choices(WORDS, k=chance.randint(5, 120)))
        minutes = number % 1440
        yield disqus.post(
            1_000_000 + number,
            number % THREADS + 1,
            f"<p>{text}</p><p><a href='https://quebec.ca/{number}'>un lien</a></p>",
            parent=1_000_000 + parent if parent >= 0 and chance.random() < 0.5 else "",
            date=f"{2010 + number * 10 // count}-03-{1 + number % 28:02d}"
            f"T{minutes // 60:02d}:{minutes % 60:02d}:00Z",
        )
    yield "</disqus>"


def measure(path: Path, environment: dict[str, str], name: str) -> None:
    command = [sys.executable, "manage.py", "import_disqus", str(path)]
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    said = process.stdout.read().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"import_disqus ended with {status}")
    print(f"{name:<10} {wall:7.1f} s {used.ru_maxrss / 1024:6.0f} MB  {' '.join(said[-2:])}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATA_DIR": folder, "PYTHONWARNINGS": "ignore"}
        environment.pop("DATABASE_URL", None)
        for arguments in (["migrate"], ["shell", "-c", STORIES.format(count=THREADS)]):
            manage = [sys.executable, "manage.py", *arguments, "-v0"]
            subprocess.run(manage, env=environment, cwd=ROOT, check=True)  # noqa: S603
        path = Path(folder) / "export.xml"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(export(count))
        print(f"{count} comments, {path.stat().st_size / 1024**2:.0f} MB")
        measure(path, environment, "first run")
        measure(path, environment, "second run")


if __name__ == "__main__":
    main()
