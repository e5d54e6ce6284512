"""Which result stands above which: by rules of ours, the same on every database."""

from datetime import date

import pytest
from wagtail.models import Locale

from blog.models import BlogIndexPage
from search.facets import Selection
from search.finding import A_PAGE, Asked, Found
from tests.factories import make_story, make_tool
from toolkit.importers.document import AudienceTable, DocumentRow


@pytest.fixture
def write(db):
    """``write("Un titre", "Un texte.")`` publishes a story."""

    def make(title: str, text: str = "Rien.", **fields) -> None:
        blog = BlogIndexPage.objects.get()
        make_story(blog, title, lead="", body=[("paragraph", f"<p>{text}</p>")], **fields)

    return make


def order(typed: str, *, sort: str = "relevance", page: int = 1) -> list[str]:
    asked = Asked(typed, Locale.get_active(), Selection(), sort, page)
    return [entry.title for entry in Found(asked).entries]


def test_a_word_of_the_title_comes_before_one_of_the_text(write):
    write("Dans le texte", "Une girouette.")
    write("La girouette du toit, bien plus longue, avec beaucoup de mots")
    assert order("girouette")[1] == "Dans le texte"


def test_a_purpose_comes_before_a_cell(toolkit):
    cell = DocumentRow(["Un but"], ["La girouette"], [], [])
    purpose = DocumentRow(["Suivre la girouette"], ["Une retombée", "Une autre"], [], [])
    make_tool(toolkit, tables=[AudienceTable("Tous", "", [cell, purpose])])
    assert order("girouette") == ["Suivre la girouette", "Un but"]


def test_a_word_as_it_was_typed_comes_before_another_form(write):
    write("Les girouettes")
    write("La girouette", "Rien de plus long.")
    assert order("girouette") == ["La girouette", "Les girouettes"]
    assert order("girouettes") == ["Les girouettes", "La girouette"]
    write("Un", "Des cerfs-volants.")
    write("Deux", "Un cerf-volant, et rien de plus court.")
    assert order("cerf-volant") == ["Deux", "Un"]


def test_accents_make_no_word_another(write):
    write("Un pêcheur")
    write("Un pecheur")
    assert order("pêcheur") == order("pecheur") == ["Un pêcheur", "Un pecheur"]


def test_words_in_a_row_come_before_words_apart(write):
    write("Enfance, petite ou grande")
    write("La petite enfance a besoin de tout un village de gens")
    assert order("petite enfance")[0].startswith("La petite enfance")


def test_the_short_one_comes_before_the_long_one(write):
    write("Long", "Une girouette " + "et puis rien " * 30)
    write("Court", "Une girouette.")
    assert order("girouette") == ["Court", "Long"]


def test_what_is_alike_stands_in_the_order_in_which_it_was_written(write):
    for number in ("un", "deux", "trois"):
        write(f"Récit {number}", "Une girouette.")
    assert order("girouette") == ["Récit un", "Récit deux", "Récit trois"]


def test_the_latest_stands_first_for_who_asks_for_it(write, home_page):
    write("La girouette", date=date(2024, 1, 1))
    write("Une autre", "Une girouette.", date=date(2026, 1, 1))
    write("Une troisième", "Une girouette.", date=date(2025, 1, 1))
    assert order("girouette", sort="date") == ["Une autre", "Une troisième", "La girouette"]
    assert order("girouette")[0] == "La girouette"


def test_pages_follow_each_other(write):
    for number in range(A_PAGE + 3):
        write(f"Girouette {number}")
    first, second = order("girouette"), order("girouette", page=2)
    assert (len(first), len(second)) == (A_PAGE, 3)
    assert not set(first) & set(second)
    assert order("girouette", page=3) == []


def test_of_those_that_hold_some_words_the_ones_with_most_come_first(write):
    write("La girouette")
    write("Deux sur trois", "Une boussole, une girouette.")
    found = Found(Asked("boussole girouette sextant", Locale.get_active()))
    assert found.total == 0
    assert [entry.title for entry in found.partial] == ["Deux sur trois", "La girouette"]
