"""What is offered while one types: titles, audiences, purposes, means, what others looked for."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wagtail.models import Locale, Page

from home.folding import fold_words
from search.analysis import words_of
from search.engines import engine, fetched
from search.expressions import Column, Expression, Words, all_of, any_of, within
from search.facets import Combination
from search.finding import combinations
from search.models import Kind
from search.tally import popular

SHORTEST = 2  # letters from which something is offered
AT_MOST = 8
LOOKED_AT = 100  # entries
WORDS = 10
# The order in which they are offered. "search" is what others looked for.
KINDS = ("audience", "search", "tool", "page", "story", "achievement", "purpose", "means")


type Parts = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Suggestion:
    """``url`` is its page's, where it is the title of one."""

    text: str
    kind: str
    url: str = ""


def suggest(typed: str, locale: Locale) -> list[Suggestion]:
    """The best for what was typed so far; the last word may be only begun."""
    words = [word.exact for word in words_of(typed[:200], locale.language_code)][:WORDS]
    if not words or len(words[-1]) < SHORTEST:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for kind, folded, text, page_id in offered(words, locale):
        if holds(folded, words):
            counts[kind, folded] += 1
            first.setdefault((kind, folded), (text, page_id))
    begun = " ".join(words)
    best = sorted(
        counts,
        key=lambda key: (
            not key[1].startswith(begun),
            KINDS.index(key[0]),
            -counts[key],
            len(key[1]),
            key[1],
        ),
    )
    # The same text may be there as two kinds: a few more than are shown will do.
    return shown([(kind, *first[kind, text]) for kind, text in best[: 3 * AT_MOST]])


def offered(words: list[str], locale: Locale) -> Iterator[tuple[str, str, str, int]]:
    """Of each candidate its kind, its text, folded and as it is, and its page, 0 for none."""
    for folded, text in popular(locale.pk):
        yield "search", folded, text, 0
    for page_id, combination, title, parts in entries_with(words, locale):
        for kind, text in texts_of(combination, title, parts):
            yield kind, fold_words(text), text, page_id


def texts_of(combination: Combination, title: str, parts: Parts) -> Iterator[tuple[str, str]]:
    kind = combination.kind
    if kind == Kind.ROW:
        for purpose in title.split(" · "):
            yield "purpose", purpose
        for column, texts in parts:
            if column == Column.MEANS:
                yield from (("means", text) for text in texts)
    else:
        is_audience = kind == Kind.PAGE and "audience" in combination.values
        yield "audience" if is_audience else kind, title


def entries_with(words: list[str], locale: Locale) -> list[tuple[int, Combination, str, Parts]]:
    """Of some entries of live pages their page, facets and title, and a row's parts.

    What is in the index is public; to ask the restrictions once more, as results do, would
    take longer than all the rest.
    """
    some, values = engine().some(begun(words), locale.pk, LOOKED_AT)
    rows = fetched(
        f"WITH few AS MATERIALIZED ({some}) "  # noqa: S608
        "SELECT e.page_id, e.facets_id, e.title, CASE WHEN e.key LIKE 'r-%%' THEN e.parts END "
        "FROM few JOIN search_entry e ON e.id = few.id "
        "JOIN wagtailcore_page p ON p.id = e.page_id AND p.live ORDER BY e.id",
        values,
    )
    known = combinations({set_id for _page, set_id, _title, _parts in rows})
    return [
        (page, known[set_id], title, json.loads(parts or "[]"))
        for page, set_id, title, parts in rows
    ]


def begun(words: list[str]) -> Expression:
    """In a title or purpose, or in a means: all the words, the last of them begun."""
    *whole, last = (Words((word,), exact=True) for word in words)
    wanted = all_of([*whole, replace(last, prefix=True)])
    if not whole:
        return within(wanted, Column.TITLE, Column.MEANS)
    return any_of([within(wanted, Column.TITLE), within(wanted, Column.MEANS)])


def holds(text: str, words: list[str]) -> bool:
    """Of a folded text: every word, the last as the beginning of one."""
    padded = f" {text} "
    whole = all(f" {word} " in padded for word in words[:-1])
    return whole and f" {words[-1]}" in padded


def shown(found: list[tuple[str, str, int]]) -> list[Suggestion]:
    """The first ones, each text once."""
    by_text = {fold_words(text): (kind, text, page_id) for kind, text, page_id in reversed(found)}
    first = list(reversed(by_text.values()))[:AT_MOST]
    titled = {page_id for kind, _text, page_id in first if kind in WITH_PAGES}
    pages = Page.objects.order_by().in_bulk(titled) if titled else {}
    return [
        Suggestion(text, kind, pages[page_id].url if kind in WITH_PAGES else "")
        for kind, text, page_id in first
        if kind not in WITH_PAGES or page_id in pages
    ]


WITH_PAGES = {"audience", "tool", "page", "story", "achievement"}
