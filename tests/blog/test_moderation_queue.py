"""The queue as a moderator sees it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blog.comments import services
from blog.models import Ban, BlogIndexPage, Comment, Report
from blog.moderation import actions
from tests.blog.factories import make_comment
from tests.blog.moderating import press, seen
from tests.factories import make_story
from tests.pages import read, words

State = Comment.State
QUEUE = "/admin/comments/"
PAYLOAD = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def story(db):
    return make_story(BlogIndexPage.objects.get())


@pytest.fixture
def queue(signed_in, moderator):
    return signed_in(moderator)


def names(page) -> list[str]:
    return [words(heading) for heading in page.select(".moderation-card h2")]


def test_each_state_has_its_tab_with_its_number(queue, story):
    for state in State:
        make_comment(story, state=state, user_name=state.value)
    make_comment(story, user_name="signalé", needs_review=True)
    tabs = {
        "review": ["waiting", "signalé"],
        "published": ["signalé", "published"],
        "spam": ["spam"],
        "rejected": ["rejected"],
        "deleted": ["deleted"],
        "unconfirmed": ["unconfirmed"],
    }
    for tab, expected in tabs.items():
        page = read(queue, f"{QUEUE}?tab={tab}")
        assert names(page) == expected
        current = page.select_one(".moderation-tabs [aria-current=page]")
        assert words(current).endswith(str(len(expected)))
    assert len(names(read(queue, f"{QUEUE}?tab=all"))) == 7


def test_the_oldest_that_waits_comes_first_unless_asked_otherwise(queue, story):
    for days in (1, 9, 3):
        make_comment(
            story, state=State.WAITING, age=timedelta(days=days), user_name=f"il y a {days}"
        )
    oldest_first = ["il y a 9", "il y a 3", "il y a 1"]
    assert names(read(queue, QUEUE)) == oldest_first
    assert names(read(queue, f"{QUEUE}?order=newest")) == oldest_first[::-1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=COURRIEL.example", ["Ancienne"]),
        ("q=ancienne", ["Ancienne"]),
        ("q=montres", ["Récent"]),
        ("age=day", ["Récent"]),
        ("age=older", ["Ancienne"]),
        ("reported=on", ["Récent"]),
        ("q=%00", ["Ancienne", "Récent"]),
        ("age=jamais&order=x&story=x&story=99999999999999999999", ["Ancienne", "Récent"]),
        ("p=99999", ["Ancienne", "Récent"]),
        ("q=introuvable", []),
    ],
)
def test_filters_narrow_the_list_and_nonsense_is_left_out(queue, story, query, expected):
    make_comment(
        story,
        state=State.WAITING,
        age=timedelta(days=10),
        user_name="Ancienne",
        user_email="a@courriel.example",
    )
    recent = make_comment(
        story, "Belles montres", state=State.WAITING, user_name="Récent", user_email="b@example.org"
    )
    services.report(recent, "guest:1", Report.Reason.SPAM)
    assert names(read(queue, f"{QUEUE}?{query}")) == expected


def test_the_filter_by_story(queue, story):
    other = make_story(BlogIndexPage.objects.get(), "Autre récit")
    make_comment(story, state=State.WAITING, user_name="Ici")
    make_comment(other, state=State.WAITING, user_name="Là")
    assert names(read(queue, f"{QUEUE}?story={other.pk}")) == ["Là"]


def test_a_card_tells_what_helps_to_decide(queue, story):
    address = {"user_email": "zed@example.org"}
    make_comment(story, **address, age=timedelta(days=400))
    make_comment(story, state=State.SPAM, **address)
    parent = make_comment(story, "La question de départ", user_name="Alice")
    comment = make_comment(
        story,
        "Un *avis* tranché",
        parent=parent,
        user_name="Zed",
        ip_address="203.0.113.0",
        score=45,
        reasons=["words"],
        needs_review=True,
        **address,
    )
    Report.objects.create(
        comment=comment, person="guest:1", reason=Report.Reason.HURTFUL, note="Ça blesse"
    )
    Ban.objects.create(kind=Ban.Kind.NAME, value="zed", reason="Injures")
    card = read(queue, QUEUE).select_one(f"#c{comment.pk}")
    assert words(card.select_one(".moderation-text em")) == "avis"
    said = words(card)
    for fact in (
        "Alice",
        "La question de départ",
        story.title,
        "zed@example.org",
        "203.0.113.0",
        "45",
        "Ça blesse",
        "Injures",
    ):
        assert fact in said
    history = next(fact for fact in card.select(".moderation-facts div") if "2" in words(fact))
    assert "2" in words(history)
    assert "1" in words(history)


@pytest.mark.parametrize("tab", ["review", "published", "all"])
def test_as_many_queries_for_twenty_comments_as_for_three(queue, story, moderator, tab):
    def fill(count: int) -> None:
        for number in range(count):
            parent = make_comment(story, needs_review=True)
            comment = make_comment(
                story, parent=parent, state=State.WAITING, user_email=f"{number}@example.org"
            )
            Report.objects.create(comment=comment, person="guest:1", reason="spam")
            actions.judge(moderator, "approve", seen(make_comment(story, state=State.SPAM)))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(queue, f"{QUEUE}?tab={tab}")
        return len(queries)

    fill(1)
    asked()
    few = asked()
    fill(20)
    assert asked() == few <= 25


def test_what_people_write_is_shown_as_text(queue, story):
    story.title = PAYLOAD
    story.save()
    comment = make_comment(
        story,
        PAYLOAD,
        state=State.WAITING,
        user_name=PAYLOAD[:50],
        user_email='"><script>x</script>"@x.org',
        needs_review=True,
    )
    Report.objects.create(comment=comment, person="guest:1", reason="other", note=PAYLOAD)
    Ban.objects.create(kind=Ban.Kind.NAME, value=PAYLOAD, reason=PAYLOAD)
    addresses = [
        QUEUE,
        f"{QUEUE}?tab=all&q={PAYLOAD}",
        f"{QUEUE}bans/",
        f"{QUEUE}{comment.pk}/",
        f"{QUEUE}{comment.pk}/edit/",
        f"{QUEUE}{comment.pk}/reply/",
        f"{QUEUE}{comment.pk}/ban/",
        "/admin/",
    ]
    for address in addresses:
        page = read(queue, address)
        assert not page.select("[onerror], img[src=x]"), address
        assert not any(
            "alert(2)" in (tag.string or "") for tag in page.select("script:not([type])")
        )
    stale = {"verdict": "approve", "seen": f"{comment.pk}.stale"}
    response = queue.post(reverse("moderation:act"), stale, follow=True)
    assert b"<img src=x" not in response.content


def test_after_an_act_it_can_be_taken_back(queue, story):
    comment = make_comment(story, state=State.WAITING)
    response = press(queue, "reject", comment)
    assert "messages" in response.context
    button = read_button(response)
    queue.post(button["formaction"])
    comment.refresh_from_db()
    assert comment.state == State.WAITING


def read_button(response):
    page = BeautifulSoup(response.content, "html.parser")
    button = page.select_one("button[form=undo]")
    assert page.select_one("form#undo input[name=csrfmiddlewaretoken]")
    return button


def test_who_comes_second_is_told_who_was_first(queue, story, administrator):
    comment = make_comment(story, state=State.WAITING, user_name="Zed")
    values = seen(comment)
    actions.judge(administrator, "spam", values)
    response = queue.post(
        reverse("moderation:act"),
        {"verdict": "approve", "seen": f"{comment.pk}.{values[comment.pk]}"},
        follow=True,
    )
    said = [str(message) for message in response.context["messages"]]
    assert len(said) == 1
    assert "administratrice" in said[0]
    assert "Zed" in said[0]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"verdict": "explode", "seen": "1.a"}, 400),
        ({}, 400),
        ({"verdict": "approve"}, 302),
        ({"verdict": "approve", "seen": ["x", "1", "-1.a", "99999999999999999999.a"]}, 302),
    ],
)
def test_an_act_that_makes_no_sense_changes_nothing(queue, story, data, status):
    comment = make_comment(story, state=State.WAITING)
    assert queue.post(reverse("moderation:act"), data).status_code == status
    comment.refresh_from_db()
    assert comment.state == State.WAITING


def test_the_way_back_stays_on_this_site(queue, story):
    comment = make_comment(story, state=State.WAITING)
    data = {
        "verdict": "approve",
        "seen": [f"{pk}.{version}" for pk, version in seen(comment).items()],
        "next": "https://elsewhere.example/",
    }
    assert queue.post(reverse("moderation:act"), data).url == QUEUE
