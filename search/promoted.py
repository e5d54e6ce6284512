"""What editors put above the results for certain words."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page

from home.folding import fold_words
from home.readable import readable

NEEDED = (
    "query__query_string",
    "page__translation_key",
    "external_link_url",
    "external_link_text",
    "description",
)


@dataclass(frozen=True)
class Promotion:
    """A page, or a link to elsewhere: then ``page`` is None."""

    title: str
    url: str
    description: str = ""
    page: Page | None = None


def promoted(words: str, locale: Locale) -> list[Promotion]:
    """For what was typed, in the editors' order. At most two queries.

    Wagtail keeps the words that a promotion is for with their accents, so that they are
    compared here, all of them: they are written by hand and few. A page that was promoted in
    another language is shown in the reader's where it is there, without its description.
    """
    asked = fold_words(words)
    if not asked:
        return []
    every = SearchPromotion.objects.select_related("query", "page").only(*NEEDED)
    ordered = every.order_by("sort_order", "pk")
    wanted = [given for given in ordered if fold_words(given.query.query_string) == asked]
    keys = {given.page.translation_key for given in wanted if given.page}
    pages = {
        page.translation_key: page
        for page in readable(Page.objects.filter(translation_key__in=keys, locale=locale))
    }
    # The one that was promoted itself comes before its translations, for its description.
    found: dict[str, Promotion] = {}
    for given in wanted:
        promotion = _promotion(given, pages)
        if promotion and (promotion.description or promotion.url not in found):
            found[promotion.url] = promotion
    return list(found.values())


def _promotion(given: SearchPromotion, pages: dict[object, Page]) -> Promotion | None:
    if not given.page:
        return Promotion(given.external_link_text, given.external_link_url, given.description)
    page = pages.get(given.page.translation_key)
    if page is None or not page.url:
        return None
    description = given.description if page.pk == given.page_id else ""
    return Promotion(page.title, page.url, description, page)
