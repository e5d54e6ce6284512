"""The first tool of the site, in the three forms in which it came."""

import pytest

from tests.toolkit.importers.reading import codes, read, sample
from toolkit.importers.document import COLUMNS, DocumentError, ToolDocument
from toolkit.importers.messages import sentence
from toolkit.importers.sandbox import read_document

SUFFIXES = (".docx", ".odt", ".txt")
WORD_SAMPLES = (
    "mammoth-empty",
    "mammoth-external-picture",
    "mammoth-strict-format",
    "mammoth-tables",
    "pandoc-table_header_rowspan",
    "pandoc-table_with_list_cell",
)


def read_sample(suffix: str) -> ToolDocument:
    return read(sample(f"toolkit/pourquoi-partager{suffix}").read_bytes(), suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_all_tables_and_rows_are_there_in_order(suffix):
    tables = read_sample(suffix).tables
    assert [len(table.rows) for table in tables] == [4, 5, 2, 2, 1, 1, 1, 1, 4, 1, 1]
    assert [table.name for table in tables[:2]] == ["Décideurs", "Partenaires existants"]
    assert tables[0].precision == "élus, directions d'établissements, etc."


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_front_matter_is_understood(suffix):
    document = read_sample(suffix)
    assert document.title == "Pourquoi partager ses réalisations et ses apprentissages?"
    assert document.subtitle == ""
    assert document.month == "2019-03"
    assert document.organisation == "AVENIR D'ENFANTS"
    assert document.licence == "cc-by-nc-sa"
    assert document.source.startswith("http://www.agirtot.org/thematiques/valorisation")
    assert document.note.startswith("<p>Cet outil est issu de l'expérience")
    assert document.introduction.startswith("<p>L'outil <i>Pourquoi partager")
    assert document.introduction.endswith("quel que soit l'objectif poursuivi.</p>")
    assert "<b>cinq questions incontournables</b>" in document.introduction
    assert document.introduction.count("<li>") == 3


@pytest.mark.parametrize("suffix", [".odt", ".txt"])
def test_every_cell_and_text_agrees_with_the_word_file(suffix):
    document, word = read_sample(suffix), read_sample(".docx")
    assert document.tables == word.tables
    assert document.introduction == word.introduction
    assert (document.note, document.source) == (word.note, word.source)


def test_known_cells_hold_what_the_document_says():
    tables = read_sample(".docx").tables
    assert tables[3].rows[0].examples == [
        "Forum Tous pour eux",
        "Grande semaine des tout-petits (GSTP)",
    ]
    assert tables[5].rows[0].purposes == [
        "Pérenniser des actions, démarches, approches",
        "Sensibiliser aux réalités et aux enjeux du milieu",
        "Maintenir des acquis",
    ]
    assert tables[0].rows[3].purposes == ["Informier et sensibiliser"]
    assert tables[3].rows[1].means == tables[3].rows[1].examples == []


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_real_list_markup_is_never_guessed_at(suffix):
    assert codes(read_sample(suffix)) == ["lines-left-out"]


def test_text_warns_of_each_guess_and_of_its_contents_only():
    document = read_sample(".txt")
    guesses = [remark for remark in document.warnings if remark.code == "items-guessed"]
    others = [code for code in codes(document) if code != "items-guessed"]
    assert others == ["contents-differ", "lines-left-out"]
    for guess in guesses:
        items = getattr(document.tables[guess.table].rows[guess.row], guess.column)
        assert guess.params["items"] == " | ".join(items)
    # Every cell of several items without a bullet, in the tables that lost theirs.
    several = {
        (number, position, column)
        for number, table in enumerate(document.tables)
        if number in {1, 4, 5, 6, 7, 8}
        for position, row in enumerate(table.rows)
        for column in COLUMNS[1:]
        if len(getattr(row, column)) > 1
    }
    assert {(guess.table, guess.row, guess.column) for guess in guesses} == several


def test_contents_that_name_another_audience_are_one_remark():
    remarks = [r for r in read_sample(".txt").warnings if r.code == "contents-differ"]
    assert len(remarks) == 1
    assert "chercheurs" in remarks[0].params["contents"]
    assert "recherchistes" in remarks[0].params["body"]


def test_text_that_lost_every_bullet_still_gives_the_same_lists():
    text = sample("toolkit/pourquoi-partager.txt").read_text("utf-8")
    bare = text.replace("· ", "").replace("• ", "")
    assert read(bare, ".txt").tables == read_sample(".docx").tables


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_samples_pass_through_the_sandbox(suffix):
    path = sample(f"toolkit/pourquoi-partager{suffix}")
    assert read_document(path.read_bytes(), path.name) == read_sample(suffix)


@pytest.mark.parametrize("name", WORD_SAMPLES)
def test_other_word_files_end_in_a_document_or_a_sentence(name):
    content = sample(f"docx/{name}.docx").read_bytes()
    try:
        assert read_document(content, f"{name}.docx").tables
    except DocumentError as error:
        assert sentence(error.code, error.params)
