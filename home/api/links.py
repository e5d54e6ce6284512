"""Links to pages, as every answer gives them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page


def type_of(page: Page) -> str:
    """``"blog.BlogPage"``: asked of the content type, which Django keeps in memory."""
    model = page.specific_class or type(page)
    return model._meta.label


def detail_url(page: Page, request: HttpRequest) -> str:
    path = reverse("wagtailapi_v3:detail_page", args=[page.pk])
    return request.build_absolute_uri(path)


def html_url(page: Page, request: HttpRequest) -> str | None:
    return request.build_absolute_uri(page.url) if page.url else None


def page_link(page: Page, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": page.pk,
        "type": type_of(page),
        "title": page.title,
        "locale": page.locale.language_code,
        "html_url": html_url(page, request),
        "detail_url": detail_url(page, request),
    }
