"""What a person's act leaves in the tables: once, whole, in its place."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.comments import services
from blog.comments.services import Message, Refused, Sender
from blog.comments.thread import place_of, thread_of
from blog.models import BlogIndexPage, Comment, CommentSettings, Subscription
from home.models import OutgoingMail
from tests.factories import make_story

State = Comment.State


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get())


def guest(name: str = "Jeanne G.", **fields) -> Sender:
    return Sender(name=name, email=f"{name.split()[0].lower()}@courriel.example", **fields)


def say(story, text: str, parent: Comment | None = None, name: str = "Jeanne G.") -> Comment:
    """Published at once: the address is known."""
    opened = timezone.now() - timedelta(minutes=1)
    message = Message(text=text, parent_id=parent and parent.pk, opened_at=opened)
    return services.post(story, guest(name, confirmed=True), message)


# --- Writing ----------------------------------------------------------------------------


def test_a_strangers_comment_waits_for_its_confirmation(story) -> None:
    comment = services.post(story, guest(), Message(text="Bonjour à vous"))
    assert comment.state == State.UNCONFIRMED
    assert not Comment.objects.readable().exists()
    mail = OutgoingMail.objects.get()
    assert mail.to == "jeanne@courriel.example"
    assert "Bonjour à vous" not in mail.text + mail.html


def test_a_confirmed_comment_is_published_once(story) -> None:
    comment = services.post(story, guest(), Message(text="Bonjour"))
    services.confirm(comment.pk)
    first = Comment.objects.get().published_at
    services.confirm(comment.pk)
    assert Comment.objects.readable().get().published_at == first


def test_confirming_one_confirms_the_others_of_that_browser(story) -> None:
    one = services.post(story, guest(guest="a"), Message(text="Un"))
    services.post(story, guest(guest="a"), Message(text="Deux"))
    services.post(story, guest(guest="b"), Message(text="D’un autre navigateur"))
    services.confirm(one.pk)
    assert set(Comment.objects.published().values_list("comment", flat=True)) == {"Un", "Deux"}


def test_the_same_comment_sent_twice_is_one(story) -> None:
    first = services.post(story, guest(), Message(text="Bonjour  \r\nà vous"))
    again = services.post(story, guest(), Message(text="Bonjour\nà vous\n"))
    assert first.pk == again.pk
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("where", ["unknown", "elsewhere", "waiting"])
def test_only_what_is_published_in_the_same_story_is_answered(story, where) -> None:
    other = say(make_story(BlogIndexPage.objects.get()), "Ailleurs")
    waiting = services.post(story, guest("Paul P."), Message(text="Pas encore"))
    parent_id = {"unknown": 10**9, "elsewhere": other.pk, "waiting": waiting.pk}[where]
    before = Comment.objects.count()
    with pytest.raises(Refused) as refused:
        services.post(story, guest(), Message(text="Oui", parent_id=parent_id))
    assert refused.value.status == 409
    assert Comment.objects.count() == before


def test_one_address_writes_five_times_in_ten_minutes(story) -> None:
    for number in range(5):
        say(story, f"Commentaire {number}")
    with pytest.raises(Refused) as refused:
        say(story, "De trop")
    assert refused.value.status == 429
    Comment.objects.update(submit_date=timezone.now() - timedelta(minutes=11))
    say(story, "Plus tard")


def test_a_stranger_cannot_fill_a_mailbox(story) -> None:
    for number in range(3):
        services.post(story, guest(), Message(text=f"Commentaire {number}"))
    with pytest.raises(Refused):
        services.post(story, guest(), Message(text="Encore"))
    assert OutgoingMail.objects.count() == 3


def test_a_closed_story_takes_none(story) -> None:
    story.comments_mode = "closed"
    story.save()
    with pytest.raises(Refused) as refused:
        say(story, "Trop tard")
    assert refused.value.status == 403


def test_a_thread_closes_after_its_days(story) -> None:
    story.comments_close_after = 30
    story.date = timezone.localdate() - timedelta(days=31)
    story.save()
    with pytest.raises(Refused):
        say(story, "Trop tard")
    assert thread_of(story).takes_comments is False


@pytest.mark.parametrize(
    ("mode", "state", "needs_review"),
    [
        ("open", State.PUBLISHED, False),
        ("before", State.WAITING, False),
        ("after", State.PUBLISHED, True),
    ],
)
def test_the_storys_rule_decides(story, mode, state, needs_review) -> None:
    story.comments_mode = mode
    story.save()
    comment = say(story, "Un commentaire")
    assert (comment.state, comment.needs_review) == (state, needs_review)


def test_the_sites_rule_holds_where_the_story_has_none(story) -> None:
    CommentSettings.objects.create(site=story.get_site(), mode="before")
    assert say(story, "Un commentaire").state == State.WAITING


# --- The place in the thread ------------------------------------------------------------


def test_a_thread_keeps_its_order_and_its_parents(story) -> None:
    one = say(story, "1", name="A")
    two = say(story, "2", name="B")
    below = say(story, "1.1", one, name="C")
    deeper = say(story, "1.1.1", below, name="D")
    flat = say(story, "1.1.1.1", deeper, name="E")
    say(story, "1.2", one, name="F")
    say(story, "1.1.1.1.1", flat, name="G")
    shown = [comment.comment for comment in story.comments.shown().in_order()]
    assert shown == ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.2", "2"]
    newest = [c.comment for c in story.comments.shown().in_order(newest_first=True)]
    assert newest == ["2", "1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.2"]
    assert [flat.parent_id, flat.thread_id, flat.level, flat.shown_level] == [
        deeper.pk,
        one.pk,
        3,
        2,
    ]
    first = thread_of(story).nodes[0]
    replies = first.replies[0].replies
    assert [node.comment.comment for node in replies] == ["1.1.1", "1.1.1.1", "1.1.1.1.1"]
    assert [node.answers and node.comment.parent_id for node in replies] == ["", deeper.pk, flat.pk]
    assert two.thread_id == two.parent_id == two.pk


def test_an_old_comment_that_comes_late_stands_where_it_was_written(story) -> None:
    say(story, "Hier", name="A")
    old = Comment(
        story=story,
        key="disqus:1",
        comment="L’an dernier",
        submit_date=timezone.now() - timedelta(days=365),
    )
    old.set_state(State.PUBLISHED)
    old.add()
    assert [c.comment for c in story.comments.shown().in_order()] == ["L’an dernier", "Hier"]


def test_what_is_gone_leaves_a_tombstone_where_it_was_answered(story) -> None:
    answered, alone = say(story, "Répondu", name="A"), say(story, "Seul", name="B")
    say(story, "Réponse", answered, name="C")
    services.delete(answered)
    services.delete(alone)
    (node,) = thread_of(story).nodes
    assert node.is_tombstone
    assert [reply.comment.comment for reply in node.replies] == ["Réponse"]
    assert thread_of(story).count == 1


def test_saving_a_comment_publishes_none_of_its_replies(story) -> None:
    parent = say(story, "Parent")
    story.comments_mode = "before"
    story.save()
    reply = say(story, "Réponse qui attend", parent, name="B")
    parent.refresh_from_db()
    parent.save()
    reply.refresh_from_db()
    assert reply.state == State.WAITING
    assert not reply.is_public


@pytest.mark.parametrize("newest_first", [False, True])
def test_each_comment_is_on_the_page_that_its_address_says(story, newest_first, settings) -> None:
    settings.COMMENTS_PER_ADDRESS = 0
    roots = [say(story, f"Racine {number}") for number in range(30)]
    for number in range(45):
        say(story, f"Réponse {number}", roots[number % 7])
    pages = [thread_of(story, number, newest_first=newest_first) for number in (1, 2)]
    for number, thread in enumerate(pages, 1):
        for comment in thread.page.object_list:
            assert place_of(comment, newest_first=newest_first) == number


def test_a_page_of_a_thread_costs_as_much_whatever_its_length(
    story, settings, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    settings.COMMENTS_PER_ADDRESS = 0
    parent = say(story, "Racine")
    for number in range(3):
        parent = say(story, f"Réponse {number}", parent)
    with django_assert_max_num_queries(10) as short:
        thread_of(story)
    for number in range(120):
        say(story, f"Autre {number}", parent if number % 2 else None)
    with django_assert_num_queries(len(short.captured_queries)):
        thread_of(story)


def test_two_comments_never_take_one_place(story) -> None:
    comment = say(story, "Un")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=say(story, "Deux", name="B").pk).update(path=comment.path)


# --- Changing, liking, following --------------------------------------------------------


def test_a_comment_is_ones_own_for_fifteen_minutes(story) -> None:
    comment = say(story, "Première version")
    changed = services.edit(comment, "Seconde version")
    assert (changed.comment, changed.state) == ("Seconde version", State.PUBLISHED)
    assert changed.edited_at
    Comment.objects.update(confirmed_at=timezone.now() - timedelta(minutes=16))
    comment.refresh_from_db()
    for act in (lambda: services.edit(comment, "Trop tard"), lambda: services.delete(comment)):
        with pytest.raises(Refused):
            act()
    assert Comment.objects.get().comment == "Seconde version"


def test_an_edit_that_turns_into_spam_is_taken_from_sight(story) -> None:
    comment = say(story, "Tout doux")
    links = " ".join(f"https://x{number}.example" for number in range(20))
    assert services.edit(comment, links).state != State.PUBLISHED
    assert not Comment.objects.readable().exists()


@pytest.mark.parametrize("state", [State.WAITING, State.SPAM])
def test_no_edit_brings_out_what_was_held_back(story, state) -> None:
    comment = say(story, "Douteux")
    comment.set_state(state)
    comment.save()
    assert services.edit(comment, "Tout à fait innocent").state == state


def test_an_edit_takes_no_reported_comment_off_the_queue(story) -> None:
    comment = say(story, "Discutable")
    services.report(comment, "guest:a", "hurtful")
    services.edit(comment, "Moins discutable")
    assert Comment.objects.to_review().count() == 1


def test_a_deleted_comment_keeps_no_word(story) -> None:
    comment = say(story, "À oublier")
    services.delete(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.comment) == (State.DELETED, "")
    assert say(story, "À oublier").pk != comment.pk


def test_a_like_is_one_for_each_person_and_taken_back(story) -> None:
    comment = say(story, "Bonne idée")
    assert services.toggle_like(comment, "guest:a") == (True, 1)
    assert services.toggle_like(comment, "guest:b") == (True, 2)
    assert services.toggle_like(comment, "guest:a") == (False, 1)
    assert thread_of(story).nodes[0].comment.like_count == 1


def test_a_reported_comment_is_put_before_the_moderators(story) -> None:
    comment = say(story, "Discutable")
    services.report(comment, "guest:a", "hurtful", "Ça me vise")
    services.report(comment, "guest:a", "spam")
    assert comment.reports.count() == 1
    assert list(Comment.objects.to_review()) == [comment]


def test_followers_are_told_once_of_what_others_write(story) -> None:
    thread = say(story, "Le fil", name="Auteure A")
    services.follow(story, None, "tout@courriel.example", confirmed=True)
    services.follow(story, thread, "fil@courriel.example", confirmed=True)
    services.follow(story, None, "jamais@courriel.example", confirmed=False)
    OutgoingMail.objects.all().delete()
    reply = say(story, "Une réponse", thread, name="B")
    say(story, "Un autre fil", name="C")
    services.publish(reply)
    told = sorted(OutgoingMail.objects.values_list("to", flat=True))
    assert told == ["fil@courriel.example", "tout@courriel.example", "tout@courriel.example"]


def test_nobody_is_told_of_their_own_comment(story) -> None:
    services.follow(story, None, "jeanne@courriel.example", confirmed=True)
    OutgoingMail.objects.all().delete()
    say(story, "Moi-même")
    assert not OutgoingMail.objects.exists()


def test_following_with_a_comment_counts_once_it_is_confirmed(story) -> None:
    comment = services.post(story, guest(), Message(text="Suivez-moi"), follow=True)
    assert not Subscription.objects.exists()
    services.confirm(comment.pk)
    followed = Subscription.objects.get()
    assert (followed.thread_id, followed.email) == (comment.pk, "jeanne@courriel.example")
    assert followed.confirmed_at


def test_the_team_answers_at_once(story) -> None:
    user = User.objects.create_user("equipe", first_name="Ève", last_name="B" + 80 * "e")
    story.comments_mode = "before"
    story.save()
    waiting = say(story, "Question")
    services.publish(waiting)
    reply = services.reply_as_team(waiting, user, "Merci de la question.")
    assert (reply.state, reply.as_team, reply.name) == (State.PUBLISHED, True, "Ève B" + 45 * "e")


# --- The story's fate -------------------------------------------------------------------


def test_comments_share_the_fate_of_their_story(story) -> None:
    say(story, "Visible")
    story.unpublish()
    assert not Comment.objects.readable().exists()
    story.save_revision().publish()
    assert Comment.objects.readable().count() == 1
    story.delete()
    assert not Comment.objects.exists()


def test_invisible_characters_are_not_stored(story) -> None:
    comment = say(story, "ca\u200bsi\u202eno\x00 gratuit")
    assert comment.comment == "casino gratuit"


def test_a_mailbox_is_asked_three_times_to_follow_at_most(story) -> None:
    for number in range(5):
        other = make_story(BlogIndexPage.objects.get(), f"Récit {number}")
        services.follow(other, None, "cible@courriel.example", confirmed=False)
    assert OutgoingMail.objects.count() == 3
