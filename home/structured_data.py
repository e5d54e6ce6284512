"""What every page says of itself to search engines, as JSON-LD."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from home.models import SiteSettings

SHARED_SIZE = "fill-1200x630|format-jpeg"
# As ``json_script`` does: nothing in a text can end the element that holds it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def publisher_of(request: HttpRequest) -> str:
    settings = SiteSettings.for_request(request)
    return settings.organisation or settings.name


def as_script(data: dict[str, Any]) -> SafeString:
    """A data block, which no browser runs and no policy forbids."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
