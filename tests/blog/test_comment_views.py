"""What readers do with comments that are there: like, report, follow, change their own."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from blog.comments import links, services
from blog.models import (
    BlogIndexPage,
    Comment,
    CommentSettings,
    CommentsMode,
    Like,
    Report,
    Subscription,
)
from home.models import OutgoingMail
from tests.blog.commenting import ADDRESS, FILLED, Reader, linked, soup
from tests.blog.factories import make_comment
from tests.factories import make_story
from tests.pages import words

State = Comment.State


@pytest.fixture
def story(db):
    story = make_story(BlogIndexPage.objects.get())
    CommentSettings.objects.create(site=story.get_site(), minimum_seconds=0)
    return story


@pytest.fixture
def comment(story) -> Comment:
    return make_comment(story, "Un samedi matin")


@pytest.fixture
def reader() -> Reader:
    return Reader()


def url(name: str, *args: object) -> str:
    return reverse(f"comments:{name}", args=args)


def publish_own(reader: Reader, story) -> Comment:
    reader.write(story)
    reader.confirm()
    return Comment.objects.latest("pk")


# --- Liking -----------------------------------------------------------------------------


def test_a_like_leads_back_to_the_comment_and_counts_once(reader, story, comment):
    answer = reader.send(url("like", comment.pk))
    assert answer.url == comment.get_absolute_url()
    assert answer.cookies["commenter"]["httponly"]
    assert Like.objects.count() == 1
    Reader().send(url("like", comment.pk))
    assert Like.objects.count() == 2
    reader.send(url("like", comment.pk))
    assert Like.objects.count() == 1


def test_a_script_is_told_how_many_like_it(reader, comment):
    answer = reader.send(url("like", comment.pk), Accept="application/json")
    assert json.loads(answer.content) == {"liked": True, "count": 1}
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_an_account_likes_once_in_all_its_browsers(story, comment):
    user = User.objects.create_user("luce")
    for liked in (1, 0):
        browser = Reader()
        browser.force_login(user)
        browser.send(url("like", comment.pk))
        assert Like.objects.count() == liked


def test_nobody_likes_by_following_a_link_or_from_another_site(reader, comment):
    assert reader.get(url("like", comment.pk)).status_code == 405
    foreign = reader.post(url("like", comment.pk), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not Like.objects.exists()


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_readers_do_not_see_cannot_be_acted_on(reader, story, state):
    hidden = make_comment(story, "canari", state=state)
    assert reader.send(url("like", hidden.pk)).status_code == 404
    for name in ("report", "comment", "change", "delete", "sent"):
        answer = reader.get(url(name, hidden.pk))
        assert answer.status_code == 404, name
        assert "canari" not in answer.content.decode()
    followed = reader.get(url("follow", story.pk), {"thread": hidden.pk})
    assert followed.status_code == 404
    assert "canari" not in followed.content.decode()


# --- Reporting --------------------------------------------------------------------------


def test_a_report_tells_moderators_once(reader, comment):
    page = soup(reader.get(url("report", comment.pk)))
    assert words(page.select_one(".shown blockquote")) == "Un samedi matin"
    assert len(page.select("[name=reason]")) == len(Report.Reason)
    for _time in range(2):
        answer = reader.send(url("report", comment.pk), {"reason": "hurtful", "note": "Aïe"})
        assert answer.status_code == 200
    report = Report.objects.get()
    assert (report.reason, report.note) == ("hurtful", "Aïe")
    comment.refresh_from_db()
    assert comment.needs_review
    assert comment.state == State.PUBLISHED


@pytest.mark.parametrize("data", [{}, {"reason": "rien"}, {"reason": "spam", "note": "x" * 501}])
def test_a_report_without_a_reason_is_sent_back(reader, comment, data):
    answer = reader.send(url("report", comment.pk), data)
    assert answer.status_code == 422
    assert soup(answer).select_one(".errors")
    assert not Report.objects.exists()


# --- Changing one's own -----------------------------------------------------------------


def test_ones_own_is_corrected_and_says_so(reader, story):
    mine = publish_own(reader, story)
    form = soup(reader.get(url("change", mine.pk)))
    assert form.textarea.text.strip() == FILLED["text"]
    answer = reader.send(url("change", mine.pk), {"text": "Plutôt le dimanche"})
    assert reader.get(answer.url).status_code == 200
    page = soup(reader.get(story.url))
    assert words(page.select_one(f"#c{mine.pk} .text")) == "Plutôt le dimanche"
    assert page.select_one(f"#c{mine.pk} .edited")


@pytest.mark.parametrize("text", ["", "x" * 3001, "Non\0"])
def test_a_correction_is_checked_as_a_comment_is(reader, story, text):
    mine = publish_own(reader, story)
    assert reader.send(url("change", mine.pk), {"text": text}).status_code == 422
    mine.refresh_from_db()
    assert mine.comment == FILLED["text"]


def test_ones_own_is_deleted_and_can_be_asked_to_be_again(reader, story):
    mine = publish_own(reader, story)
    assert reader.get(url("delete", mine.pk)).status_code == 200
    for _time in range(2):
        answer = reader.send(url("delete", mine.pk))
        assert reader.get(answer.url).status_code == 200
    mine.refresh_from_db()
    assert (mine.state, mine.comment) == (State.DELETED, "")
    assert not soup(reader.get(story.url)).select(".comment, .tombstone")


def test_after_fifteen_minutes_nothing_changes_and_a_sentence_says_why(reader, story):
    mine = publish_own(reader, story)
    Comment.objects.filter(pk=mine.pk).update(confirmed_at=timezone.now() - timedelta(minutes=16))
    for name in ("change", "delete"):
        for answer in (
            reader.get(url(name, mine.pk)),
            reader.send(url(name, mine.pk), {"text": "Trop tard"}),
        ):
            assert answer.status_code == 403
            assert "15" in words(soup(answer).main)
    late = reader.send(url("change", mine.pk), {"text": "Trop tard"})
    assert soup(late).textarea.text.strip() == "Trop tard"
    mine.refresh_from_db()
    assert mine.comment == FILLED["text"]


def test_a_signed_link_is_enough_and_for_one_comment_only(reader, story, comment):
    mine = publish_own(reader, story)
    key = links.sign(links.Purpose.CHANGE_COMMENT, mine.pk)
    other = Reader()
    changed = other.send(f"{url('change', mine.pk)}?key={key}", {"text": "Par le lien"})
    assert changed.status_code == 302
    assert other.get(url("change", comment.pk), {"key": key}).status_code == 404
    for purpose in links.Purpose:
        if purpose != links.Purpose.CHANGE_COMMENT:
            wrong = links.sign(purpose, mine.pk)
            assert other.get(url("change", mine.pk), {"key": wrong}).status_code == 404


def test_a_signed_link_ends(story, comment, monkeypatch):
    key = links.sign(links.Purpose.CHANGE_COMMENT, comment.pk)
    later = timezone.now().timestamp() + 16 * 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Reader().get(url("change", comment.pk), {"key": key}).status_code == 403


# --- One's own --------------------------------------------------------------------------


def test_ones_waiting_comment_is_shown_to_oneself_only(reader, story):
    reader.write(story, text="canari")
    mine = reader.get(url("waiting", story.pk))
    assert "canari" in mine.content.decode()
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert "canari" not in Reader().get(url("waiting", story.pk)).content.decode()
    public = [story.url, url("feed", story.pk), url("atom", story.pk)]
    for address in public:
        assert "canari" not in reader.get(address).content.decode()


def test_ones_comments_are_listed_with_what_becomes_of_them(reader, story):
    mine = publish_own(reader, story)
    page = soup(reader.get(url("mine")))
    (listed,) = page.select(".mine > li")
    assert listed.select_one(".state")
    assert {link["href"] for link in listed.select(".change-links a")} == {
        url("change", mine.pk),
        url("delete", mine.pk),
    }
    assert not soup(Reader().get(url("mine"))).select(".mine > li")


def test_a_link_to_ones_comments_goes_only_to_who_has_some(reader, story, comment):
    answers = [
        words(soup(Reader().send(url("mine"), {"email": address})).main)
        for address in (comment.user_email, "inconnue@courriel.example")
    ]
    assert answers[0] == answers[1]
    assert [mail.to for mail in OutgoingMail.objects.all()] == [comment.user_email]
    assert reader.send(url("mine"), {"email": "rien"}).status_code == 422


# --- Following --------------------------------------------------------------------------


def test_a_guest_follows_once_the_address_is_confirmed(reader, story):
    assert reader.send(url("follow", story.pk), {"email": ADDRESS}).status_code == 200
    followed = Subscription.objects.get()
    assert followed.confirmed_at is None
    link = linked(OutgoingMail.objects.get())
    assert reader.get(link).status_code == 200
    followed.refresh_from_db()
    assert followed.confirmed_at is None, "only the button confirms"
    for _time in range(2):
        assert reader.send(link).status_code == 200
    assert Subscription.objects.confirmed().count() == 1


def test_who_confirmed_that_address_before_follows_at_once(reader, story):
    publish_own(reader, story)
    mails = OutgoingMail.objects.count()
    reader.send(url("follow", story.pk), {"email": ADDRESS.upper()})
    assert Subscription.objects.confirmed().exists()
    assert OutgoingMail.objects.count() == mails
    reader.send(url("follow", story.pk), {"email": "autre@courriel.example"})
    assert Subscription.objects.confirmed().count() == 1


def test_an_account_follows_with_its_own_address_at_once(reader, story):
    reader.force_login(User.objects.create_user("luce", "luce@exemple.example"))
    field = soup(reader.get(url("follow", story.pk))).select_one("[name=email]")
    assert field["value"] == "luce@exemple.example"
    reader.send(url("follow", story.pk), {"email": field["value"]})
    assert Subscription.objects.confirmed().exists()


def test_an_account_without_an_address_confirms_one(reader, story):
    reader.force_login(User.objects.create_user("luce"))
    reader.send(url("follow", story.pk), {"email": ADDRESS})
    assert not Subscription.objects.confirmed().exists()


def test_a_thread_alone_is_followed(reader, story, comment):
    reply = make_comment(story, "Oui", parent=comment)
    answer = reader.send(f"{url('follow', story.pk)}?thread={reply.pk}", {"email": ADDRESS})
    assert answer.status_code == 200
    assert Subscription.objects.get().thread == comment


@pytest.mark.parametrize("thread", ["x", "0", "9" * 30, "1\0"])
def test_a_thread_that_never_was_is_not_followed(reader, story, thread):
    assert reader.get(url("follow", story.pk), {"thread": thread}).status_code == 404


def test_one_click_in_a_mail_program_ends_the_mails(story):
    followed = services.follow(story, None, ADDRESS, confirmed=True)
    link = url("unfollow", links.sign(links.Purpose.UNFOLLOW, followed.pk))
    program = Reader()
    assert program.get(link).status_code == 200
    assert Subscription.objects.exists(), "following the link alone ends nothing"
    for time in range(2):
        answer = program.post(
            link,
            {"List-Unsubscribe": "One-Click"},
            headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"},
        )
        assert answer.status_code == 200
        back = soup(answer).select_one(f'.sheet .pill[href^="{story.url}"]')
        assert bool(back) == (time == 0), "a way back, as long as it is known whence"
    assert not Subscription.objects.exists()
    assert program.get(link).status_code == 200
    assert program.get(link.replace(":", "x", 1)).status_code == 404


# --- Where nothing may be seen ----------------------------------------------------------

STORY_PAGES = ("form", "follow", "waiting", "feed", "atom")


def assert_nothing_answers(reader: Reader, story, comment: Comment) -> None:
    key = links.sign(links.Purpose.CHANGE_COMMENT, comment.pk)
    pages = [url(name, story.pk) for name in STORY_PAGES]
    pages += [url(name, comment.pk) for name in ("comment", "report")]
    pages += [f"{url(name, comment.pk)}?key={key}" for name in ("sent", "change", "delete")]
    pages.append(url("confirm", links.sign(links.Purpose.CONFIRM_COMMENT, comment.pk)))
    for page in pages:
        assert reader.get(page).status_code == 404, page
    for page in [*pages[:2], *pages[6:7], *pages[8:], url("like", comment.pk)]:
        assert reader.send(page, FILLED | {"reason": "spam"}).status_code in (404, 405), page
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert Comment.objects.count() == 1


def test_below_an_unpublished_story_nothing_answers(reader, story, comment):
    story.unpublish()
    assert_nothing_answers(reader, story, comment)


def test_below_a_story_that_hides_its_comments_nothing_answers(reader, story, comment):
    story.comments_mode = CommentsMode.HIDDEN
    story.save()
    assert_nothing_answers(reader, story, comment)
    assert not soup(reader.get(story.url)).select("#comments")


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 30])
def test_numbers_that_are_nobodys_are_not_found(reader, story, number):
    for start in ("/commentaires/", "/comments/"):
        assert reader.get(f"{start}{number}/").status_code == 404


def test_the_english_pages_have_english_addresses(reader, story, comment):
    with override("en"):
        address = url("form", story.pk)
    assert address.startswith("/en/comments/story/")
    page = soup(reader.get(address))
    assert page.html["lang"] == "en-CA"
    assert words(page.h1) == "Write a comment"
