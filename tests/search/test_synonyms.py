"""Editors say which words mean the same; a set that would do nothing is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from search.analysis import words_of
from search.models import SynonymSet
from search.synonyms import variants
from tests.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def french() -> Locale:
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def make(locale: Locale, *lines: str) -> SynonymSet:
    made = SynonymSet(locale=locale, words="\n".join(lines))
    made.full_clean()
    made.save()
    return made


def stems(text: str, language: str = "fr") -> tuple[str, ...]:
    return tuple(word.stem for word in words_of(text, language))


def refusal(locale: Locale, *lines: str) -> str:
    with pytest.raises(ValidationError) as refused:
        make(locale, *lines)
    (sentence,) = refused.value.message_dict["words"]
    return sentence


def test_each_variant_leads_to_the_others(french, django_assert_num_queries):
    make(french, "RH", "ressources humaines", "personnel")
    with django_assert_num_queries(1):
        known = variants(french.pk, "fr")
    assert known["rh",] == (stems("ressources humaines"), stems("personnel"))
    assert known[stems("ressource humaine")] == (("rh",), stems("personnel"))


def test_empty_words_may_be_left_out_of_what_is_asked_but_are_looked_for(french):
    make(french, "CPE", "centre de la petite enfance")
    known = variants(french.pk, "fr")
    whole = stems("centre de la petite enfance")
    assert known["cpe",] == (whole,)
    assert known[whole] == known[stems("centre petite enfance")] == (("cpe",),)


def test_the_other_language_has_its_own(french, english):
    make(french, "RH", "ressources humaines")
    make(english, "HR", "human resources", "RH")
    assert ("hr",) not in variants(french.pk, "fr")
    assert variants(english.pk, "en")["hr",] == (stems("human resources", "en"), ("rh",))


def test_two_sets_that_share_a_variant_after_all_are_both_used(french):
    make(french, "RH", "ressources humaines")
    SynonymSet.objects.create(locale=french, words="RH\npersonnel")
    assert variants(french.pk, "fr")["rh",] == (stems("ressources humaines"), stems("personnel"))


def test_what_no_form_would_take_does_no_harm(french):
    SynonymSet.objects.create(locale=french, words="seul\n…\nles")
    assert variants(french.pk, "fr") == {}


def test_lines_are_tidied(french):
    assert make(french, "", "  RH ", "ressources   humaines", "RH").words == (
        "RH\nressources humaines"
    )


@pytest.mark.parametrize("lines", [["RH"], ["RH", "RH"], ["Évaluation", "evaluations"]])
def test_fewer_than_two_are_refused(french, lines):
    assert "deux variantes" in refusal(french, *lines) or "two variants" in refusal(french, *lines)


@pytest.mark.parametrize("empty", ["…", "les", "de la"])
def test_a_variant_without_a_word_is_refused(french, empty):
    assert f"{empty}" in refusal(french, "RH", empty)


def test_twenty_are_enough(french):
    make(french, *(f"mot{number}" for number in range(20)))
    assert "21" in refusal(french, *(f"autre{number}" for number in range(21)))


def test_a_variant_is_in_one_set_of_a_language(french, english):
    kept = make(french, "RH", "ressources humaines")
    sentence = refusal(french, "Ressource humaine", "personnel")
    assert "Ressource humaine" in sentence
    assert "RH = ressources humaines" in sentence
    make(english, "RH", "human resources")
    kept.words += "\npersonnel"
    kept.full_clean()


def test_editors_manage_them_and_leave_a_history(signed_in, editor, french):
    client = signed_in(editor)
    fields = {"words": "RH\nressources humaines", "locale": french.pk}
    assert client.post(reverse("synonyms:add"), fields).status_code == 302
    made = SynonymSet.objects.get()
    page = read(client, reverse("synonyms:index"))
    assert "RH = ressources humaines" in words(page.main)
    assert "RH =" in words(read(client, reverse("synonyms:index") + "?q=humaines").main)

    client.post(reverse("synonyms:edit", args=[made.pk]), fields | {"words": "RH\npersonnel"})
    client.post(reverse("synonyms:delete", args=[made.pk]))
    actions = ModelLogEntry.objects.filter(content_type__model="synonymset", user=editor)
    assert list(actions.order_by("timestamp").values_list("action", flat=True)) == [
        "wagtail.create",
        "wagtail.edit",
        "wagtail.delete",
    ]


def test_a_refused_set_comes_back_with_the_reason(signed_in, editor, french):
    fields = {"words": "RH", "locale": french.pk}
    response = signed_in(editor).post(reverse("synonyms:add"), fields)
    assert response.status_code == 200
    assert "error-message" in response.text
    assert not SynonymSet.objects.exists()


def test_the_form_begins_with_the_words_of_a_search(signed_in, editor, english):
    address = reverse("synonyms:add") + "?words=chart+d%27or&locale=en"
    page = read(signed_in(editor), address)
    assert page.select_one("[name=words]").text.strip() == "chart d'or"
    assert page.select_one("[name=locale] [selected]")["value"] == str(english.pk)


def test_the_list_asks_as_often_for_many_as_for_few(
    signed_in, editor, french, django_assert_max_num_queries
):
    client = signed_in(editor)
    make(french, "mot", "terme")
    client.get(reverse("synonyms:index"))
    for number in range(15):
        make(french, f"mot{number}", f"terme{number}")
    with django_assert_max_num_queries(16):
        client.get(reverse("synonyms:index"))


def test_others_may_not(signed_in, moderator, french):
    client = signed_in(moderator)
    for name in ("index", "add"):
        assert client.get(reverse(f"synonyms:{name}")).status_code == 302
