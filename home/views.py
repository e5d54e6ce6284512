"""The few addresses that are not pages."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.static import serve
from wagtail.images.views.serve import ServeView


@cache_control(public=True, max_age=31_536_000, immutable=True)
def rendition(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    """The resized images, and no other upload: originals and documents stay behind Wagtail.

    A rendition's name holds the hash of its image, so it can be kept for ever.
    Behind nginx or with S3 storage this view is never asked.
    """
    return serve(request, path, document_root=settings.MEDIA_ROOT / "images")


class ImageSizeView(ServeView):
    """An image in one of the sizes that the API offers, made when it is first asked for.

    The address is signed, and its last part changes with the file.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().get(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
