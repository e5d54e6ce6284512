"""Questions that no operation can answer are refused before one looks at them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Router
from ninja.errors import ValidationError
from ninja.operation import Operation

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
            {"type": kind, "loc": ["query", name.replace("\0", "�")], "msg": kind}
            for name, values in request.GET.lists()
            for kind in [fault(name, values, known)]
            if kind
        ] + [
            {"type": "null_character", "loc": ["path", name], "msg": ""}
            for name, value in kwargs.items()
            if "\0" in str(value)
        ]
        if errors:
            return operation.api.on_exception(request, ValidationError(errors))
        return run(request, **kwargs)

    return checked


def fault(name: str, values: list[str], known: set[str]) -> str | None:
    if name not in known:
        return "unknown_parameter"
    return "null_character" if any("\0" in value for value in values) else None


def strict_router(**kwargs: Any) -> Router:
    router = Router(**kwargs)
    router.add_decorator(strict, mode="view")
    return router
