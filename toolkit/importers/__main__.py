"""The child of ``toolkit.importers.sandbox``: a document on stdin, its JSON on stdout.

Arguments: the limits as JSON, then the extension of the file, or ``pasted`` for a paste,
which comes as JSON.
"""

import gc
import json
import resource
import sys

from toolkit.importers.document import DocumentError, ToolDocument
from toolkit.importers.limits import MEGABYTE, OUT_OF_MEMORY_STATUS, Limits
from toolkit.importers.parsing import PASTED, parse_file, parse_pasted

# mammoth recurses some ten frames for each element around another.
RECURSION = 4_000


def main(arguments: list[str]) -> int:
    limits, kind = Limits(**json.loads(arguments[0])), arguments[1]
    _confine(limits)
    # One document, then the end: collecting cycles would only take a third of the time.
    gc.disable()
    try:
        output = _read(kind, sys.stdin.buffer.read(), limits).to_json()
        if len(output) > limits.output_size:
            raise DocumentError("too-much-text", limit=str(limits.output_size // MEGABYTE))
    except DocumentError as error:
        output = json.dumps({"refusal": {"code": error.code, "params": error.params}})
    except MemoryError:
        return OUT_OF_MEMORY_STATUS
    sys.stdout.buffer.write(output.encode("utf-8", "replace"))
    return 0


def _read(kind: str, content: bytes, limits: Limits) -> ToolDocument:
    if kind == PASTED:
        return parse_pasted(**json.loads(content), limits=limits)
    return parse_file(content, kind, limits)


def _confine(limits: Limits) -> None:
    sys.setrecursionlimit(RECURSION)
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        # No file may be written; the answer goes through a pipe.
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
