"""What search engines read of an achievement: schema.org, as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from home.licences import Licence
from home.structured_data import SHARED_SIZE, publisher_of

if TYPE_CHECKING:
    from toolkit.models import ContributionPage


def achievement_data(
    page: ContributionPage, request: HttpRequest, licence: Licence
) -> dict[str, Any]:
    """An ``Article``; ``creditText`` names who shared it as they want to be named."""
    address = page.full_url or ""
    root = address.removesuffix(page.url or "")
    published, changed = page.first_published_at, page.last_published_at
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.summary,
        "datePublished": published.isoformat() if published else "",
        "dateModified": changed.isoformat() if changed else "",
        "temporalCoverage": page.date.isoformat() if page.date else "",
        "image": page.picture.get_rendition(SHARED_SIZE).full_url if page.picture else "",
        "creditText": page.credit,
        "contentLocation": (
            {"@type": "AdministrativeArea", "name": page.territory_name}
            if page.territory_name
            else None
        ),
        "license": licence.deed,
        "inLanguage": page.locale.language_code,
        "mainEntityOfPage": address,
        "publisher": {"@type": "Organization", "name": publisher_of(request), "url": f"{root}/"},
    }
    return {key: value for key, value in data.items() if value}
