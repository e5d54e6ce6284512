"""The OpenAPI document as a list of questions that one may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from agirtot.api import api
from home.api.document import document_of

NOTHING = 2**31 - 1  # the id of nothing


@dataclass(frozen=True)
class Operation:
    """A reading operation that needs no token."""

    path: str
    path_parameters: dict[str, dict[str, Any]]
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)


@cache
def document() -> dict[str, Any]:
    return document_of(api)


def public_operations() -> Iterator[Operation]:
    for path, methods in document()["paths"].items():
        operation = methods.get("get")
        if operation and {} in operation.get("security", [{}]):
            by_place: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
            for parameter in operation.get("parameters", []):
                by_place[parameter["in"]][parameter["name"]] = parameter["schema"]
            yield Operation(path, by_place["path"], by_place["query"])


def choices(schema: dict[str, Any]) -> list[str]:
    """The values among which one must choose, if one must."""
    inside = [schema, schema.get("items", {}), *schema.get("anyOf", [])]
    return [str(value) for some in inside for value in some.get("enum", [])]


def takes(schema: dict[str, Any], kind: str) -> bool:
    return kind in {some.get("type") for some in (schema, *schema.get("anyOf", []))}
