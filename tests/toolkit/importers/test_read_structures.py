"""Columns, audiences, merged cells, items: each claim on a small document of its own."""

import pytest

from tests.toolkit.importers import builders as b
from tests.toolkit.importers.reading import codes, read
from toolkit.importers.document import DocumentRow, Remark

ROW = b.row("Informer", "Savoir", "Écrire", "Lettre")
READ_ROW = DocumentRow(["Informer"], ["Savoir"], ["Écrire"], ["Lettre"])


def rows_of(document):
    return [row for table in document.tables for row in table.rows]


def only_row(*cells: str, **options) -> DocumentRow:
    (row,) = rows_of(read(b.tool_docx(b.row(*cells), **options)))
    return row


@pytest.mark.parametrize(
    "headings",
    [
        ("POURQUOI ?", "POUR QUELLES RETOMBEES", "COMMENT", "Exemples :"),
        ("Why?", "Expected outcomes", "How?", "Examples"),
        ("Objectifs", "Résultats attendus", "Moyens", "Exemples"),
        ("Pourquoi partager?", "Quelles retombées?", "Comment faire?", "Par exemple"),
    ],
)
def test_columns_are_known_by_their_headings(headings):
    body = b.para("Public cible : Parents") + b.table(ROW, headings=headings)
    assert rows_of(read(b.docx(body))) == [READ_ROW]


def test_columns_stand_in_any_order_and_may_be_absent():
    body = b.table(b.row("Écrire", "Informer"), headings=("Comment?", "But"))
    assert rows_of(read(b.docx(body))) == [DocumentRow(["Informer"], [], ["Écrire"], [])]


def test_unknown_column_is_left_out_with_a_remark():
    body = b.table(b.row("Informer", "Écrire", "9 $"), headings=("Why?", "How?", "Budget"))
    document = read(b.docx(b.para("Target audience: Parents") + body))
    assert document.warnings == [Remark("column-left-out", {"heading": "Budget"}, 0)]


@pytest.mark.parametrize(
    "heading", ["Public cible : Élus (maires, etc.)", "Target audience: Élus (maires, etc.)"]
)
def test_audience_is_known_by_the_heading_above(heading):
    document = read(b.docx(b.para(heading) + b.table(ROW)))
    assert (document.tables[0].name, document.tables[0].precision) == ("Élus", "maires, etc.")


def test_heading_right_above_a_table_is_an_audience():
    document = read(b.docx(b.para("Grand public", "Titre2") + b.table(ROW)))
    assert document.tables[0].name == "Grand public"


def test_audience_in_the_first_column_may_be_merged():
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = b.table(
        b.row(b.cell("Parents", start), "Informer", "Écrire"),
        b.row(b.cell("", go_on), "Réunir", "Inviter"),
        b.row("Élus", "Convaincre", "Démontrer"),
        headings=("Public cible", "Pourquoi?", "Comment?"),
    )
    tables = read(b.docx(body)).tables
    assert [(table.name, len(table.rows)) for table in tables] == [("Parents", 2), ("Élus", 1)]


def test_first_column_without_a_heading_is_the_audience():
    body = b.table(b.row("Parents", "Informer", "Écrire"), headings=("", "Pourquoi?", "Comment?"))
    assert [table.name for table in read(b.docx(body)).tables] == ["Parents"]


def test_spanning_rows_are_audiences():
    def title(text):
        return b.row(b.cell(text, '<w:gridSpan w:val="4"/>'))

    body = b.table(
        title("Parents"),
        b.row(*b.HEADINGS),
        ROW,
        title("Public cible : Élus"),
        ROW,
        ROW,
        headings=(),
    )
    tables = read(b.docx(body)).tables
    assert [(table.name, len(table.rows)) for table in tables] == [("Parents", 1), ("Élus", 2)]


def test_table_goes_on_after_a_page_break_with_or_without_its_headings():
    after = b.table(ROW) + b.para("") + b.table(ROW, headings=())
    document = read(b.tool_docx(ROW, after=after))
    assert [(table.name, len(table.rows)) for table in document.tables] == [("Parents", 3)]
    assert codes(document) == ["table-continued", "table-continued"]


def test_heading_repeated_after_a_page_break_is_the_same_audience():
    after = b.para("Public cible : Parents (suite)", "Titre2") + b.table(ROW)
    document = read(b.tool_docx(ROW, after=after))
    assert [(table.name, len(table.rows)) for table in document.tables] == [("Parents", 2)]


def test_headings_repeated_inside_a_table_are_no_row():
    assert len(rows_of(read(b.tool_docx(ROW, b.row(*b.HEADINGS), ROW)))) == 2


def test_table_of_something_else_is_left_out_with_a_remark():
    other = b.table(b.row("1", "2"), headings=("Nom", "Adresse"))
    document = read(b.tool_docx(ROW, after=other))
    assert rows_of(document) == [READ_ROW]
    assert document.warnings == [
        Remark("table-left-out", {"number": "2", "headings": "Nom, Adresse"})
    ]


def test_audience_without_a_table_and_table_without_rows_are_told():
    document = read(b.tool_docx(after=b.para("Public cible : Élus")))
    assert codes(document) == ["audience-without-table", "table-empty"]


def test_purpose_merged_over_rows_is_repeated():
    document = read(
        b.tool_docx(
            b.row(b.cell("Informer", '<w:vMerge w:val="restart"/>'), "A", "B", ""),
            b.row(b.cell("", "<w:vMerge/>"), "C", "D", ""),
        )
    )
    assert [row.purposes for row in rows_of(document)] == [["Informer"], ["Informer"]]
    assert not document.warnings


def test_cell_over_two_columns_is_repeated_with_a_remark():
    document = read(b.tool_docx(b.row("Informer", b.cell("Tout", '<w:gridSpan w:val="2"/>'), "")))
    assert rows_of(document) == [DocumentRow(["Informer"], ["Tout"], ["Tout"], [])]
    assert document.warnings == [Remark("cell-repeated", {}, 0, 0)]


def test_nested_table_becomes_items_with_a_remark():
    nested = b.table(b.row("Un", "Deux"), b.row("Trois", ""), headings=())
    document = read(b.tool_docx(b.row("Informer", "", b.cell(nested + b.para("")), "")))
    assert rows_of(document)[0].means == ["Un", "Deux", "Trois"]
    assert document.warnings == [Remark("nested-table", {}, 0, 0, "means")]


def test_row_above_the_headings_is_left_out_with_a_remark():
    body = b.table(b.row("Volet 1", "", "", "2019"), b.row(*b.HEADINGS), ROW, headings=())
    document = read(b.docx(b.para("Public cible : Parents") + body))
    assert rows_of(document) == [READ_ROW]
    assert document.warnings == [Remark("line-left-out", {"text": "Volet 1 | 2019"}, 0)]


def test_merged_row_amid_the_rows_is_left_out_with_a_remark():
    amid = b.row(b.cell("Voir l'annexe", '<w:gridSpan w:val="4"/>'))
    document = read(b.tool_docx(ROW, amid, ROW))
    assert rows_of(document) == [READ_ROW, READ_ROW]
    assert document.warnings == [Remark("line-left-out", {"text": "Voir l'annexe"}, 0)]


def test_row_without_purpose_is_kept_with_a_remark():
    document = read(b.tool_docx(b.row("", "Savoir", "Écrire", "")))
    assert rows_of(document) == [DocumentRow([], ["Savoir"], ["Écrire"], [])]
    assert document.warnings == [Remark("purpose-missing", {}, 0, 0)]


def test_empty_rows_are_no_rows():
    assert rows_of(read(b.tool_docx(ROW, b.row("", "", "", "")))) == [READ_ROW]


@pytest.mark.parametrize(
    "content",
    [
        b.bullets("Un", "Deux (2)", "Trois"),
        b.para("Un") + b.para("Deux (2)") + b.para("Trois"),
        b.para("<w:r><w:br/></w:r>".join(map(b.run, ("Un", "Deux (2)", "Trois")))),
        b.para("· Un · Deux (2) · Trois"),
        b.para("• Un") + b.para("•\u00a0Deux\u00a0(2)") + b.para("• Trois"),
        b.para("- Un") + b.para("– Deux (2)") + b.para("* Trois"),
    ],
)
def test_items_are_cut_at_every_usual_separator(content):
    assert only_row("Informer", b.cell(content), "", "").outcomes == ["Un", "Deux (2)", "Trois"]


def test_marks_inside_words_and_sentences_are_no_separators():
    text = "Rencontre avant-après – avec des professionnel·le·s * sur place"
    assert only_row("Informer", "", text, "").means == [text]


def test_word_cells_are_never_guessed_at():
    row = only_row("Informer", "", "Voix des parents Journaux locaux", "")
    assert row.means == ["Voix des parents Journaux locaux"]


def test_tracked_changes_are_read_as_accepted():
    inserted = f'<w:ins w:id="1" w:author="x">{b.run(" mieux")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>pas</w:delText></w:r></w:del>'
    row = only_row("Informer", "", b.cell(b.para(b.run("Écrire") + inserted + deleted)), "")
    assert row.means == ["Écrire mieux"]


def test_footnote_stands_in_parentheses_after_its_reference():
    notes = (
        f'<w:footnotes xmlns:w="{b.WORD}"><w:footnote w:id="1">{b.para("Loi 25")}</w:footnote>'
        "</w:footnotes>"
    )
    relation = f'<Relationship Id="f" Type="{b.RELATIONS}/footnotes" Target="footnotes.xml"/>'
    content = b.para(b.run("Écrire") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + b.run(" tôt"))
    row = only_row(
        "Informer", "", b.cell(content), "", relations=relation, more={"word/footnotes.xml": notes}
    )
    assert row.means == ["Écrire (Loi 25) tôt"]


def test_safe_links_stay_and_others_lose_their_address():
    def link(name, text):
        return f'<w:hyperlink r:id="{name}">{b.run(text)}</w:hyperlink>'

    relations = b.link_relation("a", "https://example.org/a(b)") + b.link_relation(
        "z", "javascript:alert(1)"
    )
    content = b.para(link("a", "Guide [2]")) + b.para(link("z", "Piège"))
    document = read(b.tool_docx(b.row("Informer", "", b.cell(content), ""), relations=relations))
    assert rows_of(document)[0].means == ["[Guide (2)](https://example.org/a%28b%29)", "Piège"]
    params = {"text": "Piège", "address": "javascript:alert(1)"}
    assert document.warnings == [Remark("link-dropped", params, 0, 0, "means")]


def test_linked_picture_is_left_out_where_it_stands_and_never_fetched():
    blip = '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="p"/>'
    drawing = (
        f"<w:r><w:drawing><wp:inline>{blip}</pic:blipFill></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )
    relation = (
        f'<Relationship Id="p" Type="{b.RELATIONS}/image" Target="file:///etc/passwd" '
        'TargetMode="External"/>'
    )
    content = b.cell(b.para(b.run("Écrire") + drawing))
    document = read(b.tool_docx(b.row("Informer", "", content, ""), relations=relation))
    assert rows_of(document)[0].means == ["Écrire"]
    assert document.warnings == [Remark("picture-dropped", {"text": "…"}, 0, 0, "means")]


def test_macros_are_left_out_with_a_remark():
    content = b.tool_docx(ROW, more={"word/vbaProject.bin": b"\x00"})
    assert read(content, ".docm").warnings == [Remark("macro-dropped")]
    odt = b.tool_odt(b.odt_row(*["x"] * 4), more={"Basic/script-lc.xml": "<x/>"})
    assert read(odt, ".odt").warnings == [Remark("macro-dropped")]


def test_strict_word_documents_are_read():
    assert rows_of(read(b.tool_docx(ROW, strict=True))) == [READ_ROW]


def test_opendocument_spans_lists_links_notes_and_tracked_changes():
    merged = b.odt_cell("Informer", 'table:number-rows-spanned="2"')
    link = '<text:p><text:a xlink:href="mailto:a@b.org">Écrire</text:a></text:p>'
    note = (
        "<text:p>Lettre<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Loi 25</text:p></text:note-body></text:note></text:p>"
    )
    items = "<text:list><text:list-item><text:p>Un</text:p><text:list><text:list-item>"
    items += "<text:p>Deux</text:p></text:list-item></text:list></text:list-item></text:list>"
    document = read(
        b.tool_odt(
            b.odt_row(merged, b.odt_cell(items), b.odt_cell(link), b.odt_cell(note)),
            b.odt_row("<table:covered-table-cell/>", "A", "B", ""),
            before="<text:tracked-changes><text:p>Vieux</text:p></text:tracked-changes>",
        ),
        ".odt",
    )
    first, second = rows_of(document)
    assert first == DocumentRow(
        ["Informer"], ["Un", "Deux"], ["[Écrire](mailto:a@b.org)"], ["Lettre (Loi 25)"]
    )
    assert second == DocumentRow(["Informer"], ["A"], ["B"], [])
    assert not [code for code in codes(document) if code != "title-missing"]


def test_opendocument_pictures_and_scripts_are_left_out_where_they_stand():
    picture = (
        '<text:p>Un<draw:frame><draw:image xlink:href="http://x/y.png"/></draw:frame></text:p>'
    )
    script = "<text:p>Deux<text:script>alert(1)</text:script></text:p>"
    row = b.odt_row("Informer", "", b.odt_cell(picture), b.odt_cell(script))
    document = read(b.tool_odt(row), ".odt")
    assert rows_of(document) == [DocumentRow(["Informer"], [], ["Un"], ["Deux"])]
    assert [(r.code, r.column) for r in document.warnings] == [
        ("picture-dropped", "means"),
        ("script-dropped", "examples"),
    ]


def test_html_keeps_text_and_safe_links_only():
    document = read(
        """<title>Outil</title><h2>Public cible : Parents</h2>
        <table><tr><th>Pourquoi?<th>Comment?</tr><tr onclick="x()"><td>Informer
        <td><ul><li>Écrire<script>alert(1)</script><li><a href="java&#10;script:x">Lire</a>
        <li><a href="https://example.org/">Voir</a><li><img src="x" onerror="y" alt="Plan">
        </ul></table>""",
        ".html",
    )
    assert rows_of(document)[0].means == ["Écrire", "Lire", "[Voir](https://example.org/)"]
    assert codes(document) == ["script-dropped", "link-dropped", "picture-dropped"]
    assert document.title == "Outil"
