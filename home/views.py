"""The few addresses that are not pages."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.static import serve


@cache_control(public=True, max_age=31_536_000, immutable=True)
def rendition(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    """The resized images, and no other upload: originals and documents stay behind Wagtail.

    A rendition's name holds the hash of its image, so it can be kept for ever.
    Behind nginx or with S3 storage this view is never asked.
    """
    return serve(request, path, document_root=settings.MEDIA_ROOT / "images")


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
