"""The index holds what readers can read, from the moment on at which they can."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction, Site

from blog.comments.personal import erase
from blog.imports.comments import Arrival, store
from blog.imports.report import CommentsReport
from blog.models import BlogIndexPage, BlogPage, Comment, CommentSettings, CommentsMode
from home.models import ContentPage, ThemeIndexPage, ThemePage
from search.indexing import refresh, refresh_comments
from search.models import Entry
from tests.blog.factories import make_comment
from tests.factories import (
    audience_of,
    make_author,
    make_category,
    make_document,
    make_story,
    make_tool,
)
from tests.search.asking import comments, found, titles
from toolkit.importers.document import AudienceTable, DocumentRow
from toolkit.models import ContributionIndexPage, ToolIndexPage

PRIVATE = [choice for choice, _label in PageViewRestriction.RESTRICTION_CHOICES if choice != "none"]
STATES = Comment.State.values


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def theme(db) -> ThemePage:
    theme = ThemePage(title="Horizons", slug="horizons")
    ThemeIndexPage.objects.get().add_child(instance=theme)
    return theme


@pytest.fixture
def page(theme) -> ContentPage:
    """A content page below a theme."""
    body = [("paragraph", "<p>Une girouette tourne.</p>")]
    page = ContentPage(title="Le vent", body=body)
    theme.add_child(instance=page)
    return page


def restrict(page: Page, kind: str = "login") -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="mot" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.first())
    return restriction


def add_row(tool, audience: str, purpose: str):
    """A draft of the audience with one row more."""
    page = audience_of(tool, audience)
    page.rows.append(("row", {"purposes": [f"<p>{purpose}</p>"], "outcomes": [], "means": []}))
    return page.save_revision()


# --- Pages --------------------------------------------------------------------------------


def test_a_row_is_found_as_soon_as_it_is_published(tool):
    revision = add_row(tool, "Parents", "Apprivoiser la girouette")
    assert titles("girouette") == []
    revision.publish()
    assert titles("girouette") == ["Apprivoiser la girouette"]


def test_a_row_that_is_taken_away_is_not_found_any_more(tool):
    page = audience_of(tool, "Décideurs")
    assert titles("enjeu") == ["Défendre un enjeu"]
    del page.rows[2]
    page.save_revision().publish()
    assert titles("enjeu") == []
    assert titles("durer", "row") == ["Faire durer", "Faire durer"]


@pytest.mark.parametrize(
    "model", [ToolIndexPage, ContributionIndexPage, ThemeIndexPage, BlogIndexPage]
)
def test_the_sections_of_the_menu_are_found(db, model):
    section = model.objects.get()
    section.title, section.introduction = "La girouette", "Des boussoles pour tous."
    section.save()
    assert titles("girouettes") == titles("boussole") == ["La girouette"]


def test_a_draft_of_a_live_page_changes_nothing(page):
    page.body = [("paragraph", "<p>Un cerf-volant vole.</p>")]
    page.title = "La brise"
    page.save_revision()
    assert titles("girouette") == ["Le vent"]
    assert titles("cerf-volant") == titles("brise") == []
    page.get_latest_revision().publish()
    assert titles("girouette") == []
    assert titles("cerf-volant") == ["La brise"]


def test_a_page_goes_with_its_publication_and_comes_back(page):
    page.unpublish()
    assert titles("girouette") == []
    page.save_revision().publish()
    assert titles("girouette") == ["Le vent"]


def test_a_story_is_deleted_with_its_tags_authors_and_comments(blog):
    """What is deleted with it, tags among that, tells of it while it is still there."""
    story = make_story(blog, "Le vent", authors=[make_author()], tags=["girouette"])
    make_comment(story, "La girouette tourne.")
    BlogPage.objects.get(pk=story.pk).delete()
    assert not Entry.objects.filter(page_id=story.pk).exists()


def test_a_private_page_that_is_deleted_is_not_shown_by_that(page):
    restrict(page)
    page.delete()
    assert not Entry.objects.filter(page_id=page.pk).exists()


def test_a_page_that_is_deleted_leaves_no_word(page):
    pk = Entry.objects.get(page=page).pk
    page.delete()
    assert titles("girouette") == []
    with connection.cursor() as cursor:
        name = "id" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT count(*) FROM search_words WHERE {name} = %s", [pk])  # noqa: S608
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("place", ["itself", "above", "source of a copy"])
def test_a_private_page_is_not_found_until_it_is_public_again(page, theme, place, kind):
    private = page
    if place == "above":
        private = theme
    if place == "source of a copy":
        page.create_alias(parent=ThemeIndexPage.objects.get().get_parent(), update_slug="copie")
        assert titles("girouette") == ["Le vent", "Le vent"]
    everywhere = titles("girouette")
    restriction = restrict(private, kind)
    assert titles("girouette") == []
    restriction.delete()
    assert titles("girouette") == everywhere


def test_a_page_made_or_moved_in_a_private_section_is_not_found(page, theme, home_page):
    section = ThemePage(title="Coulisses", slug="coulisses")
    ThemeIndexPage.objects.get().add_child(instance=section)
    restrict(section)
    hidden = ContentPage(title="Une boussole", slug="boussole")
    section.add_child(instance=hidden)
    page.move(section, pos="last-child")
    assert titles("girouette") == titles("boussole") == []
    emptied = Page.objects.get(pk=theme.pk)
    Page.objects.get(pk=hidden.pk).specific.move(emptied, pos="last-child")
    Page.objects.get(pk=page.pk).specific.move(home_page, pos="last-child")
    assert titles("girouette") == ["Le vent"]
    assert titles("boussole") == ["Une boussole"]
    assert not found("girouette").cube.choices("theme")
    assert found("boussole").cube.choices("theme")[0].label == "Horizons"


def test_a_scheduled_page_is_found_when_its_hour_has_come(page):
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert titles("girouette") == []
    ContentPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert titles("girouette") == ["Le vent"]
    ContentPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert found("girouette").total == 0  # not its number either


def test_the_rows_of_a_tool_go_and_come_with_it(tool):
    tool.unpublish()
    assert titles("durer") == []
    assert titles("Parents") == []
    tool.save_revision().publish()
    assert len(titles("durer", "row")) == 2
    assert found("Parents", "page").total == 1


def test_a_tool_that_is_renamed_is_found_by_its_rows(tool):
    tool.title = "La girouette"
    tool.save_revision().publish()
    entries = found("girouette durer", "row").entries
    assert {entry.context for entry in entries} == {
        "La girouette › Décideurs",
        "La girouette › Parents",
    }


def test_a_theme_that_is_renamed_is_known_to_its_pages(page, theme):
    theme.title = "Lointains"
    theme.save_revision().publish()
    assert [choice.label for choice in found("girouette").cube.choices("theme")] == ["Lointains"]
    assert titles("lointains girouette") == ["Le vent"]
    theme.unpublish()
    assert found("girouette").cube.choices("theme") == []


# --- Stories ------------------------------------------------------------------------------


def test_names_of_people_and_categories_follow_their_changes(blog):
    author, category = make_author("Aline Dubois"), make_category("Récits")
    make_story(blog, authors=[author], category=category)
    author.name = "Aline Girouette"
    author.save()
    category.name = "Boussoles"
    category.save()
    assert titles("dubois") == titles("récits") == []
    assert titles("girouette") == titles("boussole") == ["Quatre cafés"]
    choices = [found("cafés").cube.choices(facet)[0] for facet in ("author", "category")]
    assert [choice.label for choice in choices] == ["Aline Girouette", "Boussoles"]


def test_a_tag_is_found_once_it_is_added_and_as_it_is_renamed(blog):
    story = make_story(blog)
    story.tags.add("girouette")
    story.save_revision().publish()
    assert titles("girouette") == ["Quatre cafés"]
    tag = Tag.objects.get(name="girouette")
    tag.name = "boussole"
    tag.save()
    assert titles("girouette") == []
    assert titles("boussole") == ["Quatre cafés"]
    tag.delete()
    assert titles("boussole") == []


# --- Comments -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_only_published_comments_are_found(blog, state):
    comment = make_comment(make_story(blog), "Une girouette !", state=state)
    shown = ["Une girouette !"] if state == Comment.State.PUBLISHED else []
    assert comments("girouette") == shown
    comment.set_state(Comment.State.PUBLISHED)
    comment.save()
    assert comments("girouette") == ["Une girouette !"]
    comment.set_state(state)
    comment.save()
    assert comments("girouette") == shown


def test_a_comment_goes_and_comes_with_its_story(blog):
    story = make_story(blog)
    make_comment(story, "Une girouette !")
    story.unpublish()
    assert comments("girouette") == []
    story.save_revision().publish()
    assert comments("girouette") == ["Une girouette !"]
    restrict(blog)
    assert comments("girouette") == []


@pytest.mark.parametrize("texts", [False, True])
def test_who_asked_to_be_forgotten_is_not_found(blog, texts):
    make_comment(make_story(blog), "Une girouette !", user_name="Aline", user_email="a@example.org")
    assert comments("girouette") == ["Une girouette !"]
    entry = Entry.objects.get(key__startswith="c-")
    assert entry.context == "Aline"
    erase("a@example.org", texts=texts)
    assert comments("girouette") == ([] if texts else ["Une girouette !"])
    assert not Entry.objects.filter(context="Aline").exists()


@pytest.mark.parametrize("everywhere", [False, True])
def test_hidden_comments_are_not_found(blog, everywhere):
    story = make_story(blog)
    make_comment(story, "Une girouette !")
    site = Site.objects.get(is_default_site=True)
    for mode, shown in ((CommentsMode.HIDDEN, []), (CommentsMode.CLOSED, ["Une girouette !"])):
        if everywhere:
            CommentSettings.objects.update_or_create(site=site, defaults={"mode": mode})
        else:
            story.comments_mode = mode
            story.save_revision().publish()
        assert comments("girouette") == shown


def test_imported_comments_are_found(blog):
    story = make_story(blog)
    arrival = Arrival(
        key="disqus:1",
        parent_key="",
        story=story,
        name="Aline",
        email="a@example.org",
        text="Une girouette !",
        date=timezone.now(),
        state=Comment.State.PUBLISHED,
    )
    store([arrival], CommentsReport())
    assert comments("girouette") == ["Une girouette !"]


# --- What it costs ------------------------------------------------------------------------


def test_nothing_is_written_where_nothing_changed(tool, blog, page):
    story = make_story(blog, authors=[make_author()], category=make_category(), tags=["a", "b"])
    comment = make_comment(story)
    refresh(Page.objects.values_list("pk", flat=True))
    before = list(Entry.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as captured:
        assert refresh(Page.objects.values_list("pk", flat=True)) == 0
        assert refresh_comments([comment.pk]) == 0
    written = [
        query["sql"]
        for query in captured
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []
    assert list(Entry.objects.order_by("pk").values()) == before


def test_what_was_lost_is_made_again(tool, page, blog):
    make_comment(make_story(blog))
    refresh(Page.objects.values_list("pk", flat=True))
    count = Entry.objects.count()
    Entry.objects.all().delete()
    assert refresh(Page.objects.values_list("pk", flat=True)) == Entry.objects.count() == count
    assert titles("girouette") == ["Le vent"]


def test_the_queries_of_a_page_do_not_grow_with_its_rows(toolkit):
    def queries(rows: int) -> int:
        table = [DocumentRow([f"But {n}"], ["Une retombée"], [f"Moyen {n}"]) for n in range(rows)]
        document = make_document(title=f"De {rows}", tables=[AudienceTable("Tous", "", table)])
        tool = make_tool(toolkit, title=document.title, tables=document.tables)
        audience = audience_of(tool, "Tous")
        Entry.objects.filter(page=audience).delete()
        with CaptureQueriesContext(connection) as captured:
            assert refresh([audience.pk]) == rows + 1
        return len(captured)

    queries(5)
    assert queries(6) >= queries(60)


def test_the_queries_of_a_story_do_not_grow_with_its_comments(blog):
    def queries(count: int) -> int:
        story = make_story(blog, f"De {count}")
        for _ in range(count):
            make_comment(story)
        Entry.objects.filter(page=story).delete()
        with CaptureQueriesContext(connection) as captured:
            assert refresh([story.pk]) == count + 1
        return len(captured)

    queries(2)
    assert queries(3) >= queries(12)


def test_the_queries_of_stories_do_not_grow_with_them(blog):
    def queries(count: int) -> int:
        pks = [make_story(blog, f"De {count}, {n}", tags=["a"]).pk for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            refresh(pks)
        return len(captured)

    queries(2)
    assert BlogPage.objects.count() == 2
    assert queries(3) >= queries(12)
