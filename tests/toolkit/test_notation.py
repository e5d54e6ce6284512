"""Items in a plain field, and as Wagtail stores them."""

import pytest

from toolkit.notation import to_notation, to_rich_text, without_links

PAIRS = [
    ("Une revue de presse", "<p>Une revue de presse</p>"),
    (
        "Voir [la page](page:12) et [le guide](document:3)",
        '<p>Voir <a linktype="page" id="12">la page</a> et '
        '<a linktype="document" id="3">le guide</a></p>',
    ),
    (
        "[Québec](https://www.quebec.ca/?a=1&b=2)",
        '<p><a href="https://www.quebec.ca/?a=1&amp;b=2">Québec</a></p>',
    ),
    ("Moins < plus & « reste »", "<p>Moins &lt; plus &amp; « reste »</p>"),
    ("[entre crochets] (seuls)", "<p>[entre crochets] (seuls)</p>"),
    ("[piège](javascript:alert(1))", "<p>[piège](javascript:alert(1))</p>"),
]


@pytest.mark.parametrize(("text", "html"), PAIRS)
def test_there_and_back(text, html):
    assert to_rich_text(text) == html
    assert to_notation(html) == text


def test_mark_up_in_a_plain_field_is_text():
    assert to_rich_text('<script>x</script>"') == '<p>&lt;script&gt;x&lt;/script&gt;"</p>'


def test_words_without_their_links():
    assert without_links("Voir [la page](page:12).") == "Voir la page."
