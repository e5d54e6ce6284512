"""Tables copied from Word, Excel or a page, in the two flavours of the clipboard."""

import pytest

from toolkit.importers.document import DocumentError, DocumentRow
from toolkit.importers.limits import LIMITS
from toolkit.importers.parsing import parse_pasted
from toolkit.importers.sandbox import read_pasted

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<table><tr><td><p><b>POURQUOI?<o:p></o:p></b></p></td><td><p>COMMENT?</p></td></tr>
<tr><td><p class=MsoNormal>Informer<o:p>&nbsp;</o:p></p></td><td>
<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;
</span></span><![endif]>Écrire</p>
<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;
</span></span><![endif]>Lire</p>
</td></tr></table><!--EndFragment--></body></html>"""
TSV = 'Pourquoi?\tComment?\nInformer\t"- Écrire\n- Lire"\n'
EXPECTED = [DocumentRow(["Informer"], [], ["Écrire", "Lire"], [])]


def rows(html: str, text: str) -> list[DocumentRow]:
    (table,) = parse_pasted(html, text, LIMITS).tables
    return table.rows


def test_html_of_word_gives_its_items():
    assert rows(WORD, "Pourquoi?\tComment?\nautre\tchose") == EXPECTED


def test_text_serves_when_the_html_has_no_table():
    assert rows("", TSV) == EXPECTED
    assert rows("<p>Pourquoi? Comment?</p>", TSV) == EXPECTED


def test_google_docs_wraps_its_blocks_in_an_inline_element():
    html = f'<b style="font-weight:normal"><p></p><div>{WORD}</div></b>'
    assert rows(html, "") == EXPECTED


def test_control_characters_never_come_through():
    assert rows("", TSV.replace("Lire", "Li\x01re\x00")) == EXPECTED
    assert rows(WORD.replace("Lire", "Li\x01re\x00"), "") == EXPECTED


def test_pasted_table_goes_through_the_sandbox():
    assert read_pasted(WORD, TSV) == parse_pasted(WORD, TSV, LIMITS)


@pytest.mark.parametrize(
    ("html", "text", "code"),
    [
        ("", " \n", "empty-file"),
        ("<p>mots</p>", "mots", "no-table"),
        ("", "a\tb\nc\td", "headings-unknown"),
        ("x" * (LIMITS.file_size + 1), "", "file-too-large"),
        ("", '"' + "x" * 200_000 + "\ty", "damaged"),
        ("\ud800\x00", "\ud800\x00", "no-table"),
    ],
)
def test_paste_that_is_no_tool_is_refused(html, text, code):
    with pytest.raises(DocumentError) as caught:
        read_pasted(html, text)
    assert caught.value.code == code
