"""The demo's stories and threads, as texts: what the loader may rely on."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from agirtot.demo import pictures
from agirtot.demo.content import FOLDER, read_table
from blog.comments.spam import REASONS
from blog.models import CommentsMode, Report
from home.identity import Tint

# Not meant to be read: names, addresses, codes.
CODES = {
    "address",
    "author",
    "authors",
    "category",
    "comments_mode",
    "email",
    "id",
    "licence",
    "picture",
    "pictogram",
    "reasons",
    "reply_to",
    "reported",
    "slug",
    "state",
    "tint",
    "type",
    "url",
}
UNREAD = re.compile(r"<[^>]*>|\]\([^)]*\)|https?://\S+")
FAULTS = {
    "straight quote": re.compile(r"['\"]"),
    "breaking space before a double sign": re.compile(r" [:;?!»](?!\w)"),
    "no space before a double sign": re.compile(r"[^\s\xa0“?!…][;?!](?!\w)|[^\s\xa0\d]:(?=\s)"),
    "breaking space after a guillemet": re.compile(r"«(?!\xa0)"),
    "no space before a guillemet": re.compile(r"(?<!\xa0)»"),
    "number parted from its unit": re.compile(r"\d (?:h|\$|%|km|cm)(?!\w)"),
    "three dots": re.compile(r"\.\.\."),
}
STATES = {"unconfirmed", "waiting", "published", "rejected", "spam", "deleted"}


@pytest.fixture(scope="module")
def blog() -> dict[str, Any]:
    return read_table(FOLDER / "stories.toml")


@pytest.fixture(scope="module")
def stories(blog) -> list[dict[str, Any]]:
    return blog["stories"]


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Everything that somebody reads."""
    if key in CODES:
        return
    if isinstance(value, str):
        yield UNREAD.sub("", value)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)


def words(value: Any) -> int:
    return sum(len(text.split()) for text in texts(value))


def slugs(items: list[dict[str, Any]]) -> list[str]:
    return [item["slug"] for item in items]


def comments(stories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [comment for story in stories for comment in story.get("comments", [])]


def is_published(story: dict[str, Any]) -> bool:
    return "state" not in story


def addresses(stories: list[dict[str, Any]]) -> set[str]:
    """Of every page that the demo publishes."""
    site, tool = read_table(FOLDER / "pages.toml"), read_table(FOLDER / "tool.toml")
    paths = [page["slug"] for page in site["pages"]]
    for theme in site["themes"]:
        paths += [f"thematiques/{theme['slug']}/{slug}" for slug in ["", *slugs(theme["pages"])]]
    paths += [f"boite-a-outils/{tool['slug']}/{slug}" for slug in ["", *slugs(tool["audiences"])]]
    paths += [f"blogue/{story['slug']}" for story in filter(is_published, stories)]
    return {f"/{path.rstrip('/')}/" for path in paths}


@pytest.mark.parametrize("file", ["stories.toml", "pages.toml", "tool.toml"])
def test_french_typography_holds(file):
    faults = [
        (name, text[max(0, found.start() - 25) : found.end() + 10])
        for text in texts(read_table(FOLDER / file))
        for name, fault in FAULTS.items()
        for found in fault.finditer(text)
    ]
    assert faults == []


def test_slugs_are_unique_and_names_are_known(blog, stories):
    for kind in ("categories", "authors", "stories"):
        assert len(set(slugs(blog[kind]))) == len(blog[kind])
    described = blog["pictures"].keys() | read_table(FOLDER / "pages.toml")["pictures"].keys()
    for story in stories:
        assert set(story["authors"]) <= set(slugs(blog["authors"]))
        assert story["category"] in slugs(blog["categories"])
        assert story["picture"] in described
        assert story["alt"]
        assert story.get("comments_mode", "open") in CommentsMode.values
    assert described <= set(pictures.NAMES)
    assert {item["tint"] for item in blog["categories"] + blog["authors"]} <= set(Tint.values)


def test_texts_fit_where_they_are_shown(blog, stories):
    assert len(blog["index"]["introduction"]) <= 400
    assert all(len(author["biography"]) <= 300 for author in blog["authors"])
    assert all(len(picture["alt"]) <= 250 for picture in blog["pictures"].values())
    assert all(
        len(link["label"]) <= 40 for author in blog["authors"] for link in author.get("links", [])
    )
    for story in stories:
        assert len(story["lead"]) <= 300
        assert len(story["alt"]) <= 250
        assert len(story["question"]) <= 200
        if is_published(story):
            assert 350 <= words(story["body"]) <= 900, story["slug"]


def test_there_is_enough_to_fill_lists_and_pages(blog, stories):
    published = [story for story in stories if is_published(story)]
    assert len(published) >= 8
    assert {story["category"] for story in published} == set(slugs(blog["categories"]))
    assert {name for story in published for name in story["authors"]} == set(slugs(blog["authors"]))
    assert any(len(story["authors"]) > 1 for story in published)
    assert len({(story["date"].year, story["date"].month) for story in published}) >= 8
    assert all(date(2024, 1, 1) <= story["date"] <= date(2026, 11, 15) for story in published)
    assert {story["state"] for story in stories if "state" in story} == {"scheduled", "draft"}
    assert {"closed", "before"} <= {story.get("comments_mode") for story in stories}


def test_links_lead_to_pages_of_the_demo(blog, stories):
    known = addresses(stories)
    found = re.findall(r"(?:href=\"|address': '|\]\()(/[^\"')]*)", str(blog))
    assert len(found) > 15
    assert set(found) <= known


def test_replies_follow_what_they_answer(stories):
    ids = [comment["id"] for comment in comments(stories)]
    assert len(set(ids)) == len(ids)
    for story in stories:
        before: dict[str, float] = {}
        for comment in story.get("comments", []):
            if parent := comment.get("reply_to"):
                assert before[parent] < comment["days"], comment["id"]
            before[comment["id"]] = comment["days"]


def test_comments_use_the_words_of_the_models(blog, stories):
    reported = [comment for comment in comments(stories) if "reported" in comment]
    assert len(reported) == 2
    assert {comment["reported"] for comment in reported} <= set(Report.Reason.values)
    for comment in comments(stories):
        assert comment.get("state", "published") in STATES
        assert {reason.partition(":")[0] for reason in comment.get("reasons", [])} <= set(REASONS)
        assert ("author" in comment) <= (comment.get("author") in slugs(blog["authors"]))
        assert "@" in comment["email"]
        assert comment["text"].strip()


def test_threads_show_every_state_and_depth(stories):
    states = Counter(comment.get("state", "published") for comment in comments(stories))
    assert states["waiting"] == 6
    assert states["spam"] == 3
    assert set(states) == STATES
    first = stories[0]["comments"]
    assert sum(comment.get("state", "published") == "published" for comment in first) == 14
    parents = {comment["id"]: comment.get("reply_to") for comment in comments(stories)}
    assert max(depth(name, parents) for name in parents) == 5
    assert max(Counter(filter(None, parents.values())).values()) >= 8
    deleted = {c["id"] for c in comments(stories) if c.get("state") == "deleted"}
    assert deleted & set(parents.values())


def depth(name: str, parents: dict[str, str | None]) -> int:
    above = parents[name]
    return 0 if above is None else 1 + depth(above, parents)
