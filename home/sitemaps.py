"""The sitemap: every page that anybody may read."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from home.readable import readable


class ReadablePagesSitemap(Sitemap):
    """Wagtail's own would name the address of the alias of a private page."""

    def items(self) -> PageQuerySet:
        return readable(super().items())
