"""Questions that no operation can answer are refused before one looks at them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja.errors import ValidationError
from ninja.operation import Operation

from home.api.params import HIGHEST_OFFSET

type Run = Callable[..., HttpResponseBase]


def parameters_of(operation: Operation) -> set[str]:
    """The names that it takes in the query, those of its schemas included."""
    return {
        path[-1]
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for path in model.__ninja_flatten_map__.values()
    }


def strict(run: Run) -> Run:
    """Refuse parameters that are not there, which are misspelt, and characters that no text has."""
    operation: Operation = unwrap(run).__self__
    known = parameters_of(operation)

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        errors = [
            {"loc": ["query", name.replace("\0", "�")], "msg": ""} | found
            for name, values in request.GET.lists()
            if (found := fault(name, values, known))
        ] + [
            {"type": "null_character", "loc": ["path", name], "msg": ""}
            for name, value in kwargs.items()
            if "\0" in str(value)
        ]
        if errors:
            return operation.api.on_exception(request, ValidationError(errors))
        return run(request, **kwargs)

    return checked


def fault(name: str, values: list[str], known: set[str]) -> dict[str, Any] | None:
    """Wagtail's own lists take any ``offset``, and databases do not."""
    if name not in known:
        return {"type": "unknown_parameter"}
    if any("\0" in value for value in values):
        return {"type": "null_character"}
    if name == "offset" and any(v.isdecimal() and int(v[:9]) > HIGHEST_OFFSET for v in values):
        return {"type": "less_than_equal", "ctx": {"le": HIGHEST_OFFSET}}
    return None
