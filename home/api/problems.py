"""Errors as RFC 9457 has them, each with where it lies, in the language of who asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ValidationError as PydanticError
from wagtail.api.v3.errors import problem_response

from home.api.schemas import Problem
from home.api.writing.faults import Unfit, faults
from home.refusals import Refused
from home.tokens import MissingScope

type Run = Callable[..., HttpResponseBase]

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
    "bool_type": gettext_lazy("This must be true or false."),
    "float_parsing": gettext_lazy("This must be a number."),
    "float_type": gettext_lazy("This must be a number."),
    "string_type": gettext_lazy("This must be a text."),
    "list_type": gettext_lazy("This must be a list."),
    "dict_type": gettext_lazy("This must be an object."),
    "model_type": gettext_lazy("This must be an object."),
    "model_attributes_type": gettext_lazy("This must be an object."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "union_tag_not_found": gettext_lazy("This is needed."),
    "union_tag_invalid": gettext_lazy("This must be one of %(expected_tags)s."),
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

A_WHILE = 600  # seconds: what is counted is counted in ten minutes or an hour

# What every reading operation may answer beside what it is asked for.
PROBLEMS = {422: Problem, 429: Problem}
NOT_FOUND = {404: Problem}
FORBIDDEN = {403: Problem}
CHANGED = {409: Problem, 412: Problem}
UNREAD = {428: Problem}


def sentence_of(error: dict[str, Any]) -> str:
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return str(error["msg"])
    # Pydantic lists in English what might be meant.
    known = {
        name: value.replace(" or ", ", ") if name == "expected" else value
        for name, value in (error.get("ctx") or {}).items()
    }
    try:
        return str(sentence) % known
    except (KeyError, ValueError):
        return str(error["msg"])


def way_to(found: dict[str, Any], sent: Any) -> list[str | int]:
    """Without the names that ninja and pydantic give to what was sent and to its kinds."""
    place, *way = found["loc"]
    if place in ("form", "file"):
        place = "body"
    elif place == "body":
        way = way_through(sent, way if isinstance(sent, Parts) else way[1:], found)
    if place == "query":
        names = [part for part in way if isinstance(part, str)]
        way = [*names[:2][-1:], *(part for part in way if isinstance(part, int))]
    return [place, *way]


def way_through(sent: Any, way: list[str | int], found: dict[str, Any]) -> list[str | int]:
    """The steps that lead through what was sent: the others name what pydantic compared it with."""
    taken: list[str | int] = []
    for step in way:
        if leads_into(step, sent):
            sent = sent[step]
            taken.append(step)
    if found["type"] == "missing":
        return [*taken, *way[-1:]]
    if found["type"].startswith("union_tag"):
        return [*taken, found["ctx"]["discriminator"].strip("'")]
    return taken


def leads_into(step: str | int, sent: Any) -> bool:
    if isinstance(sent, dict):
        return step in sent
    return isinstance(sent, list) and isinstance(step, int)


class Parts(dict[str, Any]):
    """Of a form, by their names; what is sent as JSON is one and has none."""


def sent_in(request: HttpRequest) -> Any:
    if request.content_type == "application/json":
        return json_in(request.body)
    return Parts((name, json_in(text)) for name, text in request.POST.items())


def json_in(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (RecursionError, ValueError):
        return None


def unanswerable(errors: list[dict[str, Any]]) -> HttpResponse:
    return problem_response(status=422, detail=_("This cannot be answered."), errors=errors)


def unfit(request: HttpRequest, error: Unfit) -> HttpResponse:
    return unanswerable(error.errors)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    sent = sent_in(request)
    return unanswerable(
        [
            {"type": found["type"], "loc": way_to(found, sent), "msg": sentence_of(found)}
            for found in error.errors
        ]
    )


def invalid_in_stock(request: HttpRequest, error: PydanticError) -> HttpResponse:
    """What Wagtail's own operations find while they look a question up."""
    place = place_of(request)
    return unanswerable(
        [
            {"type": found["type"], "loc": [place, *found["loc"]], "msg": sentence_of(found)}
            for found in error.errors()
        ]
    )


def invalid_form(request: HttpRequest, error: DjangoError) -> HttpResponse:
    """Of a form, or of a model that was checked as it was saved."""
    return unanswerable(
        [
            {"type": kind, "loc": [place_of(request), *loc], "msg": words}
            for loc, kind, words in faults(error, ())
        ]
    )


def not_understood(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A limit that is too high is a 400 in Wagtail's own lists; in ours a wrong parameter."""
    if request.method == "GET" and error.status_code == 400:
        return unanswerable([{"type": "value_error", "loc": ["query"], "msg": str(error)}])
    return problem_response(status=error.status_code, detail=str(error))


def place_of(request: HttpRequest) -> str:
    return "query" if request.method == "GET" else "body"


def in_language_of_asker(run: Run) -> Run:
    """What goes wrong is said in the language asked for; the rest does not depend on it."""

    @wraps(run)
    def spoken(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with translation.override(translation.get_language_from_request(request)):
            response = run(request, **kwargs)
            if response.status_code >= 400:
                response.headers["Content-Language"] = translation.get_language() or ""
                patch_vary_headers(response, ["Accept-Language"])
        return response

    return spoken


def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """RFC 6750, 3.1."""
    given = "Authorization" in request.headers
    detail = _("This token is wrong, expired or revoked.") if given else _("This needs a token.")
    response = problem_response(status=401, detail=detail)
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"' if given else "Bearer"
    return response


def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    if not request.user.is_authenticated:
        return unknown(request, AuthenticationError())
    detail = str(error) or _("The owner of this token may not do this.")
    return problem_response(status=403, detail=detail)


def missing_scope(request: HttpRequest, error: MissingScope) -> HttpResponse:
    response = problem_response(status=403, detail=str(error))
    response["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{error.scope}"'
    return response


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    response = problem_response(status=error.status, detail=error.sentence)
    if error.status == 429:
        response["Retry-After"] = str(A_WHILE)
    return response


def register(api: NinjaAPI) -> None:
    """Ours in the place of Wagtail's, which speaks English to everybody."""
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Unfit, unfit)
    api.add_exception_handler(PydanticError, invalid_in_stock)
    api.add_exception_handler(DjangoError, invalid_form)
    api.add_exception_handler(HttpError, not_understood)
    api.add_decorator(in_language_of_asker, mode="view")
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(PermissionDenied, denied)
    api.add_exception_handler(MissingScope, missing_scope)
    api.add_exception_handler(Refused, refused)
