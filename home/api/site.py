"""What stands around the pages: settings, menus, redirects, the sitemap, themes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from wagtail.contrib.redirects.api.v3.router import router as stock_redirects
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.api.answer import Answer
from home.api.auth import reader
from home.api.drawing import item_tree
from home.api.links import html_url
from home.api.params import LocaleChoice, Paging, cut
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import LaterPage, LaterPages, LicenceOut, Listing, Out, PageMeta, Tree
from home.api.seen import seen
from home.api.stock import take_over
from home.api.strict import strict
from home.licences import Licence
from home.models import Menu, SiteSettings, ThemePage

router = Router(tags=["site"], auth=reader)
redirects = take_over(stock_redirects, "redirects_list", "redirects_find")


class AccountOut(Out):
    """Where the organisation can be followed."""

    network: str
    address: str


class SiteOut(Out):
    """What the site says of itself."""

    name: str
    tagline: str
    organisation: str
    contact_email: str
    privacy_officer: str
    privacy_email: str
    default_licence: LicenceOut
    accounts: list[AccountOut]
    languages: list[str]


def licence_tree(key: str) -> Tree:
    licence = Licence(key)
    return {"key": licence.value, "name": licence.short, "url": licence.deed or None}


@router.get(
    "/site/",
    response={200: SiteOut} | PROBLEMS,
    operation_id="site",
    summary="Read the site's settings",
)
def read_site(request: HttpRequest) -> Tree:
    """Those that every page shows; no other setting."""
    own = SiteSettings.for_request(request)
    names = ("name", "tagline", "organisation", "contact_email", "privacy_officer", "privacy_email")
    return {name: getattr(own, name) for name in names} | {
        "default_licence": licence_tree(own.default_licence),
        "accounts": [
            {key: block["value"][key] for key in ("network", "address")}
            for block in own.accounts.raw_data
        ],
        "languages": [code for code, _name in settings.LANGUAGES],
    }


class MenuLinkOut(Out):
    """A link of a menu: to a page of the site, or to an address elsewhere."""

    label: str
    url: str
    page: LaterPage


class NavigationOut(Out):
    """A link whose page readers cannot open is left out."""

    header: list[MenuLinkOut]
    footer: list[MenuLinkOut]


@router.get(
    "/navigation/",
    response={200: NavigationOut} | PROBLEMS,
    operation_id="navigation",
    summary="Read the menus",
)
def read_navigation(request: HttpRequest, choice: Query[LocaleChoice]) -> Tree:
    """As the pages in that language show them."""
    answer = Answer(request, choice.locale)
    links = Menu.links_by_place(choice.locale)
    return {
        place.value: [
            {
                "label": link.label,
                "url": answer.absolute(link.url),
                "page": answer.page(link.page_id),
            }
            for link in links.get(place, [])
        ]
        for place in Menu.Place
    }


class RedirectOut(Out):
    """Where an old address leads now."""

    id: int
    html_path: str = Field(examples=["/ancien-article"])
    target: str
    is_permanent: bool


class RedirectList(Listing[RedirectOut]):
    """By address. One that leads to a page that readers cannot open is left out."""


def shown_redirects() -> Any:
    pages = seen(Page.objects.all()).values("pk")
    targets = Q(redirect_page__in=pages) | (Q(redirect_page=None) & ~Q(redirect_link=""))
    return Redirect.objects.filter(targets).select_related("redirect_page").order_by("old_path")


def redirect_tree(redirect: Redirect, request: HttpRequest) -> Tree:
    return {
        "id": redirect.pk,
        "html_path": redirect.old_path,
        "target": request.build_absolute_uri(redirect.link),
        "is_permanent": redirect.is_permanent,
    }


@redirects.get(
    "/",
    response={200: RedirectList} | PROBLEMS,
    auth=reader,
    tags=["site"],
    operation_id="redirects_list",
    url_name="list_redirects",
    summary="List redirects",
)
@decorate_view(strict)
def list_redirects(request: HttpRequest, response: HttpResponse, paging: Query[Paging]) -> Tree:
    """For a front end that answers old addresses itself."""
    count, found = cut(request, response, shown_redirects(), paging)
    return {"count": count, "items": [redirect_tree(redirect, request) for redirect in found]}


class OldAddress(Schema):
    html_path: str = Field(
        max_length=255, examples=["/ancien-article"], description="The path that was asked for."
    )


@redirects.get(
    "/find/",
    response={200: RedirectOut} | NOT_FOUND | PROBLEMS,
    auth=reader,
    tags=["site"],
    operation_id="redirects_find",
    url_name="find_redirect",
    summary="Find a redirect",
)
@decorate_view(strict)
def find_redirect(request: HttpRequest, address: Query[OldAddress]) -> Tree:
    """Where this path leads now."""
    path = Redirect.normalise_path(address.html_path)
    redirect = shown_redirects().filter(old_path=path).first()
    if redirect is None:
        raise Http404(_("Nothing leads on from there."))
    return redirect_tree(redirect, request)


class SitemapEntry(Out):
    """A page that readers can open."""

    id: int
    html_url: str | None
    locale: str
    last_published_at: datetime | None


class SitemapOut(Listing[SitemapEntry]):
    """Every page, in the order of the tree."""


class LongPaging(Paging):
    limit: int = Field(100, ge=1, le=1000, description="How many at most.")


@router.get(
    "/sitemap/",
    response={200: SitemapOut} | PROBLEMS,
    operation_id="sitemap",
    summary="List all addresses",
)
def read_sitemap(request: HttpRequest, response: HttpResponse, paging: Query[LongPaging]) -> Tree:
    """What a static front end builds. `/sitemap.xml` is the one for search engines."""
    pages = seen(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")
    count, found = cut(request, response, pages, paging)
    items = [
        {
            "id": page.pk,
            "html_url": html_url(page, request),
            "locale": page.locale.language_code,
            "last_published_at": page.last_published_at,
        }
        for page in found
    ]
    return {"count": count, "items": items}


class ThemeOut(Out):
    """A theme, with links to the pages that readers can open in it."""

    id: int
    type: str
    title: str
    meta: PageMeta
    introduction: str
    pictogram: str
    tint: str
    pages: LaterPages


class ThemeList(Listing[ThemeOut]):
    """In the order that editors gave them."""


@router.get(
    "/themes/",
    response={200: ThemeList} | PROBLEMS,
    operation_id="themes_list",
    summary="List themes",
)
def list_themes(
    request: HttpRequest,
    response: HttpResponse,
    choice: Query[LocaleChoice],
    paging: Query[Paging],
) -> Tree:
    """What the content pages are gathered under."""
    themes = seen(ThemePage.objects.filter(locale__language_code=choice.locale))
    count, found = cut(request, response, themes.select_related("locale").order_by("path"), paging)
    answer = Answer(request, choice.locale)
    items = [
        item_tree(theme, request)
        | {
            "introduction": theme.introduction,
            "pictogram": theme.pictogram,
            "tint": theme.tint,
            "pages": answer.children(theme),
        }
        for theme in found
    ]
    return {"count": count, "items": items}
