"""Files that cannot be read, each refused for its own reason."""

import struct
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.toolkit.importers import builders as b
from tests.toolkit.importers.reading import codes, read, refusal
from toolkit.importers.limits import LIMITS

TOOL = b.tool_docx(b.row("Informer", "Savoir", "Écrire", "Lettre"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITY_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"plain words", ".docx"),
        (b"%PDF-1.7 ...", ".docx"),
        (b"%PDF-1.7 ...", ".txt"),
        (b"{\\rtf1 ...}", ".txt"),
        (TOOL, ".txt"),
        (TOOL, ".html"),
        (TOOL, ".odt"),
        (b.tool_odt(), ".docx"),
    ],
)
def test_content_of_another_kind_than_the_name_says(content, suffix):
    error = refusal(content, suffix)
    assert (error.code, error.params) == ("wrong-format", {"format": suffix})


@pytest.mark.parametrize("suffix", [".pdf", ".exe", ""])
def test_unknown_kind_of_file(suffix):
    assert refusal(b"something", suffix).code == "unknown-format"


def test_encrypted_word_document():
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    assert refusal(content, ".docx").code == "encrypted"


@pytest.mark.parametrize("suffix", [".doc", ".docx"])
def test_old_word_document_under_either_name(suffix):
    assert refusal(OLE + "WordDocument".encode("utf-16-le"), suffix).code == "old-word"


def test_encrypted_opendocument():
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    content = b.tool_odt(more={"META-INF/manifest.xml": manifest})
    assert refusal(content, ".odt").code == "encrypted"


def test_zip_entries_under_a_password():
    content = bytearray(TOOL)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(signature, start + 4)
    assert refusal(bytes(content)).code == "encrypted"


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
@pytest.mark.parametrize("suffix", [".docx", ".odt", ".txt", ".html"])
def test_empty_file(content, suffix):
    assert refusal(content, suffix).code == "empty-file"


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b.docx(b.para("Only words")), ".docx"),
        (b.docx(""), ".docx"),
        (b.odt("<text:p>Only words</text:p>"), ".odt"),
        ("Only words\n", ".txt"),
        ("<p>Only words</p>", ".html"),
        ("<!-- nothing -->", ".html"),
    ],
)
def test_document_without_a_table(content, suffix):
    assert refusal(content, suffix).code == "no-table"


def test_file_over_the_limit():
    error = refusal(bytes(20 * 1024 * 1024 + 1) + b"x", ".docx")
    assert (error.code, error.params) == ("file-too-large", {"limit": "20"})


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_bomb_that_the_directory_announces(suffix):
    content = b.zipped({"word/document.xml": bytes(51 * 1024 * 1024)})
    assert refusal(content, suffix).code == "unpacks-too-large"


def test_ratio_that_no_document_reaches():
    content = b.zipped({"word/document.xml": bytes(11 * 1024 * 1024)})
    assert refusal(content).code == "unpacks-too-large"


def test_bomb_that_lies_about_its_size():
    content = bytearray(b.zipped({"word/document.xml": b" " * 200_000}))
    central = content.find(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 100)
    assert refusal(bytes(content)).code == "damaged"


def test_bytes_are_counted_while_they_are_read():
    limits = replace(LIMITS, unpacked_size=1_000)
    entries = {f"word/{n}.xml": "<a>" + "b" * 400 + "</a>" for n in range(3)}
    assert refusal(b.zipped(entries), limits=limits).code == "unpacks-too-large"


def test_too_many_entries():
    error = refusal(b.zipped({f"word/media/{n}": "" for n in range(2_001)}))
    assert (error.code, error.params["parts"]) == ("too-many-parts", "2001")


def test_more_rows_than_allowed_are_counted_in_the_sentence():
    lines = ["Pourquoi?\tComment?", *(f"But {n}\tMoyen {n}" for n in range(3_001))]
    error = refusal("Public cible : Tous\n" + "\n".join(lines), ".txt")
    assert (error.code, error.params) == ("too-many-rows", {"rows": "3001", "limit": "3000"})


def test_tables_without_known_headings_are_named():
    layout = b.table(b.row("a", "b"), headings=("Nom", "Adresse"))
    error = refusal(b.docx(layout + layout))
    assert (error.code, error.params) == (
        "headings-unknown",
        {"table": "1", "headings": "Nom, Adresse"},
    )


@pytest.mark.parametrize("prologue", [ENTITY_BOMB, EXTERNAL_ENTITY])
@pytest.mark.parametrize(("build", "suffix"), [(b.tool_docx, ".docx"), (b.tool_odt, ".odt")])
def test_document_type_declarations_are_refused(build, suffix, prologue):
    assert refusal(build(prologue=prologue), suffix).code == "entities-forbidden"


def test_document_type_in_a_part_beside_the_main_one():
    styles = f'{ENTITY_BOMB}<w:styles xmlns:w="{b.WORD}">&c;</w:styles>'
    error = refusal(b.tool_docx(more={"word/styles.xml": styles}))
    assert (error.code, error.params) == ("entities-forbidden", {"part": "word/styles.xml"})


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("content", "suffix"), [(TOOL, ".docx"), (b.tool_odt(), ".odt")])
def test_truncated_package(content, suffix, share):
    assert refusal(content[: int(len(content) * share)], suffix).code == "damaged"


def test_package_whose_parts_are_not_xml():
    assert refusal(b.docx("", more={"word/document.xml": "<w:p>"})).code == "damaged"


def test_package_without_its_main_part():
    with zipfile.ZipFile(BytesIO(TOOL)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    del entries["word/document.xml"]
    assert refusal(b.zipped(entries)).code == "damaged"


def test_null_bytes_in_text():
    assert refusal(b"Pourquoi?\tComment?\x00", ".txt").code == "binary-text"
    assert refusal(b"<table>\x00</table>", ".html").code == "binary-text"


def test_text_in_no_known_encoding():
    assert refusal(b"Pourquoi?\tComment? \x81\x8d", ".txt").code == "unknown-encoding"
    assert refusal(b"\xff\xfeP\x00x", ".txt").code == "unknown-encoding"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_usual_encodings(encoding):
    text = "Public cible : Élus\n\nPourquoi?\tComment?\nÉlargir\tŒuvrer – ensemble\n"
    document = read(text.encode(encoding), ".txt")
    assert document.tables[0].name == "Élus"
    assert document.tables[0].rows[0].means == ["Œuvrer – ensemble"]


def nested_word(depth: int) -> bytes:
    content = b.para("Écrire")
    for _ in range(depth):
        content = b.table(b.row(b.cell(content + b.para(""))), headings=())
    return b.tool_docx(b.row("Informer", "Savoir", b.cell(content + b.para("")), ""))


def test_tables_nested_out_of_all_measure():
    assert refusal(nested_word(50)).code == "too-deep"
    assert refusal("<div>" * 300 + "<table><td>x</table>", ".html").code == "too-deep"
    assert refusal("<b>" * 20_000, ".html").code == "too-deep"


def test_tables_nested_as_deep_as_allowed():
    document = read(nested_word(20))
    assert document.tables[0].rows[0].means == ["Écrire"]
    assert "nested-table" in codes(document)


def test_too_many_elements():
    limits = replace(LIMITS, elements=50)
    assert refusal(TOOL, limits=limits).code == "too-complex"
