"""Images in the sizes and formats that browsers choose from.

Their addresses are signed and made without a look at the renditions, which Wagtail makes
when somebody first asks for one: an answer costs one query, however many sizes it offers.
"""

from typing import Any
from zlib import crc32

from django.http import HttpRequest
from django.urls import reverse
from wagtail.images.models import AbstractImage
from wagtail.images.utils import generate_signature

WIDTHS = (480, 800, 1320)
FORMATS = ("avif", "webp", "jpeg")


def picture(image: AbstractImage, request: HttpRequest, alt: str | None = None) -> dict[str, Any]:
    """The fallback, ``url``, is a JPEG of the middle size."""
    widths = sorted({min(width, image.width) for width in WIDTHS})
    sources = {
        kind: {width: size_url(image, request, width, kind) for width in widths} for kind in FORMATS
    }
    return {
        "id": image.pk,
        "alt": image.description if alt is None else alt,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point(image),
        "url": sources["jpeg"][widths[len(widths) // 2]],
        "sources": [
            {
                "type": f"image/{kind}",
                "srcset": ", ".join(f"{url} {width}w" for width, url in sizes.items()),
            }
            for kind, sizes in sources.items()
        ],
    }


def largest(image: AbstractImage, request: HttpRequest) -> str:
    """Where Wagtail names the original, which is not served: it may tell where it was taken."""
    return size_url(image, request, min(WIDTHS[-1], image.width), "jpeg")


def size_url(image: AbstractImage, request: HttpRequest, width: int, kind: str) -> str:
    """Its end changes with the file: what stands there may be kept for ever."""
    spec = f"width-{width}|format-{kind}"
    name = f"{crc32(image.file.name.encode()):08x}.{kind}"
    path = reverse("image_size", args=[generate_signature(image.pk, spec), image.pk, spec, name])
    return request.build_absolute_uri(path)


def focal_point(image: AbstractImage) -> dict[str, float] | None:
    """What must stay in sight when the image is cut, from 0 to 1 from its left and top."""
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }
