"""The search in the API: the same parameters, results, facets and suggestions as the page."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Query, Router, Schema
from wagtail.models import Locale, Page

from home.api.auth import reader
from home.api.params import Language
from home.api.problems import PROBLEMS
from home.api.schemas import LicenceOut, Markup, Out, Tree
from search.addresses import Address
from search.facets import FACETS, Selection
from search.hits import Hit
from search.results import Facet, Results
from search.suggestions import suggest
from toolkit.api.schemas import Licences
from toolkit.models import ContributionPage, ToolPage

router = Router(tags=["search"], auth=reader)


Words = Annotated[str, Query(description="What is searched, as readers type it.")]
SearchLocale = Annotated[Language, Query(description="The language to search in.")]


def facet(words: str) -> Any:
    return Field([], description=f"{words}, by their `key` in `facets`.")


class SearchParams(Schema):
    """``q`` as readers type it; each facet may be repeated: any of its values, all facets."""

    q: Words = ""
    locale: SearchLocale = "fr"
    kind: list[str] = facet("Of these kinds")
    audience: list[str] = facet("For these audiences")
    column: list[str] = facet("In these columns of rows")
    theme: list[str] = facet("Of these themes")
    category: list[str] = facet("Of stories in these categories")
    author: list[str] = facet("Of stories by these authors")
    year: list[str] = facet("Dated in these years")
    sort: Literal["relevance", "date"] = Field(
        "relevance", description="The best first, or the newest."
    )
    page: int = Field(1, ge=1, le=100_000, description="Which page of results.")
    typed: bool = Field(False, description="Search what was typed, whatever was probably meant.")

    @property
    def address(self) -> Address:
        return Address(
            self.q, Selection.among({f: getattr(self, f) for f in FACETS}), self.sort, self.typed
        )


class CellOut(Out):
    """Items of a row's column, their words between ``<mark>`` and ``</mark>``: safe HTML."""

    column: str
    items: list[Markup]


class ResultOut(Out):
    """``title`` and ``excerpt`` are safe HTML with marks; ``url`` leads to the very place.

    ``licence`` and ``source`` are those of the tool or achievement that it is of.
    """

    kind: str
    title: Markup
    url: str
    context: str
    date: datetime.date | None
    cells: list[CellOut]
    excerpt: Markup
    licence: LicenceOut | None
    source: str


class ChoiceOut(Out):
    key: str
    label: str
    count: int
    chosen: bool


class FacetOut(Out):
    key: str
    label: str
    choices: list[ChoiceOut]


class SearchOut(Out):
    """``corrected`` is what was searched instead of ``query``, where nothing held that.

    ``partial`` holds, where there are few results, those with some of the words only.
    ``cut``: what was typed is longer than what is searched (200 characters, 10 words).
    """

    query: str
    corrected: str | None
    cut: bool
    total: int
    page: int
    pages: int
    results: list[ResultOut]
    partial: list[ResultOut]
    facets: list[FacetOut]


class SuggestionOut(Out):
    """``url`` is the address of the page whose title it is, or null."""

    text: str
    kind: str
    url: str | None


@router.get("/", response={200: SearchOut} | PROBLEMS, operation_id="search", summary="Search")
def search(request: HttpRequest, params: Query[SearchParams]) -> SearchOut:
    """Rows, tools, pages, stories and, for ``kind=comment``, comments that anybody may read."""
    with translation.override(params.locale):
        found = Results(params.address, locale_of(params.locale), str(params.page))
        given = sources(request, [*found.hits, *found.partial])
        return SearchOut(
            query=found.text,
            corrected=found.searched if found.is_corrected else None,
            cut=found.as_typed.query.cut,
            total=found.found.total,
            page=found.found.asked.page,
            pages=found.found.pages,
            results=[result(request, hit, given) for hit in found.hits],
            partial=[result(request, hit, given) for hit in found.partial],
            facets=[facet_out(facet) for facet in found.every_facet],
        )


@router.get(
    "/suggestions/",
    response={200: list[SuggestionOut]} | PROBLEMS,
    operation_id="search_suggestions",
    summary="Suggest what to search",
)
def suggestions(
    request: HttpRequest, q: Words = "", locale: SearchLocale = "fr"
) -> list[SuggestionOut]:
    """What one may be typing: at most eight, from two letters on."""
    return [
        SuggestionOut(
            text=found.text,
            kind=found.kind,
            url=request.build_absolute_uri(found.url) if found.url else None,
        )
        for found in suggest(q, locale_of(locale))
    ]


def locale_of(language: str) -> Locale:
    return Locale.objects.filter(language_code=language).first() or Locale.get_default()


def sources(request: HttpRequest, hits: list[Hit]) -> dict[str, Tree]:
    """Licence and source of each tool and achievement among these, by its path."""
    paths = {path for hit in hits for path in above(hit)}
    tools = ToolPage.objects.filter(path__in=paths).order_by()
    achievements = ContributionPage.objects.filter(path__in=paths).order_by()
    licences = Licences(request)
    return {
        page.path: {"licence": licences.of(page), "source": page.source}
        for page in (*tools, *achievements)
    }


def above(hit: Hit) -> tuple[str, str]:
    """The path of its page, and of what holds that: an audience's is a tool."""
    path: str = hit.entry.page.path
    return path, path[: -Page.steplen]


def result(request: HttpRequest, hit: Hit, given: dict[str, Tree]) -> ResultOut:
    known = (given[path] for path in above(hit) if path in given)
    return ResultOut(
        kind=hit.kind,
        title=str(hit.title),
        url=request.build_absolute_uri(hit.place),
        context=hit.entry.context,
        date=hit.entry.date,
        cells=[
            CellOut(column=str(cell.heading), items=[str(item) for item in cell.items])
            for cell in hit.cells
        ],
        excerpt=str(hit.excerpt),
        **next(known, {"licence": None, "source": ""}),
    )


def facet_out(facet: Facet) -> FacetOut:
    choices = [
        ChoiceOut(key=c.key, label=c.label, count=c.count, chosen=c.chosen) for c in facet.choices
    ]
    return FacetOut(key=facet.key, label=str(facet.heading), choices=choices)
