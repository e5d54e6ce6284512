"""What is not public is nowhere in the search: not its words, not their number, not a hint.

Each secret has a word of its own that is nowhere else. It is looked for whole, begun,
misspelt, beside a public word; the same words are found once they are public.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from blog.models import BlogIndexPage, Comment
from home.models import ContentPage, HomePage, ThemeIndexPage, ThemePage
from search.facets import FACETS
from search.models import Entry
from search.query import parse
from search.spelling import meant, nearest_words
from search.suggestions import suggest
from tests.blog.factories import make_comment
from tests.factories import audience_of, make_author, make_category, make_story, make_tool
from tests.search.asking import found
from toolkit.importers.document import AudienceTable, DocumentRow
from toolkit.models import ToolIndexPage

# No word of these looks like another, or like one of the site.
SECRET_WORDS = """
zarbofluque vimpodrane klentigofe brusquizote faldipronge hyxomirle jubraventol wosticlape
yendrufoque quolbazime prixofulde drombuliske glyfarmotte tsurnevole mavrigusthe
nolpyxerade ukraflombe ibzonticle oxtramelve ezdrubiole sclavontique
whimbrozade fjordamelle
"""
SECRETS = SECRET_WORDS.split()
PUBLIC = "chandelle"


def body(words: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{words} et une {PUBLIC}.</p>")]


def make_page(parent: Page, word: str, **fields) -> ContentPage:
    """Its word is in its title, its lead and its text."""
    given = {"title": f"Dit {word}", "slug": word, "lead": f"Sur {word}", "body": body(word)}
    page = ContentPage(**given | fields)
    parent.add_child(instance=page)
    return page


def make_section(parent: Page, word: str) -> ThemePage:
    section = ThemePage(title=f"Section {word}", slug=f"s-{word}")
    parent.add_child(instance=section)
    return section


def restrict(page: Page, kind: str) -> None:
    restriction = PageViewRestriction(page=page, restriction_type=kind, password="mot")
    restriction.save()
    if kind == "groups":
        restriction.groups.add(Group.objects.first())


def hide_pages(home: HomePage, take: Callable[[], str]) -> None:
    make_page(home, take(), live=False)
    scheduled = make_page(home, take(), live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    expired = make_page(home, take())
    expired.expire_at = timezone.now() - timedelta(days=1)
    expired.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)  # until then it is there for everybody
    for kind in ("login", "groups", "password"):
        restrict(make_page(home, take()), kind)
    themes = ThemeIndexPage.objects.get()
    section = make_section(themes, take())
    restrict(section, "login")
    make_page(section, take())
    source = make_page(home, take())
    source.create_alias(parent=home, update_slug="copie")
    restrict(source, "login")
    live = make_page(home, "chandelier", search_description="Lumière")
    live.title = live.lead = live.seo_title = live.search_description = take()
    live.body = body(take())
    live.save_revision()


def hide_rows(toolkit: ToolIndexPage, take: Callable[[], str]) -> None:
    row = DocumentRow([f"Pour {take()}"], [PUBLIC], [f"Par {take()}"], [])
    hidden = make_tool(toolkit, title="Caché", tables=[AudienceTable("Nuit", "", [row])])
    hidden.unpublish()
    assert audience_of(hidden, "Nuit").live
    shown = make_tool(toolkit, title="Montré")
    audience = audience_of(shown, "Parents")
    audience.rows.append(("row", {"purposes": [f"<p>{take()}</p>"], "means": ["<p>Ainsi</p>"]}))
    audience.save_revision()


def hide_stories(blog: BlogIndexPage, take: Callable[[], str]) -> None:
    drafted = {"authors": [make_author(take())], "category": make_category(take())}
    make_story(blog, "À paraître", publish=False, tags=[take()], **drafted)
    story = make_story(blog, f"Une {PUBLIC}", authors=[make_author("Aline")])
    for state in Comment.State.values:
        if state != Comment.State.PUBLISHED:
            word = take()
            make_comment(story, f"{word} {PUBLIC}", state=state, user_name=word)
    address = f"{take()}@example.org"
    make_comment(story, f"Une {PUBLIC} publique", user_email=address, user_url="")


@pytest.fixture
def secrets(home_page, toolkit) -> list[str]:
    """The words of all that nobody may read."""
    left = iter(SECRETS)
    used: list[str] = []

    def take() -> str:
        used.append(next(left))
        return used[-1]

    hide_pages(home_page, take)
    hide_rows(toolkit, take)
    hide_stories(BlogIndexPage.objects.get(), take)
    return used


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
