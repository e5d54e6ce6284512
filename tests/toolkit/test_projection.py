"""The table of rows says what the live pages say, whatever happens to them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from tests.factories import audience_of, make_tool
from toolkit.models import AudiencePage, Row
from toolkit.projection import drifted


def purposes(**of) -> list[str]:
    return [str(row) for row in Row.objects.filter(**of).in_reading_order()]


def test_publication_writes_the_rows_in_order(tool):
    assert purposes() == ["Rendre visible", "Faire durer", "Défendre un enjeu", "Faire durer"]


def test_a_row_keeps_the_id_of_its_block(tool):
    audience = audience_of(tool, "Décideurs")
    blocks = [block.id for block in audience.rows]
    assert [str(row.uuid) for row in audience.projected_rows.in_reading_order()] == blocks


def test_items_are_inline_and_keep_their_ids(tool):
    row = Row.objects.first()
    stored = audience_of(tool, "Décideurs").rows.get_prep_value()[0]["value"]["means"][0]
    assert row.means == [{"id": stored["id"], "text": "Un bilan chiffré"}]


def test_a_draft_has_no_rows(toolkit):
    make_tool(toolkit, publish=False)
    assert purposes() == []


def test_a_changed_draft_leaves_the_published_rows(tool):
    audience = audience_of(tool, "Parents")
    audience.rows = "[]"
    audience.save_revision()
    assert purposes(audience=audience) == ["Faire durer"]


def test_unpublishing_removes_the_rows(tool):
    audience_of(tool, "Décideurs").unpublish()
    assert purposes() == ["Faire durer"]


def test_deleting_an_audience_removes_its_rows(tool):
    audience_of(tool, "Décideurs").delete()
    assert purposes() == ["Faire durer"]


def test_restoring_a_revision_restores_the_rows(tool):
    audience = audience_of(tool, "Parents")
    before = audience.get_latest_revision()
    audience.rows = "[]"
    audience.save_revision().publish()
    assert purposes(audience=audience) == []
    before.publish()
    assert purposes(audience=audience) == ["Faire durer"]


def test_a_row_that_stays_keeps_its_primary_key(tool):
    audience = audience_of(tool, "Décideurs")
    keys = dict(audience.projected_rows.values_list("uuid", "pk"))
    audience.rows = json.dumps(audience.rows.get_prep_value()[1:])
    audience.save_revision().publish()
    assert dict(audience.projected_rows.values_list("uuid", "pk")).items() <= keys.items()
    assert audience.projected_rows.count() == 2


def test_moving_an_audience_takes_its_rows_to_the_other_tool(tool, toolkit):
    other = make_tool(toolkit, title="Autre outil", tables=[])
    audience_of(tool, "Parents").move(other, pos="last-child")
    assert purposes(tool=other) == ["Faire durer"]
    assert len(purposes(tool=tool)) == 3


def test_a_copy_in_another_language_has_rows_of_that_language(tool):
    english = Locale.objects.get(language_code="en")
    for page in (*tool.get_ancestors().filter(depth__gt=1), tool):
        page.specific.copy_for_translation(english)
    copy = audience_of(tool, "Parents").copy_for_translation(english)
    assert purposes(locale=english) == []
    copy.get_latest_revision().publish()
    assert purposes(locale=english) == ["Faire durer"]


def test_an_alias_has_rows_and_follows_its_original(tool, toolkit):
    other = make_tool(toolkit, title="Autre outil", tables=[])
    original = audience_of(tool, "Parents")
    alias = original.create_alias(parent=other, update_slug="parents-bis")
    assert purposes(audience=alias) == ["Faire durer"]
    original.rows = "[]"
    original.save_revision().publish()
    assert purposes(audience=alias) == []


def test_a_copied_tool_has_rows_of_its_own(tool):
    copy = tool.copy(recursive=True, update_attrs={"slug": "copie", "title": "Copie"})
    assert len(purposes(tool=copy)) == 4


def test_public_rows_leave_out_private_audiences_and_hidden_tools(tool, rows_seen):
    assert rows_seen() == 4
    audience_of(tool, "Décideurs").view_restrictions.create(restriction_type="login")
    assert rows_seen() == 1
    tool.unpublish()
    assert rows_seen() == 0


@pytest.fixture
def rows_seen():
    return lambda: Row.objects.public().count()


def test_drift_is_found_and_mended(tool):
    call_command("rebuild_rows", check=True, stdout=StringIO())
    Row.objects.filter(position=0).update(purposes=[])
    with pytest.raises(CommandError, match="/decideurs/.*/parents/"):
        call_command("rebuild_rows", check=True)
    assert {page.title for page in drifted()} == {"Décideurs", "Parents"}
    call_command("rebuild_rows", stdout=StringIO())
    assert drifted() == []


def test_an_empty_item_is_no_item(tool):
    audience = AudiencePage.objects.get(title="Parents")
    blocks = audience.rows.get_prep_value()
    blocks[0]["value"]["examples"][0]["value"] = "<p></p>"
    audience.rows = json.dumps(blocks)
    audience.save_revision().publish()
    assert Row.objects.get(audience=audience).examples == []
