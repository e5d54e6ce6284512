"""Dealing with a comment on a page of its own, and what the rest of the admin says of comments."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.models import Ban, BlogIndexPage, CannedReply, Comment
from blog.moderation import actions
from tests.blog.factories import make_comment
from tests.blog.moderating import address, press, seen
from tests.factories import make_story
from tests.pages import read, words

State = Comment.State


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get())


@pytest.fixture
def waiting(story):
    return make_comment(story, state=State.WAITING)


@pytest.fixture
def client_(signed_in, moderator):
    return signed_in(moderator)


def fill(client, url: str, **data):
    """The form as it is shown, with these fields changed, sent."""
    form = read(client, url).select_one(".moderation-form")
    shown = {
        field["name"]: field.get("value", "") if field.name == "input" else field.get_text().strip()
        for field in form.select("input[type=hidden], textarea")
        if field["name"] != "csrfmiddlewaretoken"
    }
    return client.post(url, shown | data)


def test_a_comment_is_edited_and_approved(client_, waiting):
    url = f"{address('edit', waiting)}?next=/admin/comments/%3Ftab%3Dall"
    response = fill(client_, url, text="Sans l’injure", approve="")
    assert (response.status_code, response.url) == (302, "/admin/comments/?tab=all")
    waiting.refresh_from_db()
    assert (waiting.comment, waiting.state) == ("Sans l’injure", State.PUBLISHED)
    assert "moderatrice" in words(read(client_, address("comment", waiting)))


def test_an_edit_of_what_has_changed_shows_both_and_can_be_sent_again(client_, waiting):
    url = address("edit", waiting)
    stale = {"version": "stale", "text": "Le mien"}
    response = client_.post(url, stale)
    assert response.status_code == 409
    assert b"Le mien" in response.content
    assert actions.version_of(waiting).encode() in response.content
    waiting.refresh_from_db()
    assert waiting.comment != "Le mien"


def test_a_comment_deleted_by_its_author_is_not_edited(client_, story):
    gone = make_comment(story, "", state=State.DELETED)
    assert client_.get(address("edit", gone)).status_code == 404


@pytest.mark.parametrize("page", ["edit", "reply"])
def test_an_empty_text_is_said_next_to_the_field(client_, waiting, page):
    response = fill(client_, address(page, waiting), text=" ")
    assert response.status_code == 422
    assert b"error-message" in response.content


def test_the_team_answers_with_a_ready_answer(client_, waiting):
    ready = CannedReply.objects.create(title="Merci", text="Merci de votre question.")
    url = address("reply", waiting)
    page = fill(client_, url, text="Bonjour !", ready=ready.pk, insert="")
    assert page.status_code == 200
    assert "Bonjour !\n\nMerci de votre question." in page.content.decode()
    assert not Comment.objects.filter(as_team=True).exists()
    assert fill(client_, url, text="Bonjour !").status_code == 302
    answer = Comment.objects.get(as_team=True)
    assert (answer.parent_id, answer.state) == (waiting.pk, State.PUBLISHED)


def test_what_is_not_shown_cannot_be_answered(client_, story):
    spam = make_comment(story, state=State.SPAM)
    assert fill(client_, address("reply", spam), text="Bonjour").status_code == 409


def test_moderators_keep_ready_answers(client_):
    client_.post(reverse("canned_replies:add"), {"title": "Merci", "text": "Merci !"})
    answer = CannedReply.objects.get()
    edit = reverse("canned_replies:edit", args=[answer.pk])
    client_.post(edit, {"title": "Merci", "text": "Merci beaucoup !"})
    answer.refresh_from_db()
    assert answer.text == "Merci beaucoup !"
    client_.post(reverse("canned_replies:delete", args=[answer.pk]))
    assert not CannedReply.objects.exists()


# --- Bans -------------------------------------------------------------------------------


def test_a_person_is_banned_from_their_comment(client_, waiting, moderator):
    response = fill(
        client_,
        address("ban", waiting),
        kind="email",
        days="7",
        reason="Injures",
        set_aside="on",
    )
    assert response.url == "/admin/comments/"
    ban = Ban.objects.get()
    assert (ban.value, ban.created_by) == (waiting.user_email, moderator)
    assert timedelta(days=6) < ban.until - timezone.now() <= timedelta(days=7)
    waiting.refresh_from_db()
    assert waiting.state == State.SPAM


def test_a_name_is_banned_by_hand_and_the_ban_is_lifted(client_):
    url = reverse("moderation:bans")
    client_.post(url, {"kind": "name", "value": "Zoé", "days": ""})
    ban = Ban.objects.get()
    assert (ban.value, ban.until) == ("zoe", None)
    assert "zoe" in words(read(client_, url))
    client_.post(reverse("moderation:lift", args=[ban.pk]))
    assert not Ban.objects.exists()
    assert client_.post(reverse("moderation:lift", args=[ban.pk])).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "email", "value": "pas une adresse", "days": "7"},
        {"kind": "name", "value": "a\x00b", "days": "7"},
        {"kind": "other", "value": "Zed", "days": "7"},
        {"kind": "name", "value": "Zed", "days": "-1"},
        {},
    ],
)
def test_a_ban_that_makes_no_sense_is_refused(client_, data):
    assert client_.post(reverse("moderation:bans"), data).status_code == 422
    assert not Ban.objects.exists()


# --- Log --------------------------------------------------------------------------------


def test_the_log_says_who_did_what(client_, waiting, moderator, administrator):
    press(client_, "reject", waiting)
    waiting.refresh_from_db()
    actions.judge(administrator, "approve", seen(waiting))
    url = reverse("moderation:log")
    assert len(read(client_, url).select("tbody tr")) == 2
    (row,) = read(client_, f"{url}?user={administrator.pk}").select("tbody tr")
    assert "administratrice" in words(row)
    (row,) = read(client_, f"{url}?action=blog.comment.reject").select("tbody tr")
    assert "moderatrice" in words(row)
    assert len(read(client_, f"{url}?action=x&user=x").select("tbody tr")) == 2
    history = read(client_, address("comment", waiting)).select(".moderation-history li")
    assert len(history) == 2


# --- Elsewhere in the admin -------------------------------------------------------------


def test_the_first_page_says_what_waits(client_, story):
    for number in range(4):
        make_comment(story, state=State.WAITING, user_name=f"Personne {number}")
    page = read(client_, "/admin/")
    (task,) = page.select(".dashboard-task:has([href^='/admin/comments/'])")
    assert "4" in words(task.h3)
    assert len(task.select("li")) == 4
    assert "data-waiting" in page.select_one("#wagtail-sidebar-props").string


def test_others_do_not_see_it(signed_in, editor, waiting):
    assert not read(signed_in(editor), "/admin/").select(".moderation-latest")


def test_a_storys_editor_leads_to_its_comments(signed_in, administrator, story):
    make_comment(story)
    page = read(signed_in(administrator), reverse("wagtailadmin_pages:edit", args=[story.pk]))
    (link,) = page.select(f'a[href="/admin/comments/?tab=all&story={story.pk}"]')
    assert "1" in words(link)


@pytest.mark.parametrize("of", ["story", "parent"])
def test_deleting_a_page_says_how_many_comments_go_with_it(signed_in, administrator, story, of):
    make_comment(story)
    make_comment(story, state=State.SPAM)
    page = story if of == "story" else story.get_parent()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    client = signed_in(administrator)
    said = words(read(client, url).select_one(".messages"))
    assert "2" in said
    client.post(url, {"next": ""})
    assert not Comment.objects.exists()


def test_deleting_a_page_without_comments_says_nothing(signed_in, administrator, story):
    url = reverse("wagtailadmin_pages:delete", args=[story.pk])
    assert not words(read(signed_in(administrator), url).select_one(".messages"))


def test_deleting_many_pages_says_how_many_comments_go_with_them(signed_in, administrator, story):
    other = make_story(BlogIndexPage.objects.get(), "Autre")
    make_comment(story)
    make_comment(other)
    url = f"/admin/bulk/wagtailcore/page/delete/?id={story.pk}&id={other.pk}"
    strong = read(signed_in(administrator), url).select_one("main strong")
    assert "2" in words(strong)
