"""Which story an address of elsewhere or of former days means."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import unquote, urlsplit

from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPage

INDEX_FILE = re.compile(r"/index\.(?:html?|php)$")
# Disqus's plugin for WordPress calls a page "12 https://example.org/?p=12".
WORDPRESS_IDENTIFIER = re.compile(r"\d+ (https?://\S+)")


def path_of(address: str) -> str:
    """The path of an address, whichever way it is written: no host, no last slash."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    return INDEX_FILE.sub("", path).rstrip("/").casefold()


class StoryFinder:
    """Looks stories up by what they were called; the copies of a story are that story."""

    @cached_property
    def stories(self) -> dict[int, BlogPage]:
        return BlogPage.objects.filter(alias_of=None).defer_streamfields().in_bulk()

    @cached_property
    def by_path(self) -> dict[str, BlogPage]:
        paths = {path_of(story.get_absolute_url()): story for story in self.stories.values()}
        return {path: story for path, story in paths.items() if path}

    @cached_property
    def by_slug(self) -> dict[str, BlogPage]:
        """Those whose slug names one story only."""
        found: dict[str, list[BlogPage]] = {}
        for story in self.stories.values():
            found.setdefault(story.slug, []).append(story)
        return {slug: stories[0] for slug, stories in found.items() if len(stories) == 1}

    def by_identifier(self, identifier: str) -> BlogPage | None:
        """By the slug, the address, or the identifier that Disqus's plugins made."""
        if wordpress := WORDPRESS_IDENTIFIER.fullmatch(identifier):
            identifier = wordpress[1]
        if identifier in self.by_slug:
            return self.by_slug[identifier]
        return self.by_address(identifier) if "/" in identifier else None

    def by_address(self, address: str) -> BlogPage | None:
        path = path_of(address)
        return self.by_path.get(path) or self._redirected(address)

    def _redirected(self, address: str) -> BlogPage | None:
        """Where a redirect leads from that path, hosts left aside."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        old = {
            Redirect.normalise_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        }
        old |= {Redirect.normalise_path(parts.path)} if parts.path.strip("/") else set()
        pages = Redirect.objects.filter(old_path__in=old - {"/"}).values_list(
            "redirect_page", flat=True
        )
        return next((self.stories[pk] for pk in pages if pk in self.stories), None)
