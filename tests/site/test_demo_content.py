"""What the loader writes, seen through the models."""

import signal
from dataclasses import replace
from io import BytesIO, StringIO
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from PIL import Image as PILImage
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.rich_text import RichText

from agirtot.demo import administrator, database, loader, pictures, static_files
from agirtot.demo.content import Content
from home.models import ContentPage, Menu, SiteSettings, ThemePage
from toolkit.models import AudiencePage, Row, ToolPage


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch) -> None:
    """Those of the demo take a second and a half to draw."""
    picture = BytesIO()
    PILImage.new("RGB", (8, 5), "teal").save(picture, "PNG")
    monkeypatch.setattr(pictures, "draw", lambda name: picture.getvalue())


def test_the_site_is_as_editors_would_have_made_it(home_page, subtests):
    loader.load()
    for holds in (
        every_page_is_published,
        the_tool_has_its_audiences_and_rows,
        internal_links_are_links_to_pages,
        pictures_settings_and_footer_speak_for_themselves,
    ):
        with subtests.test(holds.__name__):
            holds()


def every_page_is_published() -> None:
    pages = Page.objects.filter(depth__gt=2)
    assert pages.count() > 20
    for page in pages:
        assert page.latest_revision is not None
        if page.live:
            assert page.has_unpublished_changes == page.workflow_in_progress
    unpublished = pages.filter(live=False, contributions=None)
    assert [page.title for page in unpublished.filter(go_live_at=None)] == [
        "Le parc de 16\N{NO-BREAK SPACE}h"
    ]
    assert pages.filter(live=False, go_live_at__gt=timezone.now()).count() == 1
    for page in ContentPage.objects.all():
        page.body.stream_block.clean(page.body)
    for page in AudiencePage.objects.all():
        page.rows.stream_block.clean(page.rows)


def the_tool_has_its_audiences_and_rows() -> None:
    tool = ToolPage.objects.get(slug="pourquoi-dire")
    assert AudiencePage.objects.child_of(tool).count() == 11
    assert Row.objects.public().count() == 24
    assert tool.cover is not None
    first = AudiencePage.objects.get(slug="decideurs").rows.raw_data[0]
    assert first["id"] == str(uuid5(NAMESPACE_URL, "agirtot:decideurs/rows/0"))
    ids = [item["id"] for column in first["value"].values() for item in column]
    assert len(set(ids)) == len(ids)


def internal_links_are_links_to_pages() -> None:
    tool = ToolPage.objects.get(slug="pourquoi-dire")
    stored = str([list(page.body.raw_data) for page in ContentPage.objects.all()])
    stored += str([list(page.rows.raw_data) for page in AudiencePage.objects.all()])
    stored += tool.introduction + tool.note
    assert 'href="/' not in stored
    assert "](/" not in stored
    assert stored.count('linktype="page"') > 10
    assert "<a>" not in str(RichText(tool.introduction))


def pictures_settings_and_footer_speak_for_themselves() -> None:
    assert Image.objects.exists()
    assert not Image.objects.filter(description="").exists()
    settings = SiteSettings.objects.get()
    assert settings.contact_email
    assert settings.privacy_email
    footer = Menu.links_by_place("fr")["footer"]
    assert [link.url.strip("/") for link in footer] == loader.FOOTER


@pytest.mark.parametrize(("options", "has_content"), [([], True), (["--empty"], False)])
def test_the_command_loads_content_unless_told(
    home_page, settings, tmp_path, monkeypatch, options, has_content
):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(static_files, "collect", lambda: False)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    output = StringIO()
    call_command("demo", "--no-serve", *options, stdout=output)
    assert loader.is_there() is has_content
    assert administrator.NAME in output.getvalue()


def test_an_error_leaves_nothing(home_page, settings):
    content = Content.read()
    broken = content.site["themes"][-1] | {"introduction": '<a href="/nulle-part/">?</a>'}
    broken["pages"] = [broken["pages"][0] | {"body": [{"type": "unknown"}]}]
    site = content.site | {"themes": [broken]}
    with pytest.raises((CommandError, AttributeError)):
        loader.load(replace(content, site=site))
    assert not ThemePage.objects.exists()
    assert not Image.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.png"))


def test_a_link_to_nowhere_is_named(home_page):
    content = Content.read()
    tool = content.tool | {"note": '<a href="/nulle-part/">?</a>'}
    with pytest.raises(CommandError, match="/nulle-part/"):
        loader.load(replace(content, tool=tool))


def test_a_missing_page_is_named(home_page, toolkit):
    toolkit.delete()
    with pytest.raises(CommandError, match="--reset"):
        loader.load()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"tool\.toml"):
        Content.read(tmp_path)


def test_the_administrator_is_made_once(db):
    password = administrator.create()
    assert User.objects.get(username="admin").check_password(password)
    assert administrator.create() is None


def test_a_database_of_a_later_version_is_refused(db):
    MigrationRecorder(connection).record_applied("home", "9999_later")
    with pytest.raises(CommandError, match="--reset"):
        database.prepare()


def test_a_database_short_of_a_column_is_refused(db, monkeypatch):
    describe = connection.introspection.get_table_description
    monkeypatch.setattr(
        connection.introspection,
        "get_table_description",
        lambda cursor, table: describe(cursor, table)[1:],
    )
    with pytest.raises(CommandError, match="--reset"):
        database.prepare()
