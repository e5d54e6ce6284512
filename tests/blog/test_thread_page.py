"""The comments of a story as its page shows them: to everyone the same."""

import json

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import BlogIndexPage, BlogPage, Comment, CommentSettings, CommentsMode, Like
from tests.blog.commenting import Reader, soup
from tests.blog.factories import make_comment, make_thread
from tests.factories import make_author, make_story
from tests.pages import read, words

State = Comment.State
MOST_QUERIES = 20


@pytest.fixture
def story(db) -> BlogPage:
    return make_story(BlogIndexPage.objects.get())


def texts(page) -> list[str]:
    return [words(text) for text in page.select("#comments .comment .text")]


def path_of(client, comment: Comment, **data: str) -> str:
    return client.get(comment.get_absolute_url(), data).url


# --- The thread -------------------------------------------------------------------------


def test_comments_stand_in_order_below_what_they_answer(client, story):
    first = make_comment(story, "A")
    make_comment(story, "B")
    answer = make_comment(story, "A1", parent=first)
    make_comment(story, "A2", parent=first)
    make_comment(story, "A1a", parent=answer)
    page = read(client, story.url)
    assert texts(page) == ["A", "A1", "A1a", "A2", "B"]
    below = page.select_one(f"#c{first.pk}").find_parent("li")
    assert len(below.select(".replies .comment")) == 3
    assert words(page.select_one("#comments-title")).startswith("5 ")


def test_the_newest_threads_come_first_when_asked(client, story):
    first = make_comment(story, "A")
    make_comment(story, "A1", parent=first)
    make_comment(story, "B")
    page = read(client, f"{story.url}?order=newest")
    assert texts(page) == ["B", "A", "A1"]
    assert page.select_one(".order [aria-current]")["href"] == f"{story.url}?order=newest#comments"
    assert texts(read(client, f"{story.url}?order=rien")) == ["A", "A1", "B"]


def test_below_the_third_level_replies_say_whom_they_answer(client, story):
    first = make_comment(story, "1")
    second = make_comment(story, "2", parent=first)
    third = make_comment(story, "3", parent=second, user_name="Pascal R.")
    fourth = make_comment(story, "4", parent=third)
    page = read(client, story.url)
    link = page.select_one(f"#c{fourth.pk} .answers a")
    assert (link.text, link["href"]) == ("Pascal R.", third.get_absolute_url())
    assert not page.select(f"#c{third.pk} .answers")
    assert page.select_one(f"#c{fourth.pk}").find_parents(class_="replies")[2:] == []


def test_replies_past_five_are_folded(client, story):
    first = make_comment(story, "A")
    for number in range(8):
        make_comment(story, f"A{number}", parent=first)
    page = read(client, story.url)
    folded = page.select_one(".replies details:not([open])")
    assert [words(text) for text in folded.select(".text")] == ["A5", "A6", "A7"]
    assert "3" in words(folded.summary)
    assert page.select(".replies > ol > li")[4].select_one(".text").text.strip() == "A4"


@pytest.mark.parametrize("state", [State.DELETED, State.REJECTED, State.SPAM, State.WAITING])
def test_what_is_gone_leaves_its_place_where_it_was_answered(client, story, state):
    gone = make_comment(story, "canari", state=state, user_name="Canarine")
    make_comment(story, "Réponse", parent=gone)
    make_comment(story, "canari", state=state)
    html = client.get(story.url).content.decode()
    assert "canari" not in html
    assert "Canarine" not in html
    page = read(client, story.url)
    (tombstone,) = page.select(".tombstone")
    assert words(tombstone)
    assert texts(page) == ["Réponse"]
    assert words(page.select_one("#comments-title")).startswith("1 ")


def test_long_threads_come_in_pages_that_links_lead_into(client, story):
    comments = [make_comment(story, f"n{number}") for number in range(60)]
    first, second = read(client, story.url), read(client, f"{story.url}?page=2")
    assert texts(first) == [f"n{number}" for number in range(50)]
    assert texts(second) == [f"n{number}" for number in range(50, 60)]
    assert first.select_one(".pagination [rel=next]")["href"] == f"{story.url}?page=2#comments"
    assert path_of(client, comments[3]) == f"{story.url}#c{comments[3].pk}"
    assert path_of(client, comments[55]) == f"{story.url}?page=2#c{comments[55].pk}"
    newest = read(client, f"{story.url}?order=newest")
    following = newest.select_one(".pagination [rel=next]")["href"]
    assert following == f"{story.url}?order=newest&page=2#comments"


@pytest.mark.parametrize("number", ["0", "2", "x", "9" * 30, "9" * 5000])
def test_pages_that_are_not_there_are_not_found(client, story, number):
    make_comment(story)
    assert client.get(story.url, {"page": number}).status_code == 404


# --- A comment --------------------------------------------------------------------------


def test_a_comment_says_who_when_and_how_many_like_it(client, story):
    comment = make_comment(story, "Voilà", user_name="jean-marc St-Onge")
    Like.objects.create(comment=comment, person="guest:a")
    Like.objects.create(comment=comment, person="guest:b")
    shown = read(client, story.url).select_one(f"#c{comment.pk}")
    assert words(shown.select_one(".avatar")) == "JS"
    assert any(name.startswith("tint-") for name in shown.select_one(".avatar")["class"])
    link = shown.select_one(".who a")
    assert link["href"] == comment.get_absolute_url()
    assert link["title"]
    assert words(shown.select_one("[data-count]")) == "2"
    assert not shown.select(".edited, .team")


def test_who_wrote_the_story_is_marked_by_the_account_never_by_the_name(client, story):
    user = User.objects.create_user("mireille")
    told = make_story(story.blog, "Autre", authors=[make_author("Mireille Lavoie", user=user)])
    make_comment(told, "Vraie", user=user, user_name="Mireille Lavoie")
    make_comment(told, "Fausse", user_name="Mireille Lavoie")
    make_comment(told, "Équipe", user=User.objects.create_user("luce"), as_team=True)
    page = read(client, told.url)
    marks = [words(mark) if mark else "" for mark in marks_of(page)]
    assert marks[0]
    assert marks[1] == ""
    assert marks[2] not in ("", marks[0])


def marks_of(page) -> list:
    return [comment.select_one(".team") for comment in page.select(".comment")]


def test_changes_say_by_whom(client, story):
    moderator = User.objects.create_user("moderatrice", first_name="Canarine")
    one = make_comment(story, "Un", edited_at=timezone.now())
    two = make_comment(story, "Deux", edited_at=timezone.now(), edited_by=moderator)
    page = read(client, story.url)
    marks = [words(page.select_one(f"#c{comment.pk} .edited")) for comment in (one, two)]
    assert marks[0] != marks[1]
    assert "Canarine" not in page.text


def test_nothing_that_people_write_is_markup(client, story):
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    comment = make_comment(story, bad, user_name=bad[:50])
    answer = make_comment(story, "javascript:alert(1) [clic](javascript:alert(1))", parent=comment)
    make_comment(story, '<a linktype="page" id="1">piège</a>', parent=answer)
    page = read(client, story.url)
    section = page.select_one("#comments")
    assert not section.select("script, img, [onerror]")
    assert not section.select("[href^=javascript]")
    assert not section.select("a[linktype], .text a")
    assert words(section.select_one(".who strong")) == bad[:50]


# --- Around it --------------------------------------------------------------------------


def test_an_empty_thread_invites(client, story):
    section = read(client, story.url).select_one("#comments")
    form = reverse("comments:form", args=[story.pk])
    assert section.select_one(".invite a")["href"] == form
    assert not section.select(".order, .pagination")


def test_a_closed_thread_stays_and_takes_nothing(client, story):
    make_comment(story, "Avant")
    story.comments_mode = CommentsMode.CLOSED
    story.save()
    section = read(client, story.url).select_one("#comments")
    assert texts(section.parent) == ["Avant"]
    assert words(section.select_one(".invite"))
    assert not section.select("[data-form]")


def test_search_engines_read_the_published_comments(client, story):
    comment = make_comment(story, "</script><script>alert(1)</script>")
    make_comment(story, "canari", state=State.WAITING)
    (script,) = read(client, story.url).select('script[type="application/ld+json"]')
    (told,) = json.loads(script.string)["comment"]
    assert told["text"] == comment.comment
    assert told["url"].endswith(comment.get_absolute_url())
    assert told["author"]["name"] == comment.user_name


def test_the_story_is_the_same_for_everyone(client, story, administrator):
    make_comment(story)
    answer = client.get(story.url)
    assert not answer.cookies
    assert "public" in answer.headers["Cache-Control"]
    assert not soup(answer).select("[type=hidden], [name*=token]")
    reader = Reader()
    reader.send(reverse("comments:like", args=[Comment.objects.get().pk]))
    reader.send(reverse("comments:like", args=[Comment.objects.get().pk]))
    assert reader.get(story.url).content == answer.content


def queries(client, url: str) -> int:
    client.get(url)  # what is asked once for a process is asked here
    with CaptureQueriesContext(connection) as captured:
        read(client, url)
    return len(captured)


def test_five_hundred_comments_cost_as_many_queries_as_fifty(client, story):
    user = User.objects.create_user("mireille")
    told = make_story(story.blog, "Autre", authors=[make_author(user=user)])
    CommentSettings.objects.create(site=told.get_site())
    make_thread(told, 50, user)
    few = queries(client, told.url)
    make_thread(told, 450, user)
    assert queries(client, told.url) == few <= MOST_QUERIES
    assert queries(client, f"{told.url}?page=7&order=newest") <= MOST_QUERIES


@pytest.mark.parametrize(("name", "kind"), [("feed", "rss+xml"), ("atom", "atom+xml")])
def test_the_feed_has_the_published_comments_and_no_address(client, story, name, kind):
    make_comment(story, "C’est *dit* <b>", user_name="Jeanne & Paul")
    make_comment(story, "canari", state=State.WAITING)
    answer = client.get(reverse(f"comments:{name}", args=[story.pk]))
    assert kind in answer.headers["Content-Type"]
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies
    text = answer.content.decode()
    assert "&lt;em&gt;dit&lt;/em&gt;" in text
    assert "Jeanne &amp; Paul" in text
    assert "canari" not in text
    assert "noemie@example.org" not in text
