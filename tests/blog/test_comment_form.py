"""Writing a comment: the form, what is wrong with what one wrote, and what happens then."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from blog.comments import links
from blog.models import Ban, BlogIndexPage, Comment, CommentSettings, CommentsMode, Subscription
from home.models import OutgoingMail
from tests.blog.commenting import ADDRESS, FILLED, Reader, form_url, linked, soup
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
def reader() -> Reader:
    return Reader()


def set_rule(story, **fields) -> None:
    CommentSettings.objects.filter(site=story.get_site()).update(**fields)


# --- The form ---------------------------------------------------------------------------


def test_the_form_is_for_one_person_only(reader, story):
    answer = reader.get(form_url(story))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert soup(answer).select_one("meta[name=robots]")["content"] == "noindex"
    assert not answer.cookies


def test_each_field_is_named_and_the_trap_is_out_of_the_way(reader, story):
    form = soup(reader.get(form_url(story))).select_one("#comment-form")
    for field in form.select("input:not([type=hidden]), textarea"):
        assert form.select_one(f"label[for={field['id']}]"), field
    trap = form.select_one("[name=website]")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert trap.find_parent(attrs={"aria-hidden": "true"})


def test_the_comment_that_is_answered_stands_above(reader, story):
    parent = make_comment(story, "Et le *bruit* ?", user_name="Pascal R.")
    page = soup(reader.get(form_url(story), {"reply_to": parent.pk}))
    assert "Pascal R." in words(page.h1)
    assert words(page.select_one(".shown blockquote")) == "Et le bruit ?"
    assert page.select_one("[name=reply_to]")["value"] == str(parent.pk)


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.WAITING, State.SPAM, State.DELETED])
def test_what_is_not_published_is_neither_shown_above_nor_answered(reader, story, state):
    parent = make_comment(story, "canari", state=state)
    page = reader.get(form_url(story), {"reply_to": parent.pk})
    assert page.status_code == 404
    assert "canari" not in page.content.decode()
    assert reader.write(story, reply_to=parent.pk).status_code == 409
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "9" * 5000, "²", "1\0"])
def test_a_comment_that_never_was_cannot_be_answered(reader, story, asked):
    assert reader.get(form_url(story), {"reply_to": asked}).status_code == 404
    refused = reader.write(story, reply_to=asked)
    assert refused.status_code in (409, 422)
    assert FILLED["text"] in soup(refused).textarea.text
    assert not Comment.objects.exists()


def test_a_comment_of_another_story_cannot_be_answered(reader, story):
    elsewhere = make_comment(make_story(story.blog), "Ailleurs")
    assert reader.get(form_url(story), {"reply_to": elsewhere.pk}).status_code == 404
    assert reader.write(story, reply_to=elsewhere.pk).status_code == 409
    assert Comment.objects.count() == 1


def test_a_story_that_is_not_there_for_readers_takes_nothing(reader, story):
    draft = make_story(story.blog, "Brouillon", publish=False)
    assert reader.get(form_url(draft)).status_code == 404
    assert reader.send(form_url(draft), FILLED).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("mode", "status"), [("closed", 403), ("hidden", 404)])
def test_a_story_that_takes_no_comments_says_so_or_nothing(reader, story, mode, status):
    set_rule(story, mode=mode)
    assert reader.get(form_url(story)).status_code == status
    refused = reader.send(form_url(story), FILLED)
    assert refused.status_code == status
    assert not Comment.objects.exists()
    if mode == "closed":
        assert soup(refused).select_one(".errors")
        assert FILLED["text"] in soup(refused).textarea.text


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}, {}]
)
def test_another_site_cannot_send_the_form(reader, story, headers):
    assert reader.post(form_url(story), FILLED, headers=headers).status_code == 403
    assert not Comment.objects.exists()


# --- What is wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "x" * 51),
        ("name", "Jeanne\0"),
        ("email", ""),
        ("email", "jeanne"),
        ("email", "jeanne@courriel.example\r\nBcc: tous@ailleurs.example"),
        ("email", "j" * 250 + "@courriel.example"),
        ("text", ""),
        ("text", " \n "),
        ("text", "Bonjour\0"),
        ("text", "x" * 3001),
        ("consent", None),
    ],
)
def test_what_is_wrong_is_said_above_and_next_to_the_field(reader, story, field, value):
    answer = reader.write(story, **{"text": "Gardé", field: value})
    assert answer.status_code == 422
    page = soup(answer)
    control = page.select_one(f"[name={field}]")
    assert page.select_one(f".errors a[href='#{control['id']}']")
    assert control["aria-invalid"] == "true"
    described = control["aria-describedby"].split()
    assert words(page.find(id=described[-1]))
    if field != "text":
        assert page.textarea.text.strip() == "Gardé"
    assert not Comment.objects.exists()


def test_a_text_that_is_too_long_is_kept_whole(reader, story):
    text = "à" * 3001
    page = soup(reader.write(story, text=text))
    assert page.textarea.text.strip() == text
    assert not page.textarea.has_attr("maxlength")


def test_a_line_break_is_one_character(reader, story):
    assert reader.write(story, text="a\r\n" * 1500).status_code == 302
    assert Comment.objects.get().comment.count("\n") == 1499


def test_a_name_with_a_header_in_it_is_one_line(reader, story):
    reader.write(story, name="Jeanne\r\nBcc: tous@ailleurs.example")
    assert Comment.objects.get().user_name == "Jeanne Bcc: tous@ailleurs.example"
    mail = OutgoingMail.objects.get()
    assert "tous@ailleurs.example" not in mail.to + str(mail.headers)


@pytest.mark.parametrize("opened", ["", "nonsense", "1:2:3"])
def test_a_form_that_lost_its_time_is_taken_all_the_same(reader, story, opened):
    assert reader.send(form_url(story), FILLED | {"opened": opened}).status_code == 302
    assert Comment.objects.count() == 1


# --- Preview ----------------------------------------------------------------------------


def test_a_preview_shows_the_comment_and_stores_nothing(reader, story):
    answer = reader.write(story, text="C’est *vrai* <b>oui</b>", preview="1")
    page = soup(answer)
    assert answer.status_code == 200
    assert page.select_one(".preview blockquote em").text == "vrai"
    assert page.select_one(".preview blockquote b") is None
    assert "<b>oui</b>" in page.textarea.text
    assert not Comment.objects.exists()
    assert not answer.cookies


def test_a_preview_says_what_is_wrong(reader, story):
    answer = reader.write(story, name="", preview="1")
    assert answer.status_code == 422
    assert soup(answer).select_one(".preview") is None


# --- Sent -------------------------------------------------------------------------------


def test_a_guest_confirms_by_mail_and_needs_no_mail_afterwards(reader, story):
    answer = reader.write(story)
    comment = Comment.objects.get()
    assert comment.state == State.UNCONFIRMED
    result = reader.get(answer.url)
    assert ADDRESS in words(soup(result).select_one(".lead"))
    assert FILLED["text"] in words(soup(result).select_one(".shown"))
    assert result.headers["Cache-Control"] == "private, no-store"

    mail = OutgoingMail.objects.get()
    page = soup(reader.get(linked(mail)))
    assert FILLED["text"] in words(page.select_one(".shown"))
    comment.refresh_from_db()
    assert comment.state == State.UNCONFIRMED, "only the button confirms"
    assert reader.confirm().status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED

    reader.write(story, text="Et encore ceci")
    assert Comment.objects.latest("pk").state == State.PUBLISHED
    assert OutgoingMail.objects.count() == 1


def test_confirming_twice_is_as_good_as_once(reader, story):
    reader.write(story)
    reader.confirm()
    answer = reader.get(linked(OutgoingMail.objects.get()), follow=True)
    assert soup(answer).select_one(f"a[href$='{Comment.objects.get().get_absolute_url()}']")
    assert reader.confirm().status_code == 200


def test_another_browser_of_the_same_person_confirms(reader, story):
    reader.write(story)
    phone = Reader()
    assert phone.confirm().status_code == 200
    assert Comment.objects.get().state == State.PUBLISHED


def test_who_confirms_may_change_it_from_there(reader, story):
    reader.write(story)
    phone = Reader()
    change = soup(phone.confirm()).select_one(".change-links a")["href"]
    phone.cookies.clear()
    assert phone.get(change).status_code == 200


def test_a_link_that_is_too_old_or_cut_off_says_what_to_do(reader, story, monkeypatch):
    reader.write(story)
    link = linked(OutgoingMail.objects.get())
    assert reader.get(link[:-4] + "/").status_code == 404
    comment = Comment.objects.get()
    wrong = links.sign(links.Purpose.UNFOLLOW, comment.pk)
    assert reader.get(reverse("comments:confirm", args=[wrong])).status_code == 404
    later = timezone.now().timestamp() + timedelta(hours=49).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    expired = reader.get(link)
    assert expired.status_code == 410
    assert words(soup(expired).select_one(".lead"))
    assert reader.send(link).status_code == 410
    comment.refresh_from_db()
    assert comment.state == State.UNCONFIRMED


def test_nothing_is_confirmed_below_a_story_that_left(reader, story):
    reader.write(story)
    story.unpublish()
    assert reader.send(linked(OutgoingMail.objects.get())).status_code == 404
    assert Comment.objects.get().state == State.UNCONFIRMED


def test_somebody_else_cannot_read_what_happens_to_it(reader, story):
    reader.write(story)
    url = reverse("comments:sent", args=[Comment.objects.get().pk])
    assert reader.get(url).status_code == 200
    assert Reader().get(url).status_code == 404
    assert Reader().get(url, {"key": "1:2:3"}).status_code == 404


def test_where_comments_are_reviewed_the_result_says_so(reader, story):
    set_rule(story, mode=CommentsMode.BEFORE)
    reader.write(story)
    page = soup(reader.confirm())
    assert Comment.objects.get().state == State.WAITING
    assert "moderator" in words(page.h1) or "modér" in words(page.h1)


def test_who_is_banned_is_not_told(reader, story):
    Ban.objects.create(kind=Ban.Kind.EMAIL, value=ADDRESS)
    set_rule(story, mode=CommentsMode.BEFORE)
    reader.write(story)
    banned = soup(reader.confirm())
    assert Comment.objects.get().state == State.SPAM
    Ban.objects.all().delete()
    other = Reader()
    other.write(story, email="paul@courriel.example", text=FILLED["text"])
    waiting = soup(other.confirm())
    for part in ("h1", ".lead", ".shown"):
        assert words(waiting.select_one(part)) == words(banned.select_one(part))


def test_the_field_that_people_do_not_see_makes_spam(reader, story):
    reader.write(story, website="http://pilules.example")
    assert Comment.objects.get().score >= 100


def test_the_same_sent_twice_is_one_comment_of_one_person(reader, story):
    opened = soup(reader.get(form_url(story))).select_one("[name=opened]")["value"]
    data = FILLED | {"opened": opened}
    reader.send(form_url(story), data)
    other_tab = Reader()  # the first answer's cookie is not there yet
    answer = other_tab.send(form_url(story), data)
    assert Comment.objects.count() == 1
    assert other_tab.get(answer.url).status_code == 200


def test_who_guesses_anothers_comment_gets_no_hold_of_it(reader, story):
    """Same name, address and text, from elsewhere: it looks as if it were new."""
    reader.write(story)
    stranger = Reader()
    answer = stranger.write(story)
    comment = Comment.objects.get()
    assert answer.status_code == 200
    assert stranger.get(reverse("comments:change", args=[comment.pk])).status_code == 404
    assert "key=" not in answer.content.decode()


def test_too_many_are_refused_for_a_time_and_the_text_is_kept(reader, story, settings):
    settings.COMMENTS_PER_ADDRESS = 1
    reader.write(story, text="Un")
    answer = reader.write(story, text="Deux")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert soup(answer).textarea.text.strip() == "Deux"
    assert Comment.objects.count() == 1


def test_who_asks_to_follow_does_once_it_is_confirmed(reader, story):
    reader.write(story, follow="on")
    assert not Subscription.objects.confirmed().exists()
    reader.confirm()
    followed = Subscription.objects.confirmed().get()
    assert (followed.email, followed.thread) == (ADDRESS, Comment.objects.get())


def test_nobody_is_shown_under_the_name_they_sign_in_with(reader, story):
    reader.force_login(User.objects.create_user("luce.t", "luce@exemple.example"))
    page = soup(reader.get(form_url(story)))
    assert page.select("[name=name]")
    assert not page.select("[name=email], [name=consent]")
    reader.send(form_url(story), {"text": "Bonjour", "name": "Luce"})
    assert Comment.objects.get().user_name == "Luce"


def test_who_is_signed_in_has_a_name_already(reader, story):
    user = User.objects.create_user("luce", "luce@exemple.example", first_name="Luce")
    reader.force_login(user)
    page = soup(reader.get(form_url(story)))
    assert not page.select("[name=name], [name=email], [name=consent]")
    answer = reader.send(form_url(story), {"text": "Bonjour"})
    comment = Comment.objects.get()
    assert (comment.state, comment.user, comment.user_name) == (State.PUBLISHED, user, "Luce")
    assert "commenter" not in answer.cookies
    assert not OutgoingMail.objects.exists()
