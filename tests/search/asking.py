"""What a reader finds, in tests: without the page of results."""

from wagtail.models import Locale

from search.facets import Selection
from search.finding import Asked, Found
from search.models import Kind


def found(typed: str, *kinds: str, code: str = "fr") -> Found:
    """Of these kinds of things; of all but comments where none is named."""
    selection = Selection({"kind": frozenset(kinds)} if kinds else {})
    return Found(Asked(typed, Locale.objects.get(language_code=code), selection))


def titles(typed: str, *kinds: str) -> list[str]:
    return [entry.title for entry in found(typed, *kinds).entries]


def comments(typed: str) -> list[str]:
    """The texts of comments."""
    return [entry.parts[0][1][0] for entry in found(typed, Kind.COMMENT).entries]
