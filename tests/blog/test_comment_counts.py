"""The number of comments that the cards of stories tell."""

import pytest

from blog.models import BlogIndexPage, BlogPage, Comment, CommentSettings, CommentsMode
from tests.blog.factories import make_comment
from tests.factories import make_story
from tests.pages import read, words


@pytest.fixture
def story(db) -> BlogPage:
    return make_story(BlogIndexPage.objects.get())


def foot(page) -> str:
    return words(page.select_one(".story footer"))


def test_a_card_counts_the_published_comments(client, story):
    make_comment(story, "A", parent=make_comment(story, "B"))
    make_comment(story, "C", state=Comment.State.WAITING)
    assert foot(read(client, "/")).endswith("· 2 commentaires")
    assert foot(read(client, "/blogue/")).endswith("· 2 commentaires")


def test_a_story_without_comments_says_nothing_of_them(client, story):
    assert "commentaire" not in foot(read(client, "/blogue/"))


@pytest.mark.parametrize("where", ["story", "site"])
def test_hidden_comments_are_not_counted(client, story, where):
    make_comment(story, "A")
    if where == "story":
        BlogPage.objects.update(comments_mode=CommentsMode.HIDDEN)
    else:
        CommentSettings.objects.create(site=story.get_site(), mode=CommentsMode.HIDDEN)
    assert "commentaire" not in foot(read(client, "/blogue/"))
