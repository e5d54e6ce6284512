"""What becomes of a comment when a moderator acts, and what is kept of the act."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from blog.comments import services
from blog.models import Ban, BlogIndexPage, Comment, Report
from blog.moderation import actions, log
from tests.blog.factories import make_comment
from tests.blog.moderating import seen
from tests.factories import make_story

State = Comment.State
ACTS = {
    "approve": (State.PUBLISHED, {State.WAITING, State.SPAM, State.REJECTED}),
    "reject": (State.REJECTED, {State.WAITING, State.PUBLISHED, State.SPAM}),
    "spam": (State.SPAM, {State.UNCONFIRMED, State.WAITING, State.PUBLISHED, State.REJECTED}),
}


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get())


@pytest.fixture
def waiting(story):
    return make_comment(story, state=State.WAITING)


def state_of(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def logged() -> list[str]:
    return [entry.action for entry in log.entries().reverse()]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verdict", ACTS)
def test_a_verdict_leads_where_it_can_and_leaves_the_rest(story, moderator, verdict, state):
    comment = make_comment(story, state=state)
    leads_to, taken = ACTS[verdict]
    outcome = actions.judge(moderator, verdict, seen(comment))
    assert state_of(comment) == (leads_to if state in taken else state)
    assert bool(outcome.done) == (state in taken)
    assert comment.is_public == (comment.state == State.PUBLISHED)


def test_to_approve_what_is_published_keeps_it_and_settles_its_reports(story, moderator):
    comment = make_comment(story, needs_review=True)
    given = services.report(comment, "guest:1", Report.Reason.HURTFUL)
    comment.refresh_from_db()
    actions.judge(moderator, "approve", seen(comment))
    assert state_of(comment) == State.PUBLISHED
    assert not comment.needs_review
    given.refresh_from_db()
    assert given.handled_at
    assert logged() == [log.KEEP]


def test_what_somebody_else_has_judged_is_left(waiting, moderator, administrator):
    mine = seen(waiting)
    actions.judge(administrator, "reject", mine)
    outcome = actions.judge(moderator, "approve", mine)
    assert (outcome.done, [c.pk for c in outcome.left]) == ([], [waiting.pk])
    assert state_of(waiting) == State.REJECTED


def test_a_text_that_its_author_has_changed_is_not_approved_unseen(waiting, moderator):
    mine = seen(waiting)
    services.edit(waiting, "Achetez mes montres")
    assert actions.judge(moderator, "approve", mine).done == []
    assert logged() == []


def test_a_published_comment_that_is_rejected_leaves_its_place_to_the_answers(story, moderator):
    first = make_comment(story)
    make_comment(story, parent=first)
    actions.judge(moderator, "reject", seen(first))
    assert Comment.objects.shown().filter(pk=first.pk).exists()


def test_many_are_judged_in_one_act(story, moderator):
    comments = [make_comment(story, state=State.WAITING) for _ in range(3)]
    outcome = actions.judge(moderator, "spam", seen(*comments))
    assert {state_of(comment) for comment in comments} == {State.SPAM}
    assert ModelLogEntry.objects.filter(uuid=outcome.uuid).count() == 3


# --- Undo -------------------------------------------------------------------------------


def test_undo_gives_back_the_state_and_the_reports(story, moderator):
    comment = make_comment(story)
    services.report(comment, "guest:1", Report.Reason.WRONG)
    other = make_comment(story, state=State.SPAM)
    comment.refresh_from_db()
    outcome = actions.judge(moderator, "reject", seen(comment, other))
    undone = actions.undo(moderator, outcome.uuid)
    assert len(undone.done) == 2
    assert (state_of(comment), state_of(other)) == (State.PUBLISHED, State.SPAM)
    assert comment.needs_review
    assert comment.reports.filter(handled_at=None).count() == 1
    assert actions.undo(moderator, outcome.uuid).done == []


def test_undo_leaves_what_was_judged_again_since(waiting, moderator, administrator):
    outcome = actions.judge(moderator, "approve", seen(waiting))
    waiting.refresh_from_db()
    actions.judge(administrator, "spam", seen(waiting))
    assert actions.undo(moderator, outcome.uuid).done == []
    assert state_of(waiting) == State.SPAM


def test_undo_is_for_ones_own_acts(waiting, moderator, administrator):
    outcome = actions.judge(administrator, "approve", seen(waiting))
    assert actions.undo(moderator, outcome.uuid).done == []
    assert state_of(waiting) == State.PUBLISHED


def test_followers_are_told_once_however_often_it_is_approved(waiting, moderator):
    outcome = actions.judge(moderator, "approve", seen(waiting))
    first = Comment.objects.get(pk=waiting.pk).published_at
    actions.undo(moderator, outcome.uuid)
    waiting.refresh_from_db()
    actions.judge(moderator, "approve", seen(waiting))
    assert Comment.objects.get(pk=waiting.pk).published_at == first


# --- Edit, reply ------------------------------------------------------------------------


def test_an_edited_comment_says_by_whom(waiting, moderator):
    actions.edit(moderator, waiting.pk, actions.version_of(waiting), "Sans l’injure", approve=True)
    assert state_of(waiting) == State.PUBLISHED
    assert (waiting.comment, waiting.edited_by) == ("Sans l’injure", moderator)
    assert waiting.edited_at
    assert logged() == [log.EDIT, log.APPROVE]


def test_an_edit_of_what_has_changed_is_refused(waiting, moderator):
    version = actions.version_of(waiting)
    services.edit(waiting, "Autre chose")
    with pytest.raises(actions.Changed):
        actions.edit(moderator, waiting.pk, version, "Mien")
    waiting.refresh_from_db()
    assert waiting.comment == "Autre chose"


def test_an_answer_of_the_team_is_shown_and_publishes_what_it_answers(waiting, moderator):
    version = actions.version_of(waiting)
    answer = actions.reply(moderator, waiting.pk, version, "Merci de votre question.")
    assert (answer.state, answer.as_team, answer.user) == (State.PUBLISHED, True, moderator)
    assert answer.parent_id == waiting.pk
    assert state_of(waiting) == State.PUBLISHED
    assert logged() == [log.APPROVE, log.REPLY]


def test_an_answer_sent_twice_is_one(story, moderator):
    comment = make_comment(story)
    version = actions.version_of(comment)
    first, second = (actions.reply(moderator, comment.pk, version, "Merci !") for _ in range(2))
    assert first == second
    assert logged() == [log.REPLY]


# --- Bans -------------------------------------------------------------------------------


def test_a_ban_of_an_address_sets_aside_what_waits_of_it(story, moderator):
    waiting = make_comment(story, state=State.WAITING, user_email="zed@example.org")
    other = make_comment(story, state=State.WAITING, user_email="autre@example.org")
    made, aside = actions.ban(moderator, Ban.Kind.EMAIL, " ZED@example.org ", set_aside=True)
    assert made.value == "zed@example.org"
    assert aside == [waiting]
    assert (state_of(waiting), state_of(other)) == (State.SPAM, State.WAITING)


def test_a_ban_of_a_name_ignores_accents_and_capitals(story, moderator):
    waiting = make_comment(story, state=State.WAITING, user_name="Zoé  Bégin".replace("  ", " "))
    actions.ban(moderator, Ban.Kind.NAME, "zoe begin", set_aside=True)
    assert state_of(waiting) == State.SPAM


def test_to_ban_again_renews_the_ban(story, moderator):
    until = timezone.now() + timedelta(days=7)
    actions.ban(moderator, Ban.Kind.EMAIL, "zed@example.org", until=until)
    actions.ban(moderator, Ban.Kind.EMAIL, "zed@example.org", reason="Encore")
    ban = Ban.objects.get()
    assert (ban.until, ban.reason) == (None, "Encore")


def test_a_lifted_ban_is_gone_and_the_log_says_so(db, moderator):
    made, _aside = actions.ban(moderator, Ban.Kind.EMAIL, "zed@example.org")
    actions.lift(moderator, made.pk)
    assert not Ban.objects.exists()
    assert logged() == [log.BAN, log.LIFT]


# --- Rights, log ------------------------------------------------------------------------


def test_nobody_else_may(waiting, editor):
    version = actions.version_of(waiting)
    for attempt in (
        lambda: actions.judge(editor, "approve", seen(waiting)),
        lambda: actions.undo(editor, "6f1b7c0e-8f4b-4d6a-9a55-0b7f6a0f5c11"),
        lambda: actions.edit(editor, waiting.pk, version, "Mien"),
        lambda: actions.reply(editor, waiting.pk, version, "Mien"),
        lambda: actions.ban(editor, Ban.Kind.NAME, "Zed"),
        lambda: actions.lift(editor, 1),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert state_of(waiting) == State.WAITING


def test_the_log_keeps_neither_text_nor_name_nor_address(story, moderator):
    comment = make_comment(
        story,
        "Un texte secret",
        state=State.WAITING,
        user_name="Zed",
        user_email="zed@example.org",
    )
    actions.edit(moderator, comment.pk, actions.version_of(comment), "Un texte corrigé")
    comment.refresh_from_db()
    actions.reply(moderator, comment.pk, actions.version_of(comment), "Une réponse")
    made, _aside = actions.ban(moderator, Ban.Kind.EMAIL, "zed@example.org", reason="Injures")
    actions.lift(moderator, made.pk)
    kept = " ".join(f"{entry.label} {entry.data}" for entry in ModelLogEntry.objects.all())
    for word in ("secret", "corrigé", "Zed", "zed@", "réponse", "Injures"):
        assert word not in kept
    assert all(entry.user == moderator for entry in log.entries())
