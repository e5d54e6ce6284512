"""What is held of an address: handed over, forgotten, and gone once its time is over."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from blog.comments import personal, services
from blog.comments.daily import (
    delete_spam,
    delete_unconfirmed,
    forget_browsers,
    forget_networks,
    forget_reporters,
)
from blog.comments.links import Purpose, sign
from blog.models import Ban, BlogIndexPage, Comment, Like, Report, Subscription
from home.models import OutgoingMail
from tests.blog.factories import make_comment
from tests.factories import make_story
from tests.pages import words

State = Comment.State
ADDRESS = "noemie@example.org"
ADMIN = "/admin/personal-data/"


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get())


@pytest.fixture
def held(story) -> Comment:
    """Of Noémie: an answered comment, one that waits, what she follows, likes and reported."""
    comment = make_comment(
        story, "Mes mots à moi.", guest="abc", ip_address="192.0.2.0", user_url="https://x.example"
    )
    paul = {"user_name": "Paul", "user_email": "paul@example.org"}
    reply = make_comment(story, "Bien dit !", parent=comment, **paul)
    make_comment(story, "Encore des mots à moi.", state=State.WAITING, guest="abc")
    Subscription.objects.create(story=story, email=ADDRESS)
    Like.objects.create(comment=reply, person="guest:abc")
    Like.objects.create(comment=reply, person="guest:quelqu-un-d-autre")
    Report.objects.create(comment=reply, person="guest:abc", reason="other", note="Hum.")
    Ban.objects.create(kind="email", value=ADDRESS, reason="Trop de liens")
    OutgoingMail.objects.create(to=ADDRESS, subject="Bonjour", text="…")
    return comment


def everything() -> str:
    """All that the tables hold, but for bans."""
    tables = (Comment, Subscription, Like, Report, OutgoingMail)
    return str([list(table.objects.values()) for table in tables])


# --- Handing over -----------------------------------------------------------------------


def test_an_export_holds_all_and_is_json(held):
    exported = json.loads(json.dumps(personal.export("Noemie@Example.org ")))
    first, second = exported["comments"]
    assert (first["text"], first["network"], first["name"]) == (
        "Mes mots à moi.",
        "192.0.2.0",
        "Noémie Roy",
    )
    assert second["state"] == "waiting"
    assert [len(exported[name]) for name in ("subscriptions", "likes", "reports", "mails")] == [
        1,
        1,
        1,
        1,
    ]
    assert exported["bans"][0]["reason"] == "Trop de liens"
    assert "Bien dit" not in json.dumps(exported, ensure_ascii=False)
    assert "quelqu-un-d-autre" not in json.dumps(exported)


def test_what_an_account_wrote_belongs_to_its_address(story, editor):
    make_comment(story, "Par mon compte.", user=editor, user_email="")
    exported = personal.export(editor.email)
    assert [comment["text"] for comment in exported["comments"]] == ["Par mon compte."]
    assert [account["username"] for account in exported["accounts"]] == [editor.username]


def test_the_browser_of_an_unconfirmed_comment_may_be_anybodys(held, story):
    make_comment(story, state=State.UNCONFIRMED, user_email="victime@example.org", guest="abc")
    assert personal.Holdings("victime@example.org").people == []
    assert personal.export("victime@example.org")["likes"] == []


def test_the_number_of_queries_of_an_export_does_not_grow(
    held, story, django_assert_max_num_queries
):
    for number in range(20):
        make_comment(make_story(story.get_parent().specific, f"Récit {number}"))
    with django_assert_max_num_queries(14):
        assert len(personal.export(ADDRESS)["comments"]) == 22


# --- Forgetting -------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [False, True])
def test_nothing_is_left_of_whom_is_forgotten(held, texts):
    personal.erase(ADDRESS, texts=texts)
    left = everything()
    for trace in ("oemie", "Noémie", "abc", "192.0.2", "x.example", "Hum."):
        assert trace not in left
    assert ("mots à moi" in left) is not texts


def test_anonymised_comments_stay_where_they_are(held, story, client):
    personal.erase(ADDRESS, texts=False)
    comment = Comment.objects.get(pk=held.pk)
    assert (comment.state, comment.comment, comment.path) == (
        State.PUBLISHED,
        "Mes mots à moi.",
        held.path,
    )
    with translation.override("fr"):
        assert comment.name == translation.gettext("Anonymous")


def test_erased_comments_keep_the_place_of_their_answers(held, client, story):
    personal.erase(ADDRESS, texts=True)
    comment, reply = Comment.objects.shown().in_order()
    assert (comment.pk, comment.state, comment.is_public) == (held.pk, State.DELETED, False)
    assert reply.comment == "Bien dit !"
    assert reply.parent_id == held.pk


def test_others_keep_what_is_theirs(held, story):
    other = make_comment(story, user_email="autre@example.org", user_name="Autre")
    Subscription.objects.create(story=story, email="autre@example.org")
    personal.erase(ADDRESS, texts=True)
    other.refresh_from_db()
    assert other.user_name == "Autre"
    assert Subscription.objects.get().email == "autre@example.org"
    assert Like.objects.get().person == "guest:quelqu-un-d-autre"


def test_a_ban_is_not_lifted_by_asking_to_be_forgotten(held):
    personal.erase(ADDRESS, texts=True)
    assert Ban.objects.of(email=ADDRESS, name="").exists()


def test_the_account_s_comments_are_parted_from_it(story, editor):
    comment = make_comment(story, user=editor)
    personal.erase(editor.email, texts=False)
    comment.refresh_from_db()
    assert comment.user is None
    editor.refresh_from_db()


def test_what_was_imported_is_not_imported_again(story):
    imported = make_comment(story, key="disqus:77")
    personal.erase(ADDRESS, texts=True)
    imported.refresh_from_db()
    assert imported.key == "disqus:77"


def test_the_key_no_longer_tells_who_wrote_what(held, story):
    before = held.key
    personal.erase(ADDRESS, texts=False)
    held.refresh_from_db()
    assert held.key != before
    assert held.key.startswith("erased:")


def test_unconfirmed_comments_go_whole(story):
    make_comment(story, state=State.UNCONFIRMED)
    erased = personal.erase(ADDRESS, texts=False)
    assert erased.comments == 1
    assert not Comment.objects.exists()


def test_forgetting_twice_changes_nothing_more(held):
    first = personal.erase(ADDRESS, texts=False)
    again = personal.erase(ADDRESS, texts=True)
    assert (first.comments, again.comments) == (2, 0)


# --- One's own page ---------------------------------------------------------------------


@pytest.fixture
def own(story) -> str:
    return reverse("comments:own", args=[sign(Purpose.OWN_COMMENTS, ADDRESS)])


@pytest.fixture
def send(client, own):
    def send(**data):
        return client.post(own, data, headers={"Sec-Fetch-Site": "same-origin"})

    return send


def test_the_link_shows_all_of_one_s_own_and_nobody_else_s(client, held, own, story):
    make_comment(story, "D’une autre.", user_email="autre@example.org")
    response = client.get(own)
    shown = words(BeautifulSoup(response.content, "html.parser").main)
    assert "Mes mots à moi." in shown
    assert "Encore des mots à moi." in shown
    assert story.title in shown
    assert "D’une autre." not in shown
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_link_that_was_changed_shows_nothing(client, held, own):
    other = own.replace(own.split("/")[-2].split(":")[0], sign(Purpose.OWN_COMMENTS, "x@y.example"))
    for changed in (own[:-2] + "/", other):
        assert client.get(changed).status_code == 404


def test_the_link_does_not_show_the_address(own):
    """Servers keep lists of what was asked for."""
    assert "noemie" not in own
    assert "@" not in own


def test_a_link_for_something_else_is_no_key(client, held):
    other = reverse("comments:own", args=[sign(Purpose.UNFOLLOW, ADDRESS)])
    assert client.get(other).status_code == 404


def test_a_story_that_is_gone_from_readers_is_not_named(client, held, own, story):
    story.unpublish()
    assert story.title not in client.get(own).text
    assert personal.export(ADDRESS)["comments"][0]["story"] is None


def test_another_site_cannot_send_the_form(client, held, own):
    response = client.post(own, {"act": "erase", "sure": "yes"}, headers={"Origin": "https://x"})
    assert response.status_code == 403
    assert "Mes mots à moi." in everything()


def test_one_downloads_a_copy(send, held):
    response = send(act="download")
    assert response["Content-Disposition"].startswith("attachment")
    assert ADDRESS not in response["Content-Disposition"]
    assert response.json()["address"] == ADDRESS
    assert "no-store" in response["Cache-Control"]


def test_one_stops_following_one_s_own_only(send, held, story):
    mine = Subscription.objects.get()
    other = Subscription.objects.create(story=story, email="autre@example.org")
    for pk in (mine.pk, other.pk, "rien"):
        send(act="unfollow", subscription=pk)
    assert Subscription.objects.get() == other


@pytest.mark.parametrize("act", ["anonymise", "erase"])
def test_one_is_asked_before_one_is_forgotten(send, held, act):
    assert send(act=act).status_code == 200
    assert "Noémie" in everything()
    assert send(act=act, sure="yes").status_code == 200
    assert "Noémie" not in everything()


def test_imported_comments_are_claimed_by_whoever_reads_the_mails(
    signed_in, send, held, own, story, editor
):
    make_comment(story, key="disqus:1", user_email="autre@example.org")
    client = signed_in(editor)
    assert 'value="claim"' in client.get(own).text
    send(act="claim")
    assert set(Comment.objects.filter(user=editor)) == set(Comment.objects.by_email(ADDRESS))
    assert Comment.objects.filter(user=editor).count() == 2
    assert 'value="claim"' not in client.get(own).text


def test_without_an_account_nothing_is_claimed(client, send, held, own):
    assert 'value="claim"' not in client.get(own).text
    send(act="claim")
    assert not Comment.objects.filter(user__isnull=False).exists()


def test_the_number_of_queries_of_the_page_does_not_grow(
    client, held, own, story, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(own)
    with django_assert_max_num_queries(30) as few:
        client.get(own)
    for _comment in range(20):
        make_comment(story)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(own)


# --- In the admin, and by command -------------------------------------------------------


@pytest.fixture
def officer(visitor):
    visitor.user_permissions.add(Permission.objects.get(codename="manage_personal_data"))
    return visitor


def test_an_address_is_looked_up_and_handed_over(signed_in, officer, held):
    client = signed_in(officer)
    found = BeautifulSoup(client.post(ADMIN, {"email": ADDRESS}).content, "html.parser")
    counts = [words(cell) for cell in found.select("main td")]
    assert counts == ["2", "1", "1", "1", "1", "1", "0", "0", "0"]
    assert client.post(ADMIN, {"email": ADDRESS, "act": "export"}).json()["address"] == ADDRESS


@pytest.mark.parametrize("act", ["anonymise", "erase"])
def test_the_admin_asks_before_it_forgets(signed_in, officer, held, act):
    client = signed_in(officer)
    client.post(ADMIN, {"email": ADDRESS, "act": act})
    assert "Noémie" in everything()
    assert client.post(ADMIN, {"email": ADDRESS, "act": act, "sure": "yes"}).url == ADMIN
    assert "Noémie" not in everything()
    entry = ModelLogEntry.objects.get(action=f"blog.personal_data.{act}")
    assert entry.user == officer
    assert ADDRESS not in str(vars(entry))


def test_an_address_that_is_none_gets_a_sentence(signed_in, officer):
    page = signed_in(officer).post(ADMIN, {"email": "noemie", "act": "erase", "sure": "yes"})
    assert BeautifulSoup(page.content, "html.parser").select_one(".error-message")


def test_others_may_not(signed_in, moderator, held):
    client = signed_in(moderator)
    assert client.post(ADMIN, {"email": ADDRESS, "act": "export"}).status_code == 302
    assert ADMIN not in client.get("/admin/").text


def test_the_command_exports_to_a_file_that_only_its_owner_reads(held, tmp_path, capsys):
    file = tmp_path / "noemie.json"
    call_command("personal_data", "export", ADDRESS, output=file)
    assert json.loads(file.read_text())["comments"]
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("personal_data", "export", ADDRESS, output=file)


@pytest.mark.parametrize("act", ["anonymise", "erase"])
def test_the_command_forgets(held, act, capsys):
    call_command("personal_data", act, ADDRESS, yes=True)
    assert "Noémie" not in everything()


def test_the_command_changes_nothing_without_a_yes(held, monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt: "")
    with pytest.raises(CommandError):
        call_command("personal_data", "erase", ADDRESS)
    assert "Noémie" in everything()


def test_the_command_wants_an_address(db):
    with pytest.raises(CommandError):
        call_command("personal_data", "export", "noemie")


# --- Once its time is over --------------------------------------------------------------


def test_network_addresses_go_after_the_site_s_time(story):
    new, old = (make_comment(story, ip_address="192.0.2.0", age=days(d)) for d in (29, 31))
    forget_networks()
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.ip_address, old.ip_address) == ("192.0.2.0", None)


def test_what_nobody_confirmed_goes(story):
    kept = make_comment(story, state=State.UNCONFIRMED, age=days(6))
    make_comment(story, state=State.UNCONFIRMED, age=days(8))
    answered = make_comment(story, state=State.UNCONFIRMED, age=days(9))
    reply = make_comment(story, parent=answered)
    for age in (13, 15):
        created = timezone.now() - days(age)
        Subscription.objects.create(story=story, email=f"{age}@example.org", created_at=created)
    delete_unconfirmed()
    assert set(Comment.objects.all()) == {kept, answered, reply}
    assert Subscription.objects.get().email == "13@example.org"


def test_old_spam_goes_but_not_what_was_shown_once(story):
    make_comment(story, state=State.SPAM, age=days(91))
    kept = [
        make_comment(story, state=State.SPAM, age=days(89)),
        make_comment(story, state=State.SPAM, age=days(91), published_at=timezone.now()),
        make_comment(story, state=State.REJECTED, age=days(91)),
    ]
    delete_spam()
    assert set(Comment.objects.all()) == set(kept)


def test_browsers_are_forgotten_with_their_cookie(story):
    new, old = (make_comment(story, guest="abc", age=days(d)) for d in (179, 181))
    forget_browsers()
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.guest, old.guest) == ("abc", "")


def test_settled_reports_lose_their_person_and_stay_one_each(story):
    comment = make_comment(story)
    for number, handled in enumerate([days(91), days(92), days(89), None]):
        Report.objects.create(
            comment=comment,
            person=f"guest:{number}",
            reason="other",
            handled_at=handled and timezone.now() - handled,
        )
    assert forget_reporters().startswith("2")
    assert forget_reporters().startswith("0")
    people = set(Report.objects.values_list("person", flat=True))
    assert {"guest:2", "guest:3"} < people
    assert len(people) == 4


def test_a_comment_of_the_past_can_still_be_shown(story):
    """What the jobs take away is nothing that a page needs."""
    comment = make_comment(story, guest="abc", ip_address="192.0.2.0", age=days(400))
    for job in (forget_networks, forget_browsers, delete_spam, delete_unconfirmed):
        job()
    assert Comment.objects.readable().get() == comment
    services.toggle_like(comment, "guest:x")


def days(number: int) -> timedelta:
    return timedelta(days=number)
