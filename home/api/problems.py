"""Errors as RFC 9457 has them, each with where it lies, in the language of who asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import ValidationError
from wagtail.api.v3.errors import problem_response

from home.api.schemas import Problem

# Sentences for what pydantic finds; its own, in English, for the rest.
SENTENCES = {
    "missing": gettext_lazy("This is needed."),
    "literal_error": gettext_lazy("This must be one of %(expected)s."),
    "enum": gettext_lazy("This must be one of %(expected)s."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "int_from_float": gettext_lazy("This must be a whole number."),
    "bool_parsing": gettext_lazy("This must be true or false."),
    "uuid_parsing": gettext_lazy("This must be a UUID."),
    "date_from_datetime_parsing": gettext_lazy("This must be a date such as 2026-03-12."),
    "greater_than_equal": gettext_lazy("This must be %(ge)s or more."),
    "less_than_equal": gettext_lazy("This must be %(le)s or less."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This is not written as it should be."),
    "too_long": gettext_lazy("At most %(max_length)s values."),
    "unknown_parameter": gettext_lazy("There is no such parameter."),
    "null_character": gettext_lazy("This must not hold the character NUL."),
}

# What every reading operation may answer beside what it is asked for.
PROBLEMS = {422: Problem, 429: Problem}
NOT_FOUND = {404: Problem}


def sentence_of(error: dict[str, Any]) -> str:
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return str(error["msg"])
    try:
        return str(sentence) % (error.get("ctx") or {})
    except (KeyError, ValueError):
        return str(error["msg"])


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        errors = [
            {
                "type": found["type"],
                "loc": [part for part in found["loc"] if part not in ("filters", "paging")],
                "msg": sentence_of(found),
            }
            for found in error.errors
        ]
        response = problem_response(status=422, detail=_("This cannot be answered."), errors=errors)
        response["Content-Language"] = translation.get_language() or ""
    response["Vary"] = "Accept-Language"
    return response


def register(api: NinjaAPI) -> None:
    """Ours in the place of Wagtail's, which speaks English to everybody."""
    api.add_exception_handler(ValidationError, invalid)
