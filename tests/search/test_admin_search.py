"""Editors find things as they would write them, and nothing that they type breaks the admin."""

import random
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from blog.models import BlogIndexPage, BlogPage, Category
from tests.factories import make_category, make_story

pytestmark = pytest.mark.django_db

ENGLISH = "Stories we share"
TITLES = ["Décideurs", "La petite enfance d’abord", "Une œuvre pour les enfants"]
# What is typed, and a title that it finds.
FOUND = [
    ("décideurs", "Décideurs"),
    ("décideur", "Décideurs"),
    ("decideur", "Décideurs"),
    ("DÉCIDEURS", "Décideurs"),
    ("deci", "Décideurs"),
    ("petites enfances", "La petite enfance d’abord"),
    ("petites enf", "La petite enfance d’abord"),
    ('"petite enfance" abord', "La petite enfance d’abord"),
    ("l'enfance", "La petite enfance d’abord"),
    ("l’enfant", "Une œuvre pour les enfants"),
    ("oeuvre", "Une œuvre pour les enfants"),
    ("œuvres", "Une œuvre pour les enfants"),
    ("oeuv", "Une œuvre pour les enfants"),
    ("enfant * - (", "Une œuvre pour les enfants"),
    ("story", ENGLISH),
    ("sharing", ENGLISH),
]
NOT_FOUND = ["mobilisation", "décideurs enfants", "*", "- - -", "🙂", "%"]
HOSTILE = [
    '"',
    "'",
    "*",
    "-",
    "\\",
    "%",
    "%s",
    "\x00",
    "AND",
    "OR NOT",
    "NEAR(a b, 2)",
    "(((",
    "))",
    "title:",
    "{title} : x",
    "a:* & !b | <->",
    "'; DROP TABLE auth_user; --",
    "🙂👩‍👧",
    "\ue000",
    "\u202e\u0000\ufeff",
    "a\u0301" * 300,
    "x" * 100_000,
    "mot " * 25_000,
    '"a" ' * 25_000,
    "live:true published:no",
]

snippets = Category.snippet_viewset
VIEWS = {
    "search": lambda blog: reverse("wagtailadmin_pages:search_results"),
    "explorer": lambda blog: reverse("wagtailadmin_explore_results", args=[blog.pk]),
    "page chooser": lambda blog: reverse("wagtailadmin_choose_page_search"),
    "images": lambda blog: reverse("wagtailimages:index_results"),
    "image chooser": lambda blog: reverse("wagtailimages_chooser:choose_results"),
    "snippets": lambda blog: reverse(snippets.get_url_name("list_results")),
    "snippet chooser": lambda blog: reverse(
        snippets.chooser_viewset.get_url_name("choose_results")
    ),
    "documents": lambda blog: reverse("wagtaildocs:index_results"),
}


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def client(signed_in, administrator) -> Client:
    return signed_in(administrator)


@pytest.fixture
def titles(blog, english) -> list[str]:
    """Of pages, images and categories alike; the English one of pages and categories."""
    for title in TITLES:
        make_story(blog, title)
        make_category(title)
        get_image_model().objects.create(title=title, file=get_test_image_file())
    make_story(blog.copy_for_translation(english, copy_parents=True), ENGLISH)
    make_category(ENGLISH, locale=english)
    return [*TITLES, ENGLISH]


def search(query, queryset=Category, **options):
    """For models whose managers have no search of their own."""
    return get_search_backend().search(query, queryset, **options)


def found(client: Client, address: str, query: str, titles: list[str]) -> list[str]:
    """Which of the titles a page of results shows, of all that is not the query itself."""
    response = client.get(address, {"q": query})
    assert response.status_code == 200
    return [title for title in titles if title in response.text]


def test_pages_are_found_in_the_words_of_editors(client, blog, titles):
    for (query, title), view in product(FOUND, ("search", "page chooser")):
        assert found(client, VIEWS[view](blog), query, titles) == [title], (query, view)


def test_the_page_of_results_shows_what_is_found(client, titles):
    address = reverse("wagtailadmin_pages:search")
    assert found(client, address, "décideur", titles) == TITLES[:1]


def test_results_are_sorted_by_column(client, blog, titles):
    for view, column in [("search", "title"), ("explorer", "-title"), ("snippets", "name")]:
        query = {"q": "decideur", "ordering": column}
        assert TITLES[0] in client.get(VIEWS[view](blog), query).text


def test_what_says_nothing_finds_nothing(client, blog, titles):
    for query, view in product(NOT_FOUND, ("search", "page chooser")):
        assert found(client, VIEWS[view](blog), query, titles) == [], (query, view)
    assert found(client, VIEWS["search"](blog), '"enfance petite"', titles) == []


@pytest.mark.parametrize("view", ["explorer", "images", "image chooser"])
def test_every_list_finds_the_same(client, blog, titles, view):
    for query, title in [("decideur", TITLES[0]), ("petites enf", TITLES[1]), ("oeuv", TITLES[2])]:
        assert found(client, VIEWS[view](blog), query, titles) == [title], query
    assert found(client, VIEWS[view](blog), "* -", titles) == []


@pytest.mark.parametrize("view", ["snippets", "snippet chooser"])
def test_snippets_are_found_in_their_language(client, blog, titles, view):
    for query, title in [("decideur", TITLES[0]), ("l'enfance", TITLES[1]), ("story", ENGLISH)]:
        assert found(client, VIEWS[view](blog), query, titles) == [title], query


@pytest.mark.parametrize("view", VIEWS)
def test_no_list_stumbles_over_what_is_typed(client, blog, view):
    for query in HOSTILE:
        response = client.get(VIEWS[view](blog), {"q": query})
        assert response.status_code in (200, 302), query[:50]


def test_no_generated_query_raises(titles):
    pieces = [*HOSTILE[:-5], "\ud800", "décideurs", "l'", "œ", " ", "^", "NOT ", "²", "ß", "漢字"]
    chance = random.Random(20260321)  # noqa: S311
    for _ in range(500):
        pieces_of_it = chance.choices(pieces, k=chance.randint(1, 8))
        letters = [chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 6))]
        query = "".join([*pieces_of_it, *letters])
        kind = chance.choice([PlainText, Phrase, Fuzzy])
        Page.objects.autocomplete(kind(query)).count()
        list(search(Or([PlainText("rive"), Not(kind(query))]))[:3])


def test_long_searches_are_cut(titles):
    assert Page.objects.search("décideurs " * 10 + "mobilisation")
    assert not Page.objects.search("décideurs " * 9 + "mobilisation")
    assert not Page.objects.search("x" * 200 + " décideurs")


NAMES = ["rive", "rive pont", "pont gare", "gare rive pont"]


def random_query(chance: random.Random, depth: int) -> tuple[SearchQuery, set[str]]:
    """A query, and the names that it is to find."""
    kind = chance.choice([And, Or, Not] if depth else [PlainText, PlainText, MatchAll])
    if kind is MatchAll:
        return MATCH_ALL, set(NAMES)
    if kind is PlainText:
        word = chance.choice(["rive", "pont", "gare"])
        leaf = {"rive": PlainText, "pont": Fuzzy, "gare": Phrase}[word](f"({word}s")
        return Boost(leaf, 2), {name for name in NAMES if word in name}
    if kind is Not:
        query, names = random_query(chance, depth - 1)
        return Not(query), set(NAMES) - names
    parts = [random_query(chance, depth - 1) for _ in range(chance.randint(1, 3))]
    names = [part[1] for part in parts]
    found = set.intersection(*names) if kind is And else set.union(*names)
    return kind([part[0] for part in parts]), found


def test_searches_combine():
    for name in NAMES:
        make_category(name)
    chance = random.Random(7)  # noqa: S311
    for _ in range(100):
        query, names = random_query(chance, depth=chance.randint(0, 2))
        assert {item.name for item in search(query)} == names, query
        assert get_search_backend().autocomplete(query, Category).count() == len(names), query


def test_what_says_nothing_is_left_out_of_a_combination():
    make_category("rive")
    make_category("pont")
    for query, count in [
        (And([PlainText("rive"), Phrase("*")]), 1),
        (Or([PlainText("rive"), Phrase("*")]), 1),
        (Not(PlainText("*")), 0),
        (And([]), 0),
        (PlainText("rive pont", operator="or"), 2),
        (MATCH_ALL, 2),
        (MATCH_NONE, 0),
        (SearchQuery(), 0),
    ]:
        assert search(query).count() == count


def test_results_are_filtered_ordered_and_counted_by_facet(titles, blog, english):
    pages = Page.objects.exclude(locale=english).order_by("-title")
    ordered = pages.search("œuvre enfance", operator="or", order_by_relevance=False)
    assert [page.title for page in ordered] == [TITLES[2], TITLES[1]]
    everything = search(Or([PlainText("share"), PlainText("décideurs")]))
    assert everything.facet("locale_id") == {english.pk: 1, blog.locale_id: 1}
    assert everything.annotate_score("relevance")[0].relevance is not None


def test_what_has_it_in_its_title_comes_first(blog):
    make_story(blog, "Villages et rives", lead="Rien.")
    make_story(blog, "Une page", lead="Rives et villages.")
    best, other = BlogPage.objects.search("rives")
    assert (best.title, other.title) == ("Villages et rives", "Une page")


def test_fields_tell_the_title_from_the_rest(blog):
    story = make_story(blog, "Une gare", lead="Et des ponts.")
    assert list(BlogPage.objects.search("ponts", fields=["lead"])) == [story]
    assert not BlogPage.objects.search("ponts", fields=["title"])
    assert list(BlogPage.objects.search("gares", fields=["title"])) == [story]
    assert list(BlogPage.objects.autocomplete("gar", fields=["title"])) == [story]


def test_a_phrase_does_not_span_two_texts(blog):
    make_story(blog, "Une gare", lead="Des ponts.", question="Quelle rive ?")
    assert BlogPage.objects.search(Phrase("une gare"))
    assert not BlogPage.objects.search(Phrase("gare ponts"))
    assert not BlogPage.objects.search(Phrase("gare un"))
    assert not BlogPage.objects.search(Phrase("ponts quelle"))


def test_changes_are_indexed_and_what_goes_is_forgotten():
    category = make_category("rive")
    category.name = "gares"
    category.save()
    assert not search("rive")
    assert list(search("gare")) == [category]
    category.delete()
    assert not search("gare")


def test_the_index_is_built_again(titles, blog):
    call_command("update_index", verbosity=0)
    assert [category.name for category in search("decideur")] == [TITLES[0]]
    assert blog in [page.specific for page in Page.objects.search("blogues")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such limit")
def test_a_text_of_any_length_is_indexed():
    from search.backends.postgres import vector_of

    text = " ".join(f"{number:06}{'漢' * 54}" for number in range(20_000))
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [vector_of([(text, "A")])])
        assert cursor.fetchone()[0] > 5_000
