"""What has changed between two OpenAPI documents, and whether clients break of it.

A flat comparison of all leaves: what is gone or different breaks who counted on it, what is
new does not, unless it is needed in a request. Words for people break nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# Parts of the document that only people read.
WORDS = {"description", "summary", "title", "examples", "tags"}


@dataclass(frozen=True)
class Change:
    """``path`` leads to it: ``components/schemas/PageItem/required/3``."""

    path: str
    before: Any
    after: Any

    @property
    def breaking(self) -> bool:
        steps = self.path.partition("=")[0].split("/")
        if any(step in WORDS and above != "properties" for above, step in pairwise(steps)):
            return False
        needed = self.before is None and self.path.endswith("/required=True")
        return self.before is not None or needed

    def __str__(self) -> str:
        sign = "BREAKING" if self.breaking else "additive"
        if self.before is None:
            return f"{sign}: + {self.path}: {self.after}"
        if self.after is None:
            return f"{sign}: - {self.path}: {self.before}"
        return f"{sign}: {self.path}: {self.before} → {self.after}"


def changes(before: str, after: dict[str, Any]) -> list[Change]:
    """Between the text of one document and another, those that break first."""
    old, new = dict(leaves(json.loads(before))), dict(leaves(after))
    found = [
        Change(path, old.get(path), new.get(path))
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    ]
    return sorted(found, key=lambda change: (not change.breaking, change.path))


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Lists of words count as sets: their order says nothing."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}/{key}")
        if not node:
            yield path, "{}"
    elif isinstance(node, list):
        for number, value in enumerate(node):
            if isinstance(value, dict):
                yield from leaves(value, f"{path}/{name_of(value, number)}")
            else:
                yield f"{path}={value}", str(value)
    else:
        yield path, json.dumps(node)


def name_of(value: dict[str, Any], number: int) -> str:
    """What a member of a list is known by, so that one before it does not move it."""
    if "name" in value and "in" in value:
        return f"{value['in']}:{value['name']}"
    return str(value.get("$ref", "")).rpartition("/")[2] or value.get("name") or str(number)
