"""Template tags that every page uses."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.rich_text import RichText, expand_db_html

from home.models import Menu, SiteSettings
from home.models.navigation import MenuLink
from home.readable import readable_translations
from home.structured_data import as_script
from home.text import plain

register = template.Library()
register.filter("plain", plain)
register.simple_tag(as_script, name="json_ld")

# The site is Québec's: browsers then choose its dictionaries and its voice.
REGIONAL_LANGUAGES = {"fr": "fr-CA", "en": "en-CA"}


@dataclass(frozen=True)
class CurrentLink:
    """A link of a menu; ``current`` is its ``aria-current``, empty where readers are elsewhere."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Frame:
    """What stands around a page."""

    language: str
    settings: SiteSettings
    header: list[CurrentLink]
    footer: list[CurrentLink]
    translations: list[Page]


def where(link: MenuLink, path: str) -> CurrentLink:
    """Readers are on the page that the link leads to, or in the part that it opens."""
    if path == link.url:
        return CurrentLink(link.label, link.url, "page")
    home = link.url.strip("/") in ("", get_language())
    inside = path.startswith(link.url) and not home
    return CurrentLink(link.label, link.url, "true" if inside else "")


@register.simple_tag(takes_context=True)
def site_frame(context: Context) -> Frame:
    """The site's settings, menus and translations of the page: asked once, by base.html.

    What has an address but no page of its own brings its ``translations`` with it.
    """
    request: HttpRequest = context["request"]
    site = Site.find_for_request(request)
    language = get_language() or ""
    menus = Menu.links_by_place(language)
    translations = context.get("translations")
    if translations is None:
        translations = readable_translations(context.get("page"))
    header, footer = (
        [where(link, request.path) for link in menus.get(place, [])] for place in Menu.Place
    )
    return Frame(
        language=REGIONAL_LANGUAGES.get(language, language),
        settings=SiteSettings.for_request(request) if site else SiteSettings(),
        header=header,
        footer=footer,
        translations=translations,
    )


class ResolveLinksNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return mark_safe(expand_db_html(self.nodelist.render(context)))


@register.tag
def resolvelinks(parser: Parser, token: Token) -> ResolveLinksNode:
    """Resolve the rich-text links of all that it encloses at once.

    Inside it, rich text is put out with the filter ``source``. The cost is a fixed
    number of queries, whatever the number of texts and links.
    """
    nodelist = parser.parse(("endresolvelinks",))
    parser.delete_first_token()
    return ResolveLinksNode(nodelist)


@register.filter
def page_numbers(page: PaginatorPage) -> Iterator[str | int]:
    """The numbers around a page of a list; a long row is shortened by ellipses."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def source(value: RichText | str) -> SafeString:
    """Rich text as stored, for ``resolvelinks`` to finish."""
    return mark_safe(value.source if isinstance(value, RichText) else value)  # noqa: S308
