"""The demo blog: its people and categories, its stories, and the threads below them."""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Page, Site

from agirtot.demo.content import Table
from agirtot.demo.stored import Writer, block
from blog.models import (
    Author,
    BlogIndexPage,
    BlogPage,
    CannedReply,
    Category,
    Comment,
    CommentSettings,
    Like,
    Report,
    StoryAuthor,
)
from home.models import HomePage

# Stories appear at noon; a planned one never before this.
NOON = time(12)
SOON = timedelta(days=14)
BLOGGERS = "Blogueuses et blogueurs"

type Fields = dict[str, Any]
type Unwritten = list[tuple[Page, Callable[[Writer], Fields]]]


class Stories:
    """Made in two steps, as the other pages are: first pages, then texts and threads."""

    def __init__(self, content: Table, index: BlogIndexPage, images: dict[str, Image]) -> None:
        self.content = content
        self.index = index
        self.images = images
        self.authors: dict[str, Author] = {}
        self.categories: dict[str, Category] = {}
        self.stories: dict[str, BlogPage] = {}

    # --- Before the texts -----------------------------------------------------------------

    def add(self) -> Unwritten:
        """The pages, and what is still to be written on those that are published."""
        self._add_people()
        words = self.content["index"]
        unwritten: Unwritten = [
            (
                self.index,
                lambda writer: {
                    "introduction": words["introduction"],
                    "disclaimer": writer.rich_text(words["disclaimer"]),
                    "comment_policy": writer.rich_text(words["comment_policy"]),
                },
            )
        ]
        return unwritten + [self._add_story(story) for story in self.content["stories"]]

    def _add_people(self) -> None:
        locale = self.index.locale
        for words in self.content["categories"]:
            self.categories[words["slug"]] = Category.objects.create(locale=locale, **words)
        for words in self.content["authors"]:
            given = {key: value for key, value in words.items() if key not in ("tint", "links")}
            self.authors[words["slug"]] = Author.objects.create(
                locale=locale,
                user=self._account(words["slug"], words["name"]),
                links=json.dumps(
                    [
                        block(
                            "account",
                            {"network": link["label"], "address": link["url"]},
                            f"authors/{words['slug']}/{link['url']}",
                        )
                        for link in words.get("links", [])
                    ]
                ),
                **given,
            )

    def _account(self, slug: str, name: str) -> User:
        """Nobody signs in with it: it has no password."""
        first, _space, last = name.partition(" ")
        user, _created = User.objects.get_or_create(
            username=slug,
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{slug}@agirtot.example",
                "password": "!",
            },
        )
        user.groups.add(*Group.objects.filter(name=BLOGGERS))
        return user

    def _add_story(self, words: Table) -> tuple[Page, Callable[[Writer], Fields]]:
        planned = datetime.combine(words["date"], NOON, timezone.get_current_timezone())
        story = BlogPage(
            title=words["title"],
            slug=words["slug"],
            live=False,
            locale=self.index.locale,
            lead=words["lead"],
            date=words["date"],
            category=self.categories[words["category"]],
            picture=self.images[words["picture"]],
            picture_alt=words["alt"],
            question=words.get("question", ""),
            comments_mode=words.get("comments_mode", ""),
            owner=self.authors[words["authors"][0]].user,
        )
        if words.get("state") == "scheduled":
            story.go_live_at = max(planned, timezone.now() + SOON)
        story.story_authors = [
            StoryAuthor(author=self.authors[slug], sort_order=order)
            for order, slug in enumerate(words["authors"])
        ]
        self.index.add_child(instance=story)
        story.tags.set(words.get("tags", []))
        self.stories[words["slug"]] = story
        return story, lambda writer: {
            "body": json.dumps(writer.body(words["body"], words["slug"])),
            "sources": writer.rich_text(words.get("sources", "")),
        }

    @property
    def drafts(self) -> list[BlogPage]:
        """What is written and not published."""
        return [
            self.stories[words["slug"]]
            for words in self.content["stories"]
            if words.get("state") == "draft"
        ]

    # --- After the texts ------------------------------------------------------------------

    def add_threads(self) -> None:
        for words in self.content["stories"]:
            stored: dict[str, Comment] = {}
            for given in words.get("comments", []):
                story = self.stories[words["slug"]]
                comment = self._comment(story, given)
                comment.add(stored.get(given.get("reply_to", "")))
                stored[given["id"]] = comment
                self._add_reactions(comment, given)

    def _comment(self, story: BlogPage, given: Table) -> Comment:
        at = datetime.combine(story.date, NOON, timezone.get_current_timezone())
        at = min(at + timedelta(days=given["days"]), timezone.now())
        author = self.authors.get(given.get("author", ""))
        comment = Comment(
            story=story,
            key=f"demo:{story.pk}:{given['id']}"[:63],
            comment=given["text"].strip(),
            user=author.user if author else None,
            user_name=given["name"],
            user_email=given["email"],
            as_team=given.get("team", False),
            submit_date=at,
            score=given.get("score", 0),
            reasons=given.get("reasons", []),
            needs_review="reported" in given,
        )
        comment.set_state(given.get("state", Comment.State.PUBLISHED))
        if comment.state != Comment.State.UNCONFIRMED:
            comment.confirmed_at = at
        if comment.is_published:
            comment.published_at = at
        if given.get("edited"):
            comment.edited_at = at + timedelta(minutes=6)
        return comment

    def _add_reactions(self, comment: Comment, given: Table) -> None:
        Like.objects.bulk_create(
            Like(comment=comment, person=f"demo:{number}")
            for number in range(given.get("likes", 0))
        )
        if "reported" in given:
            Report.objects.create(
                comment=comment,
                person="demo",
                reason=given["reported"],
                note=given.get("report_note", ""),
            )

    def write_rules(self, site: Site, home: HomePage) -> None:
        rules = dict(self.content["settings"])
        rules["words"] = "\n".join(rules["words"])
        policy = Page.objects.child_of(home).filter(slug="vie-privee").first()
        CommentSettings.objects.update_or_create(site=site, defaults=rules | {"policy": policy})
        for words in self.content["canned_replies"]:
            CannedReply.objects.get_or_create(
                title=words["title"], defaults={"text": words["text"].strip()}
            )
