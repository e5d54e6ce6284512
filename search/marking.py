"""The words that somebody searched, marked in the page that a result opens.

Done here and not in the browser: it needs no script, and the same address gives everyone the
same page, which anyone may cache.
"""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from wagtail.models import Locale

from search.highlighting import Marker, marked_at
from search.query import MAX_LENGTH, parse
from search.synonyms import variants

MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
# What is no text to mark, as HTML that we wrote: comments, elements whose content is no prose
# or would lose its meaning, tags with their attributes. A "<" that begins none of these is text.
PASSED_OVER = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title|svg|select|option|button|template|iframe|noscript|nav|mark)\b"
    r".*?(?:</\1\s*>|\Z)"
    r"""|</?[a-z!](?:[^<>"']|"[^"]*"|'[^']*')*+>""",
    re.DOTALL | re.IGNORECASE,
)


def mark_html(html: str, marker: Marker) -> str:
    """Mark the words in the text of this HTML; tags and attributes stay as they are."""
    pieces, done = [], 0
    for passed in PASSED_OVER.finditer(html):
        pieces += [_marked(html[done : passed.start()], marker), passed[0]]
        done = passed.end()
    pieces.append(_marked(html[done:], marker))
    return "".join(pieces)


def _marked(text: str, marker: Marker) -> str:
    """A text that holds none of the words is left as it was written, to the letter."""
    said = unescape(text)
    places = marker.places(said)
    return str(marked_at(said, places)) if places else text


class MarkingMiddleware(MiddlewareMixin):
    """Marks what ``?words=`` names in pages that are the same for all.

    It stands between what makes ETags and what says that a page is public.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        words = request.GET.get("words", "")[:MAX_LENGTH] if request.method == "GET" else ""
        if not words:
            return response
        if leads_to_comment(request, response):
            response.headers["Location"] = with_words(response.headers["Location"], words)
        elif is_public_page(response):
            mark_page(request, response, words)
        return response


def is_public_page(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "public" in response.headers.get("Cache-Control", "")
    )


def leads_to_comment(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "comments:comment" and "Location" in response


def with_words(address: str, words: str) -> str:
    address, _hash, fragment = address.partition("#")
    query = QueryDict(mutable=True)
    query["words"] = words
    return f"{address}{'&' if '?' in address else '?'}{query.urlencode()}#{fragment}"


def mark_page(request: HttpRequest, response: HttpResponse, words: str) -> None:
    locale = Locale.get_active()
    language = locale.language_code
    query = parse(words, language, variants(locale.pk, language))
    page = MAIN.search(html := response.content.decode())
    if not query or not page:
        return
    marked = mark_html(page[2], Marker.of(query))
    if marked == page[2]:
        return
    way_back = render_to_string("search/includes/unmark.html", {"url": without_words(request)})
    before, after = html[: page.end(1)], html[page.start(3) :]
    response.content = f"{before}{marked}{way_back}{after}".encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def without_words(request: HttpRequest) -> str:
    left = request.GET.copy()
    del left["words"]
    return f"{request.path}?{left.urlencode()}" if left else request.path
