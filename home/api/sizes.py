"""What is too large, or not what the API speaks, is refused before it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.api.v3.errors import problem_response

type Run = Callable[..., HttpResponseBase]

MEGABYTE = 1024 * 1024
# Of files a little more than the largest, because of what stands around them.
LARGEST = {"application/json": MEGABYTE, "multipart/form-data": 21 * MEGABYTE}


def limited(run: Run) -> Run:
    """A form of another site can send neither of these types without asking (CORS)."""

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.method in ("GET", "HEAD") or length == "0":
            return run(request, **kwargs)
        largest = LARGEST.get(request.content_type or "")
        if largest is None:
            return problem_response(status=415, detail=_("Send JSON, and say so in Content-Type."))
        if not length.isdecimal() or int(length) > largest:
            detail = _("This is too large: at most %(size)d MB.") % {"size": largest // MEGABYTE}
            return problem_response(status=413, detail=detail)
        if request.content_type == "application/json" and is_unwritable(request.body):
            sentence = _("This must not hold the character NUL.")
            fault = {"type": "null_character", "loc": ["body"], "msg": sentence}
            return problem_response(status=422, detail=sentence, errors=[fault])
        return run(request, **kwargs)

    return checked


def is_unwritable(body: bytes) -> bool:
    """NUL and halves of characters: JSON can write them, and no database keeps them."""
    if b"\\u0000" in body:
        return True
    if b"\\ud" not in body.lower():
        return False
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except (RecursionError, ValueError):
        return False  # it is no JSON at all, as who reads it next will say
    return False
