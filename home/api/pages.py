"""Pages in the API: our reading operations, on the very paths of Wagtail's writing ones."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema
from ninja.decorators import decorate_view
from wagtail.api.v3.routers.pages import router as stock
from wagtail.models import Page, Site

from home.api.answer import Answer, RichTextFormat
from home.api.auth import reader
from home.api.drawing import PageItem, any_page, detail_tree, item_tree, page_types, schema_of
from home.api.fields import whole
from home.api.finding import at_path
from home.api.links import detail_url
from home.api.params import Id, OnlyLocale, PageId, Paging, Slug, cut, wrong
from home.api.problems import FORBIDDEN, NOT_FOUND, PROBLEMS
from home.api.schemas import Listing, Tree
from home.api.seen import draft_of, visible
from home.api.selection import Selection, selected, selected_list
from home.api.stock import take_over
from home.api.strict import strict
from home.api.writing.versions import tag_of

PageType = Literal[*(model._meta.label for model in page_types())]  # type: ignore[valid-type]
MODELS = {model._meta.label: model for model in page_types()}
ORDERS = {
    "tree": "path",
    "id": "pk",
    "title": "title",
    "slug": "slug",
    "first_published_at": "first_published_at",
    "last_published_at": "last_published_at",
}
Order = Literal[*ORDERS, *(f"-{name}" for name in ORDERS)]  # type: ignore[valid-type]

router = take_over(stock, "pages_list", "pages_find", "pages_detail")


class PageList(Listing[PageItem]):
    """Pages, without their content."""


class PageFilters(Schema):
    """Each narrows the list further; a relative that nobody may see is one that is not there."""

    type: list[PageType] = Field([], max_length=20, description="Any of these.")
    locale: OnlyLocale = None
    slug: Slug | None = Field(None, description="The last part of its address.")
    child_of: Id | Literal["root"] | None = Field(
        None, description="Right below this page; `root`: below the home page."
    )
    descendant_of: Id | Literal["root"] | None = Field(
        None, description="Anywhere below this page; `root`: below the home page."
    )
    ancestor_of: Id | None = Field(None, description="Above this page.")
    translation_of: Id | None = Field(None, description="This page in other languages.")
    order: Order = Field("tree", description="`-` before it: from the end.")

    def applied(self, request: HttpRequest) -> QuerySet[Page]:
        model = MODELS[self.type[0]] if len(self.type) == 1 else Page
        pages = visible(request, model)
        if len(self.type) > 1:
            pages = pages.type(*(MODELS[label] for label in self.type))
        if self.locale:
            pages = pages.filter(locale__language_code=self.locale)
        if self.slug:
            pages = pages.filter(slug=self.slug)
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
            if (value := getattr(self, name)) is not None:
                pages = getattr(pages, name)(relative(request, name, value))
        sign, field = "-" * self.order.startswith("-"), ORDERS[self.order.removeprefix("-")]
        return pages.order_by(f"{sign}{field}", "pk").select_related("locale").defer_streamfields()


def relative(request: HttpRequest, name: str, value: int | str) -> Page:
    pages = visible(request)
    if value == "root":
        site = Site.find_for_request(request)
        found = site and pages.filter(pk=site.root_page_id).first()
    else:
        found = pages.filter(pk=value).first()
    if not found:
        raise wrong(name, _("There is no such page."), "unknown_page")
    return found


@router.get(
    "/",
    response={200: PageList} | PROBLEMS,
    auth=reader,
    operation_id="pages_list",
    url_name="list_pages",
    summary="List pages",
)
@decorate_view(strict)
def list_pages(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[PageFilters],
    paging: Query[Paging],
    selection: Query[Selection],
    rich_text: RichTextFormat = "html",
) -> Any:
    """Pages that readers can open. With a single `type`, `fields` may name its own fields."""
    model = MODELS[filters.type[0]] if len(filters.type) == 1 else None
    schema = schema_of(model) if model else PageItem
    names = selection.names(schema.model_fields)
    pages = filters.applied(request)
    if names and model and not names <= PageItem.model_fields.keys():
        pages = whole(model).filter(pk__in=pages.values("pk")).order_by(*pages.query.order_by)
    count, found = cut(request, response, pages, paging)
    if names is None:
        return {"count": count, "items": [item_tree(page, request) for page in found]}
    answer = Answer(request, filters.locale or settings.LANGUAGE_CODE, rich_text)
    trees = [
        detail_tree(page, answer, names) if model else item_tree(page, request) for page in found
    ]
    return selected_list(response, schema if model else PageItem, count, trees, names)


class Address(Schema):
    """Either the path at which readers find the page, or its slug."""

    html_path: Annotated[str, Field(max_length=2000)] | None = Field(
        None,
        examples=["/blogue/"],
        description="The path of its address on the site, language included.",
    )
    slug: Slug | None = Field(None, description="The last part of its address.")
    type: PageType | None = Field(None, description="Of this type alone.")
    locale: OnlyLocale = None

    def found(self, request: HttpRequest) -> Page:
        if self.html_path is None and self.slug is None:
            raise wrong("html_path", _("Ask for a path or for a slug."), "missing_address")
        pages = visible(request)
        if self.html_path is not None:
            pages = at_path(pages, self.html_path)
        if self.slug is not None:
            pages = pages.filter(slug=self.slug)
        if self.type:
            pages = pages.type(MODELS[self.type])
        if self.locale:
            pages = pages.filter(locale__language_code=self.locale)
        page = pages.order_by("path").first()
        if page is None:
            raise Http404(_("There is no such page."))
        return page


class Version(Schema):
    version: Literal["live", "draft"] = Field(
        "live", description="The draft needs the token of somebody who may edit the page."
    )
    rich_text: RichTextFormat = "html"


def answer_page(
    request: HttpRequest,
    response: HttpResponse,
    page: Page,
    version: Version,
    selection: Selection,
) -> Any:
    model = page.specific_class
    if model is None:
        raise Http404(_("There is no such page."))
    schema = schema_of(model)
    names = selection.names(schema.model_fields)
    live = version.version == "live"
    shown = whole(model).get(pk=page.pk) if live else draft_of(request, page)
    if not live:
        response["ETag"] = tag_of(page)
    elif shown.last_published_at:
        response["Last-Modified"] = http_date(shown.last_published_at.timestamp())
    answer = Answer(request, shown.locale.language_code, version.rich_text)
    return selected(response, schema, detail_tree(shown, answer, names), names)


@router.get(
    "/find/",
    response={200: any_page()} | FORBIDDEN | NOT_FOUND | PROBLEMS,
    auth=reader,
    operation_id="pages_find",
    url_name="find_page",
    summary="Find a page",
)
@decorate_view(strict)
def find_page(
    request: HttpRequest,
    response: HttpResponse,
    address: Query[Address],
    version: Query[Version],
    selection: Query[Selection],
) -> Any:
    """The page at an address of the site, as its own address in the API answers it."""
    page = address.found(request)
    response["Content-Location"] = detail_url(page, request)
    return answer_page(request, response, page, version, selection)


@router.get(
    "/{page_id}/",
    response={200: any_page()} | FORBIDDEN | NOT_FOUND | PROBLEMS,
    auth=reader,
    operation_id="pages_detail",
    url_name="detail_page",
    summary="Read a page",
)
@decorate_view(strict)
def read_page(
    request: HttpRequest,
    response: HttpResponse,
    page_id: PageId,
    version: Query[Version],
    selection: Query[Selection],
) -> Any:
    """A page with its content."""
    return answer_page(request, response, one(request, page_id), version, selection)


def one(request: HttpRequest, pk: int) -> Page:
    page = visible(request).filter(pk=pk).first()
    if page is None:
        raise Http404(_("There is no such page."))
    return page


RELATIVES = {
    "children": lambda page: page.get_children(),
    "ancestors": lambda page: page.get_ancestors(),
    "translations": lambda page: page.get_translations().filter(alias_of=None),
}
ABOUT = {
    "children": "Right below it, in the order that editors gave them.",
    "ancestors": "Above it, the home page first.",
    "translations": "The same page in other languages.",
}


def add_relatives(name: str) -> None:
    @router.get(
        f"/{{page_id}}/{name}/",
        response={200: PageList} | NOT_FOUND | PROBLEMS,
        auth=reader,
        operation_id=f"pages_{name}",
        url_name=f"page_{name}",
        summary=f"List the {name} of a page",
        description=ABOUT[name],
    )
    @decorate_view(strict)
    def relatives(
        request: HttpRequest, response: HttpResponse, page_id: PageId, paging: Query[Paging]
    ) -> Tree:
        around = RELATIVES[name](one(request, page_id)).values("pk")
        pages = visible(request).filter(pk__in=around).select_related("locale").order_by("path")
        count, found = cut(request, response, pages, paging)
        return {"count": count, "items": [item_tree(page, request) for page in found]}


for name in RELATIVES:
    add_relatives(name)
