"""What holds for every answer of the API: limits, other origins, caches, compression."""

from __future__ import annotations

import re
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.api.v3.errors import problem_response
from wagtail.contrib.redirects.middleware import RedirectMiddleware as StockRedirectMiddleware

from home.api.limits import Allowance, asked_again

PREFIX = "/api/"
METHODS = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE"
# What pages of other origins may send, and read of the answer.
SENDABLE = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
READABLE = (
    "Content-Location, ETag, Idempotent-Replayed, Link, Location, "
    "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
)
SENTENCES = {
    404: gettext_lazy("There is no such address."),
    405: gettext_lazy("This address does not take this method: `Allow` says which ones."),
}
A_DAY = 24 * 3600
SHORTEST = 200  # bytes that are worth compressing
QUALITY = 5  # of 11: smaller than gzip's best, and quicker
NEVER = re.compile(r";q=0(\.0*)?$")


class ApiMiddleware:
    """Outside of the one that makes ETags, which are those of what is not yet compressed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return share(request, preflight())
        allowance = asked_again(request)
        if allowance and allowance.left < 0:
            response: HttpResponseBase = too_many(allowance)
        else:
            response = self.get_response(request)
        if isinstance(response, HttpResponse):
            response = explained(request, response)
            self.finish(request, response, allowance)
        return response

    def finish(
        self, request: HttpRequest, response: HttpResponse, allowance: Allowance | None
    ) -> None:
        if allowance:
            allowance.write(response)
        if response.status_code == 401:
            response.headers.setdefault("WWW-Authenticate", "Bearer")
        keep_apart(request, response)
        share(request, response)
        # Nothing secret is in what is public, so that its size gives nothing away (BREACH).
        if "public" in response.get("Cache-Control", ""):
            if accepts_brotli(request):
                compress(response)
            self.gzip.process_response(request, response)  # not what is compressed already


def explained(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What was refused before any operation was asked is a problem too, not a page."""
    status = response.status_code
    if status < 400:
        del response.headers["Content-Language"]  # an answer may hold several
    if status < 400 or not response.get("Content-Type", "").startswith("text/"):
        return response
    with translation.override(translation.get_language_from_request(request)):
        problem = problem_response(status=status, detail=str(SENTENCES.get(status, "")))
        problem["Content-Language"] = translation.get_language() or ""
    patch_vary_headers(problem, ["Accept-Language"])
    for name in ("Allow", "Cache-Control", "Retry-After"):
        if name in response:
            problem[name] = response[name]
    return problem


class RedirectMiddleware(StockRedirectMiddleware):
    """Wagtail's, but for the API: no address of it was ever another, and its 404s are many."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path.startswith(PREFIX):
            return response
        return super().process_response(request, response)


def too_many(allowance: Allowance) -> HttpResponse:
    response = problem_response(status=429, detail=_("Too many requests: come back later."))
    response["Retry-After"] = str(allowance.reset)
    patch_cache_control(response, private=True, no_store=True)
    return response


def keep_apart(request: HttpRequest, response: HttpResponse) -> None:
    """No cache gives to anybody what the owner of a token was answered, nor the other way."""
    patch_vary_headers(response, ["Authorization"])
    if "Authorization" in request.headers:
        patch_cache_control(response, private=True, no_store=True)
    elif settings.API_CACHE_SECONDS and "public" in response.get("Cache-Control", ""):
        patch_cache_control(response, s_maxage=settings.API_CACHE_SECONDS)


def accepts_brotli(request: HttpRequest) -> bool:
    codings = request.headers.get("Accept-Encoding", "").lower().replace(" ", "").split(",")
    return any(coding.partition(";")[0] == "br" and not NEVER.search(coding) for coding in codings)


def compress(response: HttpResponse) -> None:
    """As Django's middleware does with gzip: what is short stays, its ETag becomes a weak one."""
    if len(response.content) < SHORTEST or response.has_header("Content-Encoding"):
        return
    response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=QUALITY)
    response["Content-Length"] = str(len(response.content))
    response["Content-Encoding"] = "br"
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.get("ETag", "").startswith('"'):
        response["ETag"] = f"W/{response['ETag']}"


def preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = SENDABLE
    response["Access-Control-Max-Age"] = str(A_DAY)
    return response


def share(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let pages of other origins read the answer: never with cookies, which the API ignores."""
    origin, allowed = request.headers.get("Origin", ""), settings.API_ORIGINS
    if "*" in allowed:
        response["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if origin in allowed:
            response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = READABLE
    return response
