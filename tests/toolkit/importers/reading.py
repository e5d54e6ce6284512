"""Reading a document in the test's own process, and looking at what came out."""

from pathlib import Path

import pytest

from toolkit.importers.document import DocumentError, ToolDocument
from toolkit.importers.limits import LIMITS, Limits
from toolkit.importers.parsing import check_file, parse_file

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


def read(content: bytes | str, suffix: str = ".docx", limits: Limits = LIMITS) -> ToolDocument:
    content = content.encode() if isinstance(content, str) else content
    return parse_file(content, check_file(content, f"document{suffix}", limits), limits)


def refusal(content: bytes | str, suffix: str = ".docx", limits: Limits = LIMITS) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(content, suffix, limits)
    return caught.value


def codes(document: ToolDocument) -> list[str]:
    return [remark.code for remark in document.warnings]


def sample(path: str) -> Path:
    found = SAMPLES / path
    if not found.exists():
        pytest.skip(f"{found} is absent: the samples are not part of the project")
    return found
