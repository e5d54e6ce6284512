"""What makes public pages the same for everyone, and what is said of a refusal in the admin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from home.refusals import Refused


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


class RefusalMiddleware(MiddlewareMixin):
    """Says in the admin why something could not be done, where Wagtail has no way to say it."""

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, Refused) or not request.path.startswith(home):
            return None
        messages.error(request, exception.sentence)
        page = request.resolver_match.kwargs.get("page_id") if request.resolver_match else None
        address = reverse("wagtailadmin_pages:edit", args=[page]) if page else home
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":  # a window of Wagtail's
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)
