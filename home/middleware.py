"""What makes public pages the same for everyone, so that anyone may cache them."""

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin


class PathLocaleMiddleware(LocaleMiddleware):
    """The address alone names the language: no ``Vary: Accept-Language``, one entry a page."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class PublicPageMiddleware(MiddlewareMixin):
    """Marks as public what was made without a look at who asks.

    A response that read no session and sets no cookie is the same for all; caches
    may keep it and ask again (its ETag answers 304). Everything else is private.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if "Cache-Control" in response.headers:
            return response
        personal = response.cookies or request.session.accessed
        if personal or request.method not in ("GET", "HEAD"):
            patch_cache_control(response, private=True, no_store=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response
