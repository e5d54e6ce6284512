"""A blogger writes own stories, and does nothing else."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page

from blog.models import Author, BlogIndexPage, BlogPage, Category
from home.models import ContentPage
from tests.conftest import member
from tests.factories import make_author, make_category, make_story
from tests.pages import read, words

CANARY = "Canari d’une autre"


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def blogger(db) -> User:
    return member("blogueuse", "Blogueuses et blogueurs")


@pytest.fixture
def own(blog, blogger) -> BlogPage:
    return owned(blog, blogger, title="À moi", publish=False)


@pytest.fixture
def of_another(blog) -> BlogPage:
    return owned(blog, member("autre", "Blogueuses et blogueurs"), title=CANARY, publish=False)


def owned(blog: BlogIndexPage, user: User, **fields) -> BlogPage:
    story = make_story(blog, authors=[make_author(user.username)], **fields)
    story.owner = user
    story.save()
    return story


def form_data(title: str, author: Author, **fields) -> dict[str, str]:
    return {
        "title": title,
        "slug": "un-recit",
        "date": "2026-03-12",
        "lead": "",
        "tags": "",
        "picture_alt": "",
        "question": "",
        "sources": "null",
        "body-count": "0",
        "comments_mode": "",
        "story_authors-TOTAL_FORMS": "1",
        "story_authors-INITIAL_FORMS": "0",
        "story_authors-MIN_NUM_FORMS": "1",
        "story_authors-MAX_NUM_FORMS": "1000",
        "story_authors-0-author": str(author.pk),
        "story_authors-0-ORDER": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    } | fields


def edit(story: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def test_a_blogger_writes_a_story_that_waits_for_an_editor(signed_in, blogger, blog):
    client = signed_in(blogger)
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog.pk])
    form = read(client, add)
    assert not form.select("[name=action-publish]")
    data = form_data("Un récit", make_author()) | {"action-publish": "1"}
    assert client.post(add, data).status_code == 302
    story = BlogPage.objects.get(slug="un-recit")
    assert story.owner == blogger
    assert not story.live
    assert client.get(story.url).status_code == 404


def test_a_story_is_signed_by_who_begins_it_and_is_a_draft_from_its_title_on(
    signed_in, blogger, blog
):
    author = make_author("Mireille", user=blogger)
    client = signed_in(blogger)
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog.pk])
    shown = {
        field["name"]: field.get("value", "")
        for field in read(client, add).select("#page-edit-form input[name^=story_authors-]")
        if "__prefix__" not in field["name"] and "DELETE" not in field["name"]
    }
    assert shown["story_authors-0-author"] == str(author.pk)
    client.post(add, form_data("Un récit", author) | shown)
    story = BlogPage.objects.get(slug="un-recit")
    assert [signed.author for signed in story.story_authors.all()] == [author]


def test_a_story_must_be_signed(signed_in, blogger, blog):
    client = signed_in(blogger)
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog.pk])
    data = form_data("Un récit", make_author(), **{"story_authors-0-author": ""})
    client.post(add, data | {"action-submit": "1", "action-publish": "1"})
    assert not BlogPage.objects.filter(live=True).exists()


def test_a_blogger_changes_own_stories_and_those_of_nobody_else(
    signed_in, blogger, own, of_another
):
    client = signed_in(blogger)
    assert client.get(edit(own)).status_code == 200
    for name in ("edit", "delete", "view_draft", "move", "history", "copy"):
        response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[of_another.pk]))
        assert response.status_code in (302, 403), name
        assert CANARY not in response.text, name


def test_a_blogger_sees_no_draft_of_others(signed_in, blogger, blog, own, of_another):
    listing = read(signed_in(blogger), reverse("wagtailadmin_explore", args=[blog.pk]))
    assert "À moi" in words(listing)
    assert CANARY not in words(listing)


def test_an_editor_sees_them_all(signed_in, editor, blog, own, of_another):
    listing = read(signed_in(editor), reverse("wagtailadmin_explore", args=[blog.pk]))
    assert "À moi" in words(listing)
    assert CANARY in words(listing)


def test_a_blogger_can_neither_publish_nor_unpublish(signed_in, blogger, blog):
    story = owned(blog, blogger, title="Publiée")
    client = signed_in(blogger)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk]))
    story.refresh_from_db()
    assert story.live


def test_a_blogger_changes_nothing_else(signed_in, blogger, blog, home_page):
    other = home_page.add_child(instance=ContentPage(title="À propos", slug="a-propos"))
    client = signed_in(blogger)
    for page in (home_page, blog, other):
        assert client.get(edit(page)).status_code == 302
    for model in (Author, Category):
        viewset = model.snippet_viewset
        for name in ("list", "add"):
            assert client.get(reverse(viewset.get_url_name(name))).status_code == 302
    assert client.get(reverse("wagtailimages:add")).status_code == 200
    assert client.get(reverse("wagtaildocs:add_multiple")).status_code == 302
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302


def test_a_blogger_chooses_among_authors_and_categories(signed_in, blogger):
    make_author()
    make_category()
    client = signed_in(blogger)
    for model, name in ((Author, "Mireille Lavoie"), (Category, "Mobilisation")):
        chooser = reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose"))
        assert name in client.get(chooser).text


@pytest.mark.parametrize("model", [Author, Category])
def test_editors_keep_authors_and_categories(signed_in, administrator, model):
    item = make_author() if model is Author else make_category()
    client = signed_in(administrator)
    viewset = model.snippet_viewset
    assert item.name in client.get(reverse(viewset.get_url_name("list"))).text
    for name in ("edit", "history", "usage", "delete", "inspect"):
        address = reverse(viewset.get_url_name(name), args=[item.pk])
        assert client.get(address).status_code == 200, name


def test_the_list_of_categories_says_what_its_columns_hold(signed_in, publisher):
    make_category()
    listed = read(signed_in(publisher), reverse("wagtailsnippets_blog_category:list"))
    assert "Teinte" in [words(heading) for heading in listed.select("thead th")]
    assert "Vert" in [words(cell) for cell in listed.select("tbody td")]
