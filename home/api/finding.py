"""The page at an address of the site, in one query."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_from_path
from wagtail.models import Page, Site


def at_path(pages: QuerySet[Page], path: str) -> QuerySet[Page]:
    """``"/en/blog/"`` is looked for below the English home page."""
    wanted = f"/{path.strip('/')}/".replace("//", "/")
    language = get_language_from_path(wanted)
    rest = wanted.removeprefix(f"/{language}/") if language else wanted.removeprefix("/")
    roots = [
        root.root_path
        for root in Site.get_site_root_paths()
        if root.language_code == (language or settings.LANGUAGE_CODE)
    ]
    return pages.filter(url_path__in=[f"{root}{rest}" for root in roots])
