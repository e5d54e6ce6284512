"""The page of results, and what is offered while one types. The same for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from search.query import MAX_LENGTH
from search.results import Results
from search.suggestions import Suggestion, suggest

# What a suggestion is, beside it.
KINDS = {
    "search": pgettext_lazy("suggestion", "Often searched"),
    "audience": _("Audience"),
    "tool": _("Tool"),
    "page": _("Page"),
    "story": _("Story"),
    "achievement": pgettext_lazy("search result", "Achievement"),
    "purpose": pgettext_lazy("suggestion", "Purpose"),
    "means": pgettext_lazy("suggestion", "Means"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Whatever the address says, there is an answer: what it cannot mean is left out."""
    search = Results.of(request.GET, Locale.get_active())
    # The header knows pages' translations by this name.
    return render(
        request, "search/results.html", {"search": search, "translations": search.elsewhere}
    )


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """``said`` is for those who hear the page: how many there are."""
    found = suggest(request.GET.get("q", "")[:MAX_LENGTH], Locale.get_active())
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", len(found))
    shown = [_shown(suggestion) for suggestion in found]
    return JsonResponse({"said": said % {"count": len(found)}, "suggestions": shown})


def _shown(suggestion: Suggestion) -> dict[str, str]:
    search = reverse("search:results", query={"q": suggestion.text})
    return {
        "text": suggestion.text,
        "kind": str(KINDS.get(suggestion.kind, "")),
        "url": suggestion.url or search,
    }
