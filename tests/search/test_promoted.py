"""What editors promote is shown for the words they chose, to whoever may read it."""

import pytest
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, PageViewRestriction

from home.models import ContentPage
from search.promoted import promoted
from tests.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def french() -> Locale:
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def page(home_page) -> ContentPage:
    return home_page.add_child(instance=ContentPage(title="Ressources humaines"))


def promote(typed: str, order: int = 0, **fields) -> SearchPromotion:
    query, _created = Query.objects.get_or_create(query_string=typed.lower())
    return SearchPromotion.objects.create(query=query, sort_order=order, **fields)


def titles(typed: str, locale: Locale) -> list[str]:
    return [promotion.title for promotion in promoted(typed, locale)]


@pytest.mark.parametrize("typed", ["pénurie d’éducatrices", "PENURIE  d'educatrices ?"])
def test_accents_capitals_and_signs_do_not_matter(french, page, typed):
    promote("Pénurie d’éducatrices", page=page, description="À lire d’abord.")
    (promotion,) = promoted(typed, french)
    assert (promotion.title, promotion.url) == ("Ressources humaines", page.url)
    assert promotion.description == "À lire d’abord."
    assert promotion.page.pk == page.pk


@pytest.mark.parametrize("typed", ["pénurie", "pénurie d’éducatrices et plus", "", "?!"])
def test_other_words_have_none(french, page, typed):
    promote("pénurie d’éducatrices", page=page)
    promote("?", page=page)
    assert promoted(typed, french) == []


def test_links_to_elsewhere_are_for_every_language(french, english):
    promote("rh", external_link_url="https://example.org/", external_link_text="Ailleurs")
    for locale in (french, english):
        (promotion,) = promoted("RH", locale)
        assert (promotion.title, promotion.url, promotion.page) == (
            "Ailleurs",
            "https://example.org/",
            None,
        )


def test_they_come_in_the_editors_order(french, page, home_page):
    promote("rh", 2, page=page)
    promote("rh", 1, external_link_url="https://example.org/", external_link_text="Ailleurs")
    promote("rh", 0, page=home_page)
    assert titles("rh", french) == [home_page.title, "Ailleurs", "Ressources humaines"]


def test_drafts_and_private_pages_are_not_shown(french, page):
    promote("rh", page=page)
    page.unpublish()
    assert promoted("rh", french) == []
    page.save_revision().publish()
    assert titles("rh", french) == ["Ressources humaines"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert promoted("rh", french) == []


def test_a_page_is_shown_in_the_reader_s_language_or_not_at_all(french, english, home_page, page):
    promote("rh", page=page, description="À lire d’abord.")
    assert promoted("rh", english) == []
    translated_home = home_page.copy_for_translation(english)
    translated_home.save_revision().publish()
    copy = page.copy_for_translation(english)
    copy.title = "Human resources"
    copy.save_revision().publish()
    (promotion,) = promoted("rh", english)
    assert (promotion.title, promotion.description) == ("Human resources", "")

    promote("rh", 1, page=copy, description="Read this first.")
    (promotion,) = promoted("rh", english)
    assert promotion.description == "Read this first."


def test_two_queries_and_nothing_written(french, page, django_assert_num_queries):
    page.get_url()  # the addresses of sites are cached from now on
    for number in range(10):
        promote("rh", number, page=page)
        promote(f"autre {number}", page=page)
    before = Query.objects.count()
    with django_assert_num_queries(2):
        assert len(promoted("rh", french)) == 1
    with django_assert_num_queries(1):
        promoted("personne n’a promu ceci", french)
    assert Query.objects.count() == before


def test_editors_promote_a_page_for_the_words_of_a_search(signed_in, editor, page):
    client = signed_in(editor)
    address = reverse("wagtailsearchpromotions:add") + "?query_string=p%C3%A9nurie"
    assert read(client, address).select_one("[name=query_string]")["value"] == "pénurie"
    fields = {
        "query_string": "pénurie",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-MIN_NUM_FORMS": "0",
        "editors_picks-MAX_NUM_FORMS": "1000",
        "editors_picks-0-page": page.pk,
        "editors_picks-0-ORDER": "1",
    }
    assert client.post(address, fields).status_code == 302
    assert SearchPromotion.objects.get().page_id == page.pk
    listed = words(read(client, reverse("wagtailsearchpromotions:index")).main)
    assert "pénurie" in listed
    assert "Ressources humaines" in listed


def test_wagtail_s_own_counter_which_counts_nothing_here_is_not_shown(signed_in, administrator):
    client = signed_in(administrator)
    promote("rh", external_link_url="https://example.org/", external_link_text="Ailleurs")
    for name in ("index", "index_results"):
        page = read(client, reverse(f"wagtailsearchpromotions:{name}"))
        assert len(page.select("table.listing thead th")) == 2
    menu = client.get("/admin/").text
    assert menu.count(reverse("wagtailsearchpromotions:index") + '"') == 1
    assert reverse("wagtailsearchpromotions:search_terms") not in menu
