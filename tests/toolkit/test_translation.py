"""A tool in another language: every text can be translated, every row keeps its id."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from home.models import Menu
from tests.conftest import member
from tests.factories import audience_of
from tests.pages import read, words
from toolkit.models import AudiencePage, Row


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def translate(django_capture_on_commit_callbacks):
    """``translate(page, locale, words)``, as a translator does and publishes it."""

    def take_and_publish(*args) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            take(*args)

    return take_and_publish


def take(page, locale: Locale, words_in_english: dict[str, str]) -> None:
    translate_object(page, [locale])
    source = TranslationSource.objects.get_for_instance(page)
    translation = Translation.objects.get(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        text = words_in_english.get(segment.string.data, segment.string.data)
        StringTranslation.objects.update_or_create(
            locale=locale,
            translation_of=segment.string,
            context=segment.context,
            defaults={"data": text},
        )
    translation.save_target(publish=True)


@pytest.fixture
def translated(tool, english, translate) -> AudiencePage:
    for ancestor in tool.get_ancestors().filter(depth__gt=1):
        translate(ancestor.specific, english, {})
    translate(tool, english, {"Pourquoi partager": "Why share"})
    audience = audience_of(tool, "Parents")
    translate(audience, english, {"Parents": "Parents (EN)", "Faire durer": "Make it last"})
    return audience.get_translation(english)


def test_every_text_of_a_row_can_be_translated(tool, english):
    audience = audience_of(tool, "Décideurs")
    translate_object(audience, [english])
    source = TranslationSource.objects.get_for_instance(audience)
    strings = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert {
        "Rendre visible",
        "Peser",
        "Un bilan chiffré",
        "Le bilan",
        "élus, directions",
    } <= strings


def test_a_translated_row_keeps_the_id_of_its_original(translated, tool):
    original = Row.objects.get(audience=audience_of(tool, "Parents"))
    row = Row.objects.get(audience=translated)
    assert row.uuid == original.uuid
    assert [item["id"] for item in row.purposes] == [item["id"] for item in original.purposes]
    assert str(row) == "Make it last"


def test_english_readers_read_english(client, translated, tool):
    assert translated.url.startswith("/en/")
    page = read(client, translated.url)
    assert page.html["lang"] == "en-CA"
    assert "Make it last" in words(page.main)
    assert "For what outcomes?" in words(page.table)
    assert "Faire durer" not in words(page.main)


def test_french_readers_read_french_still(client, translated, tool):
    page = words(read(client, tool.url).main)
    assert "Faire durer" in page
    assert "Make it last" not in page


def test_a_menu_can_be_translated(client, translated, english):
    menu = Menu.objects.get(place="header", locale__language_code="fr")
    translate_object(menu, [english])
    copy = menu.get_translation(english)
    assert [link.url for link in Menu.links_by_place("en")[copy.place]][0].startswith("/en/")


def test_a_menu_that_nobody_translated_leads_to_translated_pages(client, translated):
    links = read(client, translated.url).select("header nav a")
    assert "/en/boite-a-outils/" in [link["href"] for link in links]


def test_who_translates_a_tool_changes_it_and_imports_nothing(translated, signed_in):
    client = signed_in(member("traductrice", "Traduction"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).status_code == 200
    assert client.get(reverse("toolkit:import")).status_code == 302
    assert "/admin/import/" not in client.get("/admin/").text
