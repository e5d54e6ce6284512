"""What an import would change, and that it changes nothing else."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import audience_of, make_document, make_tool
from toolkit.import_plan import plan_import
from toolkit.importers.document import AudienceTable, DocumentRow
from toolkit.models import AudiencePage, Row, ToolPage
from toolkit.services import apply_import


def ids() -> list[str]:
    return [str(row.uuid) for row in Row.objects.in_reading_order()]


def revisions(page) -> int:
    return page.revisions.count()


def test_a_new_tool_is_a_draft_of_drafts(toolkit):
    tool = make_tool(toolkit, publish=False)
    pages = [tool, *AudiencePage.objects.child_of(tool)]
    assert [page.live for page in pages] == [False, False, False]
    assert all(page.get_latest_revision() for page in pages)


def test_addresses_are_plain_and_never_that_of_the_index_of_means(toolkit):
    tables = [
        AudienceTable(name, "", [DocumentRow(["But"])]) for name in ("Œuvrer à l’école", "Moyens")
    ]
    tool = make_tool(toolkit, title="Cœur d’été", tables=tables)
    assert tool.slug == "coeur-dete"
    slugs = AudiencePage.objects.child_of(tool).order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["oeuvrer-a-lecole", "moyens-2"]


def test_two_tools_of_one_title_get_two_addresses(toolkit):
    assert [make_tool(toolkit).slug, make_tool(toolkit).slug] == [
        "pourquoi-partager",
        "pourquoi-partager-2",
    ]


def test_each_audience_has_a_tint_and_a_pictogram_that_suits_it(tool):
    deciders, parents = AudiencePage.objects.child_of(tool).order_by("path")
    assert deciders.tint != parents.tint
    assert (deciders.pictogram, parents.pictogram) == ("landmark", "baby")


def test_the_same_document_again_changes_nothing(tool, toolkit):
    before = ids()
    plan = plan_import(make_document(), tool)
    assert not plan.is_changed
    apply_import(plan, parent=toolkit, publish=True)
    assert ids() == before
    assert [revisions(page) for page in (tool, *AudiencePage.objects.child_of(tool))] == [1, 1, 1]


def test_what_editors_saved_by_hand_is_no_change(tool):
    """Draftail adds keys to paragraphs when it saves: the words are the same."""
    audience = audience_of(tool, "Parents")
    blocks = str(audience.rows.get_prep_value()).replace("<p>", '<p data-block-key=\\"a1b2c\\">')
    assert "data-block-key" in blocks
    stored = audience.rows.get_prep_value()
    stored[0]["value"]["examples"][0]["value"] = '<p data-block-key="a1b2c">Un café</p>'
    audience.rows = stored
    audience.save_revision().publish()
    assert not plan_import(make_document(), tool).is_changed


def test_a_link_that_an_editor_added_stays(tool, toolkit):
    audience = audience_of(tool, "Parents")
    stored = audience.rows.get_prep_value()
    linked = f'<p>Un <a linktype="page" id="{toolkit.pk}">café</a></p>'
    stored[0]["value"]["examples"][0]["value"] = linked
    audience.rows = stored
    audience.save_revision().publish()
    document = make_document()
    document.tables[1].rows[0].means = ["Inviter"]
    apply_import(plan_import(document, tool), parent=toolkit, publish=True)
    row = Row.objects.get(audience=audience)
    assert row.examples[0]["text"] == linked[3:-4]
    assert row.means[0]["text"] == "Inviter"


def test_removing_a_row_removes_just_that_row(tool, toolkit):
    before = ids()
    document = make_document()
    document.tables[0].rows.pop(1)
    plan = plan_import(document, tool)
    assert plan.audiences[0].removed_purposes == ["Faire durer"]
    assert [audience.is_changed for audience in plan.audiences] == [True, False]
    apply_import(plan, parent=toolkit, publish=True)
    assert ids() == [before[0], before[2], before[3]]


def test_a_reworded_row_is_known_by_its_likeness(tool):
    document = make_document()
    document.tables[0].rows[2].purposes = ["Faire valoir un enjeu"]
    rows = plan_import(document, tool).audiences[0].rows
    assert [row.status for row in rows] == ["kept", "kept", "changed"]
    assert [column.key for column in rows[2].changed_columns] == ["purposes"]


def test_an_unlike_row_is_a_new_one(tool):
    document = make_document()
    document.tables[1].rows = [DocumentRow(["Compter autrement"], ["Choisir trois repères"])]
    audience = plan_import(document, tool).audiences[1]
    assert audience.rows[0].status == "added"
    assert audience.removed_purposes == ["Faire durer"]


def test_an_item_keeps_its_id_when_the_list_is_reordered(tool, toolkit):
    row = Row.objects.get(audience__title="Décideurs", position=2)
    known = {item["text"]: item["id"] for item in row.means}
    document = make_document()
    document.tables[0].rows[2].means = ["Un bilan chiffré", "Un appel", "Une lettre"]
    apply_import(plan_import(document, tool), parent=toolkit, publish=True)
    row.refresh_from_db()
    new = {item["text"]: item["id"] for item in row.means}
    assert known.items() <= new.items()
    assert len(set(new.values())) == 3


def test_a_missing_audience_is_left_alone_unless_asked(tool, toolkit):
    document = make_document()
    document.tables.pop()
    plan = plan_import(document, tool)
    assert [page.title for page in plan.missing] == ["Parents"]
    apply_import(plan, parent=toolkit, publish=True)
    assert audience_of(tool, "Parents").live
    retire = [page.pk for page in plan.missing]
    apply_import(plan_import(document, tool), parent=toolkit, publish=True, retire=retire)
    assert not audience_of(tool, "Parents").live


def test_a_draft_update_leaves_readers_what_they_had(tool, toolkit):
    document = make_document(title="Autre titre", month="2026-03")
    document.tables[0].rows[0].means.append("Une visite")
    apply_import(plan_import(document, tool), parent=toolkit)
    tool.refresh_from_db()
    assert (tool.title, tool.month, tool.has_unpublished_changes) == (
        "Pourquoi partager",
        None,
        True,
    )
    assert "Une visite" not in str(Row.objects.values_list("means", flat=True))


def test_what_the_document_leaves_empty_stays(toolkit):
    tool = make_tool(toolkit, subtitle="Un sous-titre", note="<p>Validé.</p>")
    assert not plan_import(make_document(), tool).is_changed


def test_all_or_nothing(toolkit):
    """The second table cannot be kept: the first leaves no trace."""
    tables = [
        AudienceTable("Parents", "", [DocumentRow(["But"])]),
        AudienceTable("x" * 300, "", [DocumentRow(["But"])]),
    ]
    with pytest.raises(Exception, match="255"):
        make_tool(toolkit, tables=tables)
    assert not ToolPage.objects.exists()
    assert not AudiencePage.objects.exists()
    assert Row.objects.count() == 0


def test_rights_are_those_of_the_admin(tool, toolkit, editor, publisher, visitor):
    new, update = plan_import(make_document()), plan_import(make_document(month="2026-03"), tool)
    for user, publish in ((visitor, False), (editor, True)):
        for plan in (new, update):
            with pytest.raises(PermissionDenied):
                apply_import(plan, parent=toolkit, user=user, publish=publish)
    apply_import(plan_import(make_document(), tool), parent=toolkit, user=publisher, publish=True)


def test_a_locked_audience_is_not_changed(tool, toolkit, publisher, administrator):
    AudiencePage.objects.filter(title="Parents").update(locked=True, locked_by=administrator)
    plan = plan_import(make_document(month="2026-03"), tool)
    with pytest.raises(PermissionDenied):
        apply_import(plan, parent=toolkit, user=publisher)
