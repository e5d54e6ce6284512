"""Some pages in English, as a translator publishes them: those that lead to one table."""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.operations import translate_object

from agirtot.demo.content import FOLDER, Table, read_table
from agirtot.demo.team import person
from home.models import HomePage


def pages() -> list[Table]:
    """Parents first."""
    found: list[Table] = read_table(FOLDER / "english.toml")["pages"]
    return found


def translate(words: Table) -> None:
    """Not in a transaction with others: wagtail-localize publishes once it is committed, and
    would store the page as it was before it had pages below it."""
    english = Locale.objects.get(language_code="en")
    home = HomePage.objects.get(locale=Locale.get_default())
    page = Page.objects.get(url_path=home.url_path + words["path"].removeprefix("/")).specific
    translate_object(page, [english])
    source = TranslationSource.objects.get_for_instance(page)
    texts = source.stringsegment_set.select_related("string", "context").order_by("order")
    translator = person("traduction")
    StringTranslation.objects.bulk_create(
        StringTranslation(
            locale=english,
            translation_of=text.string,
            context=text.context,
            data=translation,
            last_translated_by=translator,
        )
        for text, translation in zip(texts, words["words"], strict=True)
    )
    source.translations.get(target_locale=english).save_target(user=translator, publish=True)
