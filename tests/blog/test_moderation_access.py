"""Who reaches moderation: whoever has that right; and nothing else comes with it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from blog.models import Ban, BlogIndexPage, CannedReply, Comment
from tests.blog.factories import make_comment
from tests.conftest import member
from tests.factories import make_story

GET = [
    "moderation:queue",
    "moderation:comment",
    "moderation:edit",
    "moderation:reply",
    "moderation:ban",
    "moderation:bans",
    "moderation:log",
    "canned_replies:index",
    "canned_replies:add",
    "canned_replies:edit",
    "canned_replies:delete",
]
POST = [
    "moderation:act",
    "moderation:undo",
    "moderation:edit",
    "moderation:reply",
    "moderation:ban",
    "moderation:bans",
    "moderation:lift",
    "canned_replies:add",
    "canned_replies:edit",
    "canned_replies:delete",
]
PLAIN = {"queue", "bans", "log", "act", "index", "add"}


@pytest.fixture
def things(db) -> dict[str, str]:
    """The address of each page: of a comment, a ban and a ready answer that exist."""
    story = make_story(BlogIndexPage.objects.get())
    comment = make_comment(story, state=Comment.State.WAITING)
    ban = Ban.objects.create(kind=Ban.Kind.NAME, value="zed")
    answer = CannedReply.objects.create(title="Merci", text="Merci !")
    keys = {"lift": ban.pk, "undo": "6f1b7c0e-8f4b-4d6a-9a55-0b7f6a0f5c11"}

    def address(name: str) -> str:
        space, _colon, page = name.partition(":")
        if page in PLAIN:
            return reverse(name)
        return reverse(name, args=[keys.get(page, answer.pk if "canned" in space else comment.pk)])

    return {name: address(name) for name in {*GET, *POST}}


@pytest.fixture
def blogger(db) -> User:
    return member("blogueuse", "Blogueuses et blogueurs")


def unchanged() -> bool:
    return (
        Comment.objects.get().state == Comment.State.WAITING
        and Ban.objects.count() == 1
        and CannedReply.objects.count() == 1
    )


@pytest.mark.parametrize("name", sorted({*GET, *POST}))
@pytest.mark.parametrize("who", ["blogger", "editor", "publisher", "visitor"])
def test_others_are_sent_to_the_admins_first_page(signed_in, request, things, name, who):
    client = signed_in(request.getfixturevalue(who))
    for response in (client.get(things[name]), client.post(things[name], {"verdict": "approve"})):
        assert (response.status_code, response.url) == (302, "/admin/")
    assert unchanged()


@pytest.mark.parametrize("name", sorted({*GET, *POST}))
def test_strangers_are_asked_to_sign_in(client, things, name):
    for response in (client.get(things[name]), client.post(things[name], {})):
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")
    assert unchanged()


@pytest.mark.parametrize("name", GET)
@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_moderators_open_every_page(signed_in, request, things, name, who):
    assert signed_in(request.getfixturevalue(who)).get(things[name]).status_code == 200


@pytest.mark.parametrize("name", ["moderation:act", "moderation:undo", "moderation:lift"])
def test_nothing_changes_by_looking(signed_in, moderator, things, name):
    assert signed_in(moderator).get(things[name]).status_code == 405
    assert unchanged()


def test_posts_want_a_token(moderator, things):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    for name in POST:
        assert client.post(things[name], {"verdict": "approve"}).status_code == 403, name


def test_the_group_has_these_rights_and_no_others(db):
    rights = Group.objects.get(name="Modération").permissions.values_list("codename", flat=True)
    # Tokens are one's own, and give no right that one does not have.
    tokens = {f"{act}_apitoken" for act in ("add", "change", "delete", "view")}
    assert set(rights) == {"access_admin", "moderate_comment"} | tokens


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/settings/blog/commentsettings/",
        "/admin/snippets/blog/author/",
        "/admin/users/",
        "/admin/import/",
    ],
)
def test_moderators_are_kept_out_of_the_rest(signed_in, moderator, address):
    response = signed_in(moderator).get(address)
    assert (response.status_code, response.url) == (302, "/admin/")


def menu_of(client) -> str:
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return page.select_one("#wagtail-sidebar-props").string


def test_the_menu_has_comments_for_moderators_alone(signed_in, moderator, editor):
    assert "/admin/comments/" in menu_of(signed_in(moderator))
    assert "/admin/comments/" not in menu_of(signed_in(editor))
