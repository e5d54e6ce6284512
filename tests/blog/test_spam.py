"""What makes a comment look like spam, and what follows from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.comments import spam
from blog.comments.services import Message, Sender
from blog.models import Ban, BlogIndexPage, Comment, CommentSettings, CommentsMode
from tests.blog.factories import make_comment
from tests.factories import make_story

State = Comment.State
GOOD = "Chez nous aussi, les parents ont répondu présents. Merci d’avoir raconté tout cela !"


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def story(blog):
    return make_story(blog)


@pytest.fixture
def rules(db) -> CommentSettings:
    return CommentSettings(words="crédit rapide\nCASINO", max_links=1)


@pytest.fixture
def assess(story, rules):
    def assess(text: str = GOOD, *, name: str = "Noémie", user=None, **message) -> spam.Assessment:
        sender = Sender(name=name, email="Noemie@Example.org", user=user)
        message = {"opened_at": timezone.now() - timedelta(minutes=1)} | message
        return spam.assess(story, sender, Message(text=text, **message), rules)

    return assess


def test_a_good_comment_has_nothing_against_it(assess):
    assert assess() == spam.Assessment(0, [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Voyez https://a.example, www.b.example et https://c.example", "links:2"),
        ("Un credit  RAPIDE pour tous, et le Casino !", "words:2"),
        ("UN TEXTE QUI CRIE BIEN TROP FORT", "shouting"),
        ("Un mot c\u200bassé et un sens \u202eretourné", "hidden:2"),
        ("[url=https://a.example]ici[/url]", "markup:2"),
        ("<a href='https://a.example'>ici</a>", "markup:2"),
    ],
)
def test_each_fault_is_named_and_counted(assess, text, reason):
    assessment = assess(text)
    assert assessment.reasons == [reason]
    assert assessment.score > 0


@pytest.mark.parametrize(
    "text",
    [
        "Voyez [Link to the study](https://a.example/etude).",
        "Dans ces casinos-là, on jouait aux cartes : un crédit, pas rapide.",
        "BRAVO !",
        "Si a < b et b > c, alors…",
        "Une *idée*, et **deux** de plus",
        "👩‍👧 Une mère et sa fille",
    ],
)
def test_what_only_resembles_a_fault_is_none(assess, text):
    assert assess(text).reasons == []


def test_words_are_found_through_hidden_characters(assess):
    assert "words" in assess("Un ca\u200bsino").reasons


def test_a_link_or_a_word_in_the_name_counts_too(assess):
    assert assess(name="Casino", text=f"{GOOD} https://a.example").reasons == ["words"]
    assert assess(name="www.b.example", text=f"{GOOD} https://a.example").reasons == ["links"]


def test_the_field_that_people_do_not_see_makes_spam_by_itself(assess, rules):
    assert assess(trap="x").reasons == ["trap"]
    assert assess(trap="x").score >= rules.spam_score


def test_what_is_sent_sooner_than_anybody_writes_goes_to_the_queue(assess, rules):
    assessment = assess(opened_at=timezone.now())
    assert assessment.reasons == ["fast"]
    assert assessment.score >= rules.queue_score


def test_without_the_time_it_was_opened_a_form_is_a_little_suspicious(assess, rules):
    assessment = assess(opened_at=None)
    assert assessment.reasons == ["untimed"]
    assert 0 < assessment.score < rules.queue_score


@pytest.mark.parametrize(
    "ban",
    [{"kind": "email", "value": "noemie@example.org"}, {"kind": "name", "value": "Noemie"}],
)
def test_a_banned_person_sends_spam(assess, rules, ban):
    banned = Ban(**ban)
    banned.clean()
    banned.save()
    assert assess().reasons == ["banned"]
    assert assess().score >= rules.spam_score
    Ban.objects.update(until=timezone.now() - timedelta(days=1))
    assert assess().reasons == []


def test_earlier_refusals_count_against_an_address(assess, story):
    for state in (State.SPAM, State.REJECTED, State.WAITING):
        make_comment(story, state=state)
    assert assess().reasons == ["refused:2"]


def test_three_published_comments_and_no_refusal_make_an_address_known(assess, story):
    shouted = "JE LE DIS HAUT ET FORT : MERCI À VOUS"
    before = assess(shouted).score
    for _comment in range(3):
        make_comment(story)
    assert assess(shouted).reasons == ["shouting", "known"]
    assert assess(shouted).score < before
    assert assess().score == 0
    make_comment(story, state=State.REJECTED)
    assert assess().reasons == ["refused"]


def test_an_account_s_history_is_its_own(assess, story, editor):
    make_comment(story, user=editor, user_email="autre@example.org", state=State.SPAM)
    assert assess(user=editor).reasons == ["refused"]
    assert assess().reasons == []


def test_the_same_text_elsewhere_counts(assess, story, blog):
    make_comment(make_story(blog, "Un autre récit"), GOOD)
    make_comment(story, GOOD, user_email="autre@example.org")
    make_comment(story, GOOD, user_email="vieux@example.org", age=timedelta(days=30))
    assert assess().reasons == ["copies:2"]


def test_a_short_text_or_one_s_own_on_the_same_story_is_no_copy(assess, story):
    make_comment(story, "Merci !", user_email="autre@example.org")
    assert assess("Merci !").reasons == []
    make_comment(story, GOOD)
    assert assess().reasons == []


def test_a_proof_of_work_helps_the_doubtful_only(assess, rules):
    doubtful = "[url=https://a.example]ici[/url]"
    assert assess(doubtful).score >= rules.queue_score
    proven = assess(doubtful, solved=True)
    assert proven.reasons == ["markup:2", "solved"]
    assert proven.score < rules.queue_score
    assert assess(solved=True).reasons == []
    assert assess(solved=True, trap="x").score >= rules.spam_score


def test_the_number_of_queries_does_not_grow(assess, story, django_assert_num_queries):
    for number in range(20):
        make_comment(story, GOOD, user_email=f"{number}@example.org")
        make_comment(story)
        Ban.objects.create(kind="name", value=f"n{number}")
    with django_assert_num_queries(3):
        assess()


@pytest.mark.parametrize(
    ("score", "mode", "state"),
    [
        (0, CommentsMode.OPEN, State.PUBLISHED),
        (39, CommentsMode.AFTER, State.PUBLISHED),
        (40, CommentsMode.OPEN, State.WAITING),
        (0, CommentsMode.BEFORE, State.WAITING),
        (0, CommentsMode.CLOSED, State.WAITING),
        (100, CommentsMode.OPEN, State.SPAM),
        (100, CommentsMode.BEFORE, State.SPAM),
    ],
)
def test_the_score_and_the_story_s_rule_decide(score, mode, state):
    assessment = spam.Assessment(score, [])
    assert spam.verdict(assessment, mode, CommentSettings(), staff=False) == state


def test_moderators_and_authors_are_shown_at_once_unless_banned():
    for reasons, state in ((["links:9"], State.PUBLISHED), (["banned"], State.SPAM)):
        assessment = spam.Assessment(200, reasons)
        before = CommentsMode.BEFORE
        assert spam.verdict(assessment, before, CommentSettings(), staff=True) == state


def test_moderators_read_sentences(assess):
    assert all(str(sentence) for sentence in spam.REASONS.values())
    links, shouting = spam.described(["links:3", "shouting"])
    assert links.endswith(" (3)")
    assert shouting == str(spam.REASONS["shouting"])


def test_every_signal_has_its_sentence():
    assert {signal.code for signal in spam.SIGNALS} < set(spam.REASONS)
