"""Documents from people are read in a process of their own, which may fail alone.

A crafted document can keep a parser busy for minutes or make it take gigabytes. The child
(``toolkit.importers.__main__``) sets its own limits before it reads a byte, because code run
between fork and exec is not safe in a server with threads. The parent adds a clock.
"""

import json
import logging
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path, PurePath

from toolkit.importers.document import DocumentError, Remark, ToolDocument
from toolkit.importers.limits import LIMITS, MEGABYTE, OUT_OF_MEMORY_STATUS, Limits
from toolkit.importers.parsing import PASTED, check_file

logger = logging.getLogger(__name__)

PROJECT_ROOT = Path(__file__).resolve().parents[2]
# Nothing of the server's own environment, which holds its secrets.
ENVIRONMENT = {
    "PYTHONPATH": str(PROJECT_ROOT),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    # The C library would reserve address space for each thread, which RLIMIT_AS counts.
    "MALLOC_ARENA_MAX": "2",
}


def read_document(content: bytes, filename: str, limits: Limits = LIMITS) -> ToolDocument:
    """Read an uploaded file; raises ``DocumentError``, and nothing else, on any content.

    Of ``filename`` the extension counts, and the stem as a title of last resort.
    """
    suffix = check_file(content, filename, limits)
    # The name itself stays here: arguments show in the list of processes.
    document = _run(suffix, content, limits)
    if not document.title:
        document.title = PurePath(filename).stem
        document.warnings.insert(0, Remark("title-missing", {"title": document.title}))
    return document


def read_pasted(html: str, text: str, limits: Limits = LIMITS) -> ToolDocument:
    """Read a copied table: the HTML flavour of the clipboard, or its tab-separated text."""
    content = json.dumps({"html": html, "text": text}).encode()
    if len(content) > limits.file_size:
        raise DocumentError("file-too-large", limit=str(limits.file_size // MEGABYTE))
    if not (html.strip() or text.strip()):
        raise DocumentError("empty-file")
    return _run(PASTED, content, limits)


def _run(kind: str, content: bytes, limits: Limits) -> ToolDocument:
    command = [sys.executable, "-P", "-m", "toolkit.importers", json.dumps(asdict(limits))]
    try:
        child = subprocess.run(  # noqa: S603 — no shell, and no argument comes from people
            [*command, kind],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            cwd=PROJECT_ROOT,
            env=ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError("too-slow", limit=str(limits.seconds)) from error
    if child.returncode:
        raise _failure(child.returncode, child.stderr, limits)
    return _answer(child.stdout)


def _failure(status: int, errors: bytes, limits: Limits) -> DocumentError:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return DocumentError("too-slow", limit=str(limits.seconds))
    if status == OUT_OF_MEMORY_STATUS:
        return DocumentError("too-much-memory", limit=str(limits.memory // MEGABYTE))
    trace = errors[-4_000:].decode("utf-8", "replace")
    logger.error("The reader of documents ended with status %s: %s", status, trace)
    return DocumentError("crashed")


def _answer(output: bytes) -> ToolDocument:
    answer = output.decode()
    refusal = json.loads(answer).get("refusal")
    if refusal:
        raise DocumentError(refusal["code"], **refusal["params"])
    return ToolDocument.from_json(answer)
