"""What is too large, or not what the API speaks, is refused before it is read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja.operation import Operation
from wagtail.api.v3.errors import problem_response

from home.api.problems import SENTENCES, unanswerable

type Run = Callable[..., HttpResponseBase]

MEGABYTE = 1024 * 1024
# Of files a little more than the largest, because of what stands around them.
LARGEST = {"application/json": MEGABYTE, "multipart/form-data": 21 * MEGABYTE}
# By operation, of those that take more files than one.
_larger: dict[str, int] = {}
LARGEST_NUMBER = 2**63 - 1
# What may hold half of a character, or a number beyond that.
SUSPECT = re.compile(rb"\\u[dD]|\d{19}")


def allow(operation_id: str, size: int) -> None:
    """Let an operation take larger forms than all others, in bytes."""
    _larger[operation_id] = size


def limited(run: Run) -> Run:
    """A form of another site cannot show a token without asking (CORS)."""
    operation: Operation = unwrap(run).__self__

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.method in ("GET", "HEAD") or length == "0":
            return run(request, **kwargs)
        largest = LARGEST.get(request.content_type or "")
        if largest is None:
            return problem_response(status=415, detail=_("Send JSON, and say so in Content-Type."))
        if request.content_type != "application/json":
            largest = _larger.get(operation.operation_id or "", largest)
        if not length.isdecimal() or int(length) > largest:
            detail = _("This is too large: at most %(size)d MB.") % {"size": largest // MEGABYTE}
            return problem_response(status=413, detail=detail)
        kind = request.content_type == "application/json" and unstorable(request.body)
        if kind:
            return unanswerable([{"type": kind, "loc": ["body"], "msg": str(SENTENCES[kind])}])
        return run(request, **kwargs)

    return checked


def unstorable(body: bytes) -> str | None:
    """NUL, halves of characters, huge numbers: JSON can write them, and no database keeps them."""
    if b"\\u0000" in body:
        return "null_character"
    if not SUSPECT.search(body):
        return None
    try:
        json.dumps(json.loads(body, parse_int=storable), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "null_character"
    except OverflowError:
        return "int_parsing_size"
    except (RecursionError, ValueError):
        return None  # it is no JSON at all, as who reads it next will say
    return None


def storable(digits: str) -> int:
    """Raises ``OverflowError`` where SQLite would, in the midst of a query."""
    if len(digits) > len(str(-LARGEST_NUMBER)) or abs(int(digits)) > LARGEST_NUMBER:
        raise OverflowError
    return int(digits)
