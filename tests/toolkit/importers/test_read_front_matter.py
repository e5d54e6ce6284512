"""Title, date, organisation, licence, source, note, introduction; what has no place."""

import pytest

from tests.toolkit.importers import builders as b
from tests.toolkit.importers.reading import codes, read
from toolkit.importers.document import Remark
from toolkit.importers.licence import licence_of
from toolkit.importers.months import month_of

TABLE = "Public cible : Parents\n\nPourquoi?\tComment?\nInformer\tÉcrire\n"


def text(front: str, after: str = ""):
    return read(f"{front}\n\n{TABLE}\n{after}", ".txt")


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("Mars 2019", "2019-03"),
        ("DÉCEMBRE 2020", "2020-12"),
        ("Le 1er août 2021", "2021-08"),
        ("February 2022", "2022-02"),
        ("March 12, 2019", "2019-03"),
        ("2019-03-12", "2019-03"),
        ("Mars attaque 2019", ""),
        ("Depuis mars 2019", ""),
        ("2019-13", ""),
    ],
)
def test_month_of_a_line(line, month):
    assert month_of(line) == month


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        (
            "Mention de l'auteur - Adaptation autorisée - Pas d'utilisation commerciale - "
            "Partage sous les mêmes conditions",
            "cc-by-nc-sa",
        ),
        ("Licence Creative Commons : Attribution - Pas de modification", "cc-by-nd"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "cc-by-nc-nd"),
        ("Creative Commons Attribution-ShareAlike", "cc-by-sa"),
        ("Sous licence CC BY-NC 4.0", "cc-by-nc"),
        ("© Nous, CC-BY", "cc-by"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.fr", "cc-by-sa"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("Creative Commons Zero", "cc0"),
        ("Ce document est sous licence Creative Commons", ""),
    ],
)
def test_licence_in_words_code_or_link(sentence, code):
    licence = licence_of(sentence)
    assert licence is not None
    assert licence.code == code


def test_attribution_alone_is_no_licence():
    assert licence_of("L'attribution des fonds est annuelle.") is None


def test_cover_of_a_word_file_goes_by_its_styles():
    before = (
        b.para("AVENIR D'ENFANTS")
        + b.para("Mon outil", "Titre")
        + b.para("pour mieux partager", "Sous-titre")
        + b.para("Juin 2020")
    )
    document = read(b.tool_docx(b.row("Informer", "", "", ""), before=before))
    assert (document.title, document.subtitle) == ("Mon outil", "pour mieux partager")
    assert (document.month, document.organisation) == ("2020-06", "")
    assert document.warnings == [Remark("lines-left-out", {"lines": "AVENIR D'ENFANTS"})]


def test_organisation_in_capitals_stands_above_or_below_the_date():
    for front in ("Mon outil\nMai 2020\nNOUS TOUS", "Mon outil\nNOUS TOUS\nMai 2020"):
        document = text(front)
        assert (document.title, document.organisation) == ("Mon outil", "NOUS TOUS")


def test_line_below_the_title_is_the_subtitle():
    document = text("Mon outil\nPour mieux partager\nMai 2020")
    assert (document.title, document.subtitle) == ("Mon outil", "Pour mieux partager")


def test_introduction_without_its_heading_starts_at_the_first_sentence():
    document = text(
        "Mon outil\n\nCet outil aide **beaucoup**.\n\n- à *lire*\n- à [voir](http://x.org)"
    )
    assert document.title == "Mon outil"
    assert document.introduction == (
        "<p>Cet outil aide <b>beaucoup</b>.</p>"
        '<ul><li>à <i>lire</i></li><li>à <a href="http://x.org">voir</a></li></ul>'
    )


def test_introduction_is_safe_html():
    html = (
        "<h1>Outil</h1><h2>Introduction</h2>"
        "<p onclick='x()'>1 &lt; 2 &amp; <script>alert(1)</script>"
        "<a href='javascript:x'>non</a> <svg><text>y</text></svg><b>oui</b></p>"
        "<h2>Public cible : Parents</h2><table><tr><td>Why?<td>How?<tr><td>a<td>b</table>"
    )
    document = read(html, ".html")
    assert document.introduction == "<p>1 &lt; 2 &amp; non <b>oui</b></p>"
    assert codes(document) == ["script-dropped", "link-dropped", "picture-dropped"]


def test_heading_above_the_audiences_is_not_of_the_introduction():
    document = text("Outil\n\n# Introduction\n\nUn mot.\n\nÀ qui nous adressons-nous?")
    assert document.introduction == "<p>Un mot.</p>"


def test_source_and_note_are_found_before_or_after_the_tables():
    document = text("Outil", "SOURCE : <https://example.org/a>\n\nNOTE : Validé **ici**.")
    assert document.source == "https://example.org/a"
    assert document.note == "<p>Validé <b>ici</b>.</p>"
    assert text("Outil\nSource : Ministère").source == "Ministère"


def test_licence_that_cannot_be_told_is_a_remark():
    document = text("Outil\nCe document est sous licence Creative Commons.")
    assert document.licence == ""
    assert codes(document) == ["licence-unknown"]


def test_running_lines_are_dropped_and_other_lines_told():
    document = text("monsite.org\nOutil\nMai 2020\nPage de garde", "monsite.org\n\nFin du document")
    assert document.title == "Outil"
    assert document.warnings == [
        Remark("lines-left-out", {"lines": "Page de garde | Fin du document"})
    ]


def test_contents_are_skipped_and_agree_in_silence():
    contents = "Table des matières\n\nIntroduction\t2\nPublic cible : Parents ...... 3"
    document = text(f"Outil\n\n{contents}\n\nIntroduction\n\nUn mot.")
    assert document.introduction == "<p>Un mot.</p>"
    assert not document.warnings


def test_hard_wrapped_text_is_one_paragraph():
    wrapped = "Cet outil offre des éléments à prendre en considération dans\nl'élaboration."
    introduction = text(f"Outil\n\nIntroduction\n\n{wrapped}").introduction
    assert introduction == f"<p>{wrapped.replace('\n', ' ')}</p>"
