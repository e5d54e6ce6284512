"""The mails about comments: to whom, how often, and what is in them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from blog.comments import mails, services
from blog.comments.links import Purpose, read
from blog.models import BlogIndexPage, Comment, CommentSettings, Subscription
from home.models import OutgoingMail
from tests.blog.factories import make_comment
from tests.factories import make_story

State = Comment.State
ADDRESS = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture(autouse=True)
def base(settings) -> str:
    settings.WAGTAILADMIN_BASE_URL = "https://agirtot.example"
    return settings.WAGTAILADMIN_BASE_URL


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get(), "Quatre cafés & un « thé »")


def follow(story, email: str, thread: Comment | None = None) -> Subscription:
    return Subscription.objects.create(
        story=story, thread=thread, email=email, confirmed_at=timezone.now()
    )


def mail_to(email: str) -> OutgoingMail:
    return OutgoingMail.objects.get(to=email)


def parts(mail: OutgoingMail) -> tuple[str, str]:
    return mail.text, mail.html


def token_in(text: str, page: str) -> str:
    return re.search(rf"/{page}/([^/\s\"]+)/", text)[1]


def follow_link(client: Client, text: str, page: str):
    address = next(found for found in ADDRESS.findall(text) if f"/{page}/" in found)
    return client.get(address.removeprefix("https://agirtot.example"))


# --- To confirm -------------------------------------------------------------------------


def test_a_confirmation_carries_nothing_that_a_stranger_wrote(story):
    stranger = {"user_name": "ACHETEZ <b>ici</b>", "user_email": "victime@example.org"}
    comment = make_comment(story, "https://spam.example/", state=State.UNCONFIRMED, **stranger)
    mails.confirm_comment(comment)
    mail = mail_to("victime@example.org")
    for part in (*parts(mail), mail.subject):
        assert "spam.example" not in part
        assert "ACHETEZ" not in part
    assert "Quatre cafés & un « thé »" in mail.text
    assert "Quatre cafés &amp; un « thé »" in mail.html


def test_a_confirmation_leads_to_the_page_that_confirms(story, client):
    comment = make_comment(story, state=State.UNCONFIRMED)
    mails.confirm_comment(comment)
    mail = mail_to("noemie@example.org")
    token = mails.sign(Purpose.CONFIRM_COMMENT, comment.pk)
    page = mails.address_of("confirm", "fr", token).split("/")[-3]
    for part in parts(mail):
        assert read(Purpose.CONFIRM_COMMENT, token_in(part, page)) == str(comment.pk)
        assert follow_link(client, part, page).status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.UNCONFIRMED


def test_asking_often_to_follow_sends_one_mail_a_day(story):
    for _time in range(3):
        services.follow(story, None, "noemie@example.org", confirmed=False)
    assert OutgoingMail.objects.count() == 1


def test_a_link_to_one_s_own_page_is_sent_once_in_ten_minutes(db):
    for address in ("Noemie@example.org", "noemie@example.org "):
        mails.own_comments_link(address, "fr")
    assert OutgoingMail.objects.get().to == "noemie@example.org"


@pytest.mark.parametrize(("language", "prefix"), [("fr", "/"), ("en", "/en/")])
def test_a_mail_is_in_the_language_that_is_asked_for(db, language, prefix):
    mails.own_comments_link("noemie@example.org", language)
    mail = OutgoingMail.objects.get()
    assert f'<html lang="{language}"' in mail.html
    address = next(found for found in ADDRESS.findall(mail.text))
    assert address.removeprefix("https://agirtot.example").startswith(prefix)


# --- To followers -----------------------------------------------------------------------


def test_followers_are_told_of_what_is_published(story):
    root = make_comment(story)
    elsewhere = make_comment(story)
    follow(story, "recit@example.org")
    follow(story, "fil@example.org", root)
    follow(story, "ailleurs@example.org", elsewhere)
    Subscription.objects.create(story=story, email="pas-confirmee@example.org")
    services.publish(make_comment(story, parent=root, state=State.WAITING))
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {"recit@example.org", "fil@example.org"}
    assert mail_to("recit@example.org").text != mail_to("fil@example.org").text


def test_each_address_gets_one_mail_for_a_comment(story):
    root = make_comment(story)
    follow(story, "noe@example.org")
    follow(story, "noe@example.org", root)
    comment = make_comment(story, parent=root, state=State.WAITING)
    services.publish(comment)
    services.publish(comment)
    mails.new_comment(comment)
    assert OutgoingMail.objects.count() == 1


def test_nobody_is_told_of_their_own(story, editor):
    follow(story, "noemie@example.org")
    follow(story, editor.email)
    services.publish(make_comment(story, state=State.WAITING))
    services.publish(make_comment(story, user=editor, user_email="", state=State.WAITING))
    told = OutgoingMail.objects.values_list("to", flat=True)
    assert sorted(told) == sorted([editor.email, "noemie@example.org"])


def test_a_mail_shows_the_first_words_without_notation(story):
    follow(story, "recit@example.org")
    text = "**Bravo** & merci <b>\n\nVoir [l’étude](https://etude.example/)." + " Encore." * 100
    services.publish(make_comment(story, text, state=State.WAITING))
    mail = mail_to("recit@example.org")
    assert "Bravo & merci <b>\n\nVoir l’étude." in mail.text
    assert "Bravo &amp; merci &lt;b&gt;" in mail.html
    assert "etude.example" not in mail.text + mail.html
    assert mail.text.count("Encore.") < 60


def test_a_mail_leads_to_the_comment_to_the_answer_and_out(story, client):
    follow(story, "recit@example.org")
    comment = make_comment(story, state=State.WAITING)
    services.publish(comment)
    mail = mail_to("recit@example.org")
    for part in parts(mail):
        addresses = set(ADDRESS.findall(part))
        assert mails.address_of("comment", "fr", comment.pk) in addresses
        form = mails.address_of("form", "fr", story.pk)
        assert f"{form}?reply_to={comment.pk}" in addresses
        assert all(found.startswith("https://agirtot.example/") for found in addresses)
        for address in addresses:
            path = address.removeprefix("https://agirtot.example")
            assert client.get(path).status_code in (200, 302), address
    assert Subscription.objects.count() == 1


def test_a_mail_program_ends_the_mails_in_one_click(story, client):
    mine = follow(story, "recit@example.org")
    other = follow(story, "autre@example.org")
    services.publish(make_comment(story, state=State.WAITING))
    headers = mail_to("recit@example.org").headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("https://agirtot.example")
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Subscription.objects.all()) == [other]
    assert mine.email not in address


def test_a_name_cannot_add_headers_or_tags(story):
    follow(story, "recit@example.org")
    name = "Noé\r\nBcc: x@example.org <script>"
    services.publish(make_comment(story, user_name=name, state=State.WAITING))
    mail = mail_to("recit@example.org")
    assert "\n" not in mail.subject
    assert "<script>" not in mail.html


def test_what_readers_may_not_see_is_told_to_nobody(story):
    follow(story, "recit@example.org")
    comment = make_comment(story, state=State.WAITING)
    story.unpublish()
    services.publish(comment)
    assert not OutgoingMail.objects.exists()


def test_an_address_that_is_none_does_not_keep_the_others(story):
    follow(story, "")
    follow(story, "recit@example.org")
    services.publish(make_comment(story, state=State.WAITING))
    assert OutgoingMail.objects.get().to == "recit@example.org"


def test_the_number_of_queries_does_not_grow_with_the_followers(
    story, django_assert_num_queries, django_assert_max_num_queries
):
    comment = make_comment(story)
    for address, thread in (("une@example.org", None), ("deux@example.org", comment)):
        follow(story, address, thread)
    mails.new_comment(comment)  # what every process asks once
    with django_assert_max_num_queries(8) as few:
        mails.new_comment(comment)
    for number in range(30):
        follow(story, f"{number}@example.org")
    with django_assert_num_queries(len(few.captured_queries)):
        mails.new_comment(comment)
    assert OutgoingMail.objects.count() == 32


# --- To moderators ----------------------------------------------------------------------


@pytest.fixture
def waiting(story):
    return make_comment(story, state=State.WAITING)


def make_planned_past(minutes: int) -> None:
    """As if every notice had been planned that much earlier, and sent then."""
    for mail in OutgoingMail.objects.all():
        start, planned, who = mail.key.split(":")
        mail.key = f"{start}:{int(planned) - minutes * 60:011d}:{who}"
        mail.sent_at = mail.due_at = mail.due_at - timedelta(minutes=minutes)
        mail.save()


def test_moderators_who_can_be_written_to_are_told(waiting, moderator, administrator, editor):
    User.objects.create_superuser("sans-adresse", "")
    User.objects.create_superuser("partie", "partie@example.org", is_active=False)
    mails.notice_moderators()
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {moderator.email, administrator.email}


def test_a_notice_says_how_many_wait_and_leads_to_the_queue(waiting, moderator, story):
    make_comment(story, state=State.WAITING)
    make_comment(story, needs_review=True)
    mails.notice_moderators()
    mail = OutgoingMail.objects.get()
    assert re.search(r"\b2\b", mail.text)
    assert re.search(r"\b1\b", mail.text)
    assert "https://agirtot.example/admin/comments/" in mail.text
    assert waiting.comment not in mail.text


def test_the_first_leaves_at_once_and_the_next_when_its_time_has_come(waiting, moderator):
    mails.notice_moderators()
    first = OutgoingMail.objects.get()
    assert first.due_at <= timezone.now()
    mails.notice_moderators()
    mails.notice_moderators()
    second = OutgoingMail.objects.exclude(pk=first.pk).get()
    assert second.due_at - first.due_at == timedelta(minutes=60)


def test_a_planned_notice_tells_of_all_that_waits_by_then(waiting, moderator, story):
    mails.notice_moderators()
    for _comment in range(7):
        make_comment(story, state=State.WAITING)
        mails.notice_moderators()
    assert OutgoingMail.objects.count() == 2
    assert re.search(r"\b8\b", OutgoingMail.objects.latest("due_at").text)


def test_after_that_time_the_next_leaves_at_once_again(waiting, moderator):
    mails.notice_moderators()
    make_planned_past(61)
    mails.notice_moderators()
    assert OutgoingMail.objects.filter(sent_at=None).get().due_at <= timezone.now()


def test_a_site_may_ask_for_no_notices(waiting, moderator):
    site = Site.objects.get(is_default_site=True)
    CommentSettings.objects.update_or_create(site=site, defaults={"notice_minutes": 0})
    mails.notice_moderators()
    assert not OutgoingMail.objects.exists()
