"""What is not public is nowhere in the search: not its words, not their number, not a hint.

Each secret has a word of its own that is nowhere else. It is looked for whole, begun,
misspelt, beside a public word; the same words are found once they are public.
"""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from search.facets import FACETS
from search.models import Entry
from search.query import parse
from search.spelling import meant, nearest_words
from search.suggestions import suggest
from tests.canaries import PUBLIC, SECRETS, hide_everything, make_page
from tests.search.asking import found


@pytest.fixture
def secrets(db) -> list[str]:
    """The words of all that nobody may read."""
    return hide_everything()


def misspelt(word: str) -> str:
    return f"{word[:3]}{word[4]}{word[3]}{word[5:]}"


def hints(typed: str) -> list[object]:
    """All that the search tells of what was typed, but for the words themselves."""
    locale = Locale.objects.get(language_code="fr")
    told: list[object] = []
    for kinds in ((), ("comment",)):
        asked = found(typed, *kinds)
        choices = [choice for facet in FACETS for choice in asked.cube.choices(facet)]
        told += [choice for choice in choices if choice.count]
        told += [asked.total] if asked.total else []
        told += asked.entries
    query = parse(typed, "fr")
    return [*told, *suggest(typed, locale), *filter(None, [meant(query, locale)])] + [
        *nearest_words(query, locale)
    ]


def test_nothing_tells_of_what_is_not_public(secrets):
    assert len(secrets) == len(SECRETS)
    for word in secrets:
        for typed in (word, f"{word[:6]}*", word[:4], f"« {word} »", misspelt(word), word.upper()):
            assert hints(typed) == [], typed


def test_beside_a_public_word_it_changes_nothing(secrets):
    shown = {entry.pk for entry in found(PUBLIC, "comment", "page", "story", "row").entries}
    assert shown
    for word in secrets:
        asked = found(f"{PUBLIC} {word}", "comment", "page", "story", "row")
        assert asked.total == 0
        assert {entry.pk for entry in asked.partial} == shown
        without = found(f"{PUBLIC} -{word}", "comment", "page", "story", "row")
        assert {entry.pk for entry in without.entries} == shown
        for entry in asked.partial:
            texts = [
                entry.title,
                entry.context,
                *(text for _c, some in entry.parts for text in some),
            ]
            assert not any("<mark>" in asked.marker.marked(text) and word in text for text in texts)


def test_no_row_of_the_index_holds_a_secret(secrets):
    stored = repr(list(Entry.objects.values())).casefold()
    assert PUBLIC in stored
    assert [word for word in secrets if word in stored] == []


def test_the_page_of_results_says_only_what_was_typed(client, secrets):
    for word in secrets:
        for typed in (word, misspelt(word)):
            response = client.get(reverse("search:results"), {"q": typed, "kind": "comment"})
            assert response.status_code == 200
            page = response.content.decode().casefold()
            assert misspelt(word) in page or word == typed
            assert word == typed or word not in page
            assert "<mark>" not in page
    offered = client.get(reverse("search:suggestions"), {"q": secrets[0][:4]})
    assert offered.json()["suggestions"] == []


def test_the_same_words_are_found_when_they_are_public(home_page):
    locale = Locale.objects.get(language_code="fr")
    for word in SECRETS:
        make_page(home_page, word)
    for word in SECRETS:
        for typed in (word, f"{word[:6]}*", f"« {word} »", word.upper()):
            assert [entry.title for entry in found(typed).entries] == [f"Dit {word}"], typed
        assert [offer.text for offer in suggest(word[:4], locale)] == [f"Dit {word}"]
        better = meant(parse(misspelt(word), "fr"), locale)
        assert better and better.text == word
        assert nearest_words(parse(misspelt(word), "fr"), locale) == [word]


def test_words_that_were_public_are_not_offered_any_more(home_page):
    locale = Locale.objects.get(language_code="fr")
    page = make_page(home_page, SECRETS[0])
    page.unpublish()
    assert hints(misspelt(SECRETS[0])) == hints(SECRETS[0]) == hints(SECRETS[0][:4]) == []
    assert nearest_words(parse(misspelt(SECRETS[0]), "fr"), locale) == []
