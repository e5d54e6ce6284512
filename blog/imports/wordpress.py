"""WordPress's posts as stories, with their people, pictures, comments and old addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import chain, count
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import AbstractImage

from blog.comments.markup import from_html
from blog.importers.bodies import Body, Heading, Picture, Quotation, read_body
from blog.importers.discussion import Entry, arrange
from blog.importers.errors import ExportError
from blog.importers.wordpress import WpComment, WpItem, WpSite, WpTerm, read_items, read_site
from blog.imports.comments import Arrival, key_of, store
from blog.imports.media import MediaFolder, stored_image
from blog.imports.report import StoriesReport
from blog.models import (
    Author,
    BlogIndexPage,
    BlogPage,
    Category,
    Comment,
    CommentsMode,
    ImportedPage,
    StoryAuthor,
)
from home.cleaning import clean
from home.folding import fold
from home.text import plain

SOURCE = "wordpress"
DRAFTS = {"draft", "pending", "private", "future"}
STATES = {"1": Comment.State.PUBLISHED, "0": Comment.State.WAITING}
WITHOUT_CATEGORY = {"uncategorized", "non-classe", "non-classifiee"}
NOTICES = {"pingback", "trackback"}

type Progress = Callable[[str], None]


def import_wordpress(
    path: Path,
    *,
    media: Path | None = None,
    dry_run: bool = False,
    progress: Progress = lambda title: None,
) -> StoriesReport:
    """Make a story of each post; what came before stays as editors left it.

    The file is read to its end before anything is written. Raises ``ExportError``.
    """
    site = read_site(path)
    blog = BlogIndexPage.objects.filter(alias_of=None).order_by("path").first()
    if blog is None:
        raise ExportError("no-blog")
    run = _Run(site, blog, MediaFolder(media), dry_run)
    for item in read_items(path):
        if item.kind == "post":
            run.add(item)
            progress(item.title)
        elif item.kind != "attachment":
            run.report.left_out["page" if item.kind == "page" else "other-kind"] += 1
    run.report.attachments = sorted(known.address for known in site.attachments.values())
    return run.report


@dataclass
class _Run:
    site: WpSite
    blog: BlogIndexPage
    media: MediaFolder
    dry_run: bool
    report: StoriesReport = field(default_factory=StoriesReport)

    def add(self, item: WpItem) -> None:
        """One post and all that hangs on it, or nothing."""
        is_draft = item.status in DRAFTS or item.protected
        if item.status != "publish" and not is_draft:
            self.report.left_out["not-a-draft"] += 1
            return
        with transaction.atomic():
            key = key_of(SOURCE, f"{self.site.hash}:post-{item.id}")
            known = ImportedPage.objects.filter(key=key).first()
            if known is None:
                story = self.new_story(item, key, publish=not is_draft)
            elif known.page_id is None:
                self.report.left_out["removed"] += 1
                return
            else:
                self.report.left_out["already-there"] += 1
                story = BlogPage.objects.filter(pk=known.page_id).first()
            if story:
                self.add_comments(item, story)

    def new_story(self, item: WpItem, key: str, *, publish: bool) -> BlogPage:
        body = read_body(item.html)
        title = self.title_of(item)
        story = BlogPage(
            title=title,
            slug=self.slug_of(item),
            lead=_cut(plain(item.excerpt), 400),
            date=item.day or timezone.localdate(),
            live=False,
            locale=self.blog.locale,
            comments_mode="" if item.takes_comments else CommentsMode.CLOSED,
        )
        pictures = self.pictures(item, body, title)
        if not self.dry_run:
            self.save(story, item, body, pictures)
            ImportedPage.objects.create(key=key, page=story)
            if publish:
                story.get_latest_revision().publish()
        if publish:
            self.redirect(item, story)
        self.report.count(published=publish, why="protected" if item.protected else item.status)
        if others := _filed(item)[1]:
            body.losses["category"] += len(others)
        self.report.losses += [(title, body.losses)] if +body.losses else []
        return story

    def save(
        self,
        story: BlogPage,
        item: WpItem,
        body: Body,
        pictures: dict[Picture, AbstractImage | None],
    ) -> None:
        story.body = list(_stream(body, pictures))
        category, others = _filed(item)
        story.category = category and self.named(Category, category)
        story.picture = pictures.get(_featured(item))
        if author := self.author(item.author):
            story.story_authors = [StoryAuthor(author=author)]
        self.blog.add_child(instance=story)
        names = [clean(term.name)[:100].strip() for term in [*others, *item.tags]]
        story.tags.set(sorted({name.casefold(): name for name in names if name}.values()))
        story.save_revision(log_action=True)

    def title_of(self, item: WpItem) -> str:
        return clean(plain(item.title))[:255].strip() or _("Untitled")

    def slug_of(self, item: WpItem) -> str:
        """The address it had, numbered where another story or a list of the blog has it."""
        words = unquote(item.slug) or self.title_of(item)
        wanted = slugify(fold(words))[:200].strip("-") or f"recit-{item.id}"
        taken = set(self.blog.get_children().values_list("slug", flat=True))
        numbered = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        return next(s for s in numbered if s not in taken and not self.blog.hides(s))

    def author(self, login: str) -> Author | None:
        """By the address that the login makes; no account is made."""
        name = clean(self.site.authors.get(login) or login)[:80].strip()
        return self.named(Author, WpTerm(login, name)) if name else None

    def named[T: (Author, Category)](self, model: type[T], term: WpTerm) -> T:
        name = clean(plain(term.name))[:80].strip()
        slug = slugify(fold(unquote(term.slug) or name))[:80]
        known = model.objects.filter(locale=self.blog.locale, slug=slug).first()
        return known or model.objects.create(locale=self.blog.locale, slug=slug, name=name)

    def pictures(self, item: WpItem, body: Body, title: str) -> dict[Picture, AbstractImage | None]:
        """The image of each picture, none where the folder has no such file."""
        wanted = [block for block in body.blocks if isinstance(block, Picture)]
        if "_thumbnail_id" in item.meta:
            wanted.append(_featured(item))
        found: dict[Picture, AbstractImage | None] = {}
        for picture in wanted:
            known = self.site.attachments.get(picture.id)
            address = known.address if known else picture.address
            path = self.media.find(address) if address else None
            if path is None:
                self.report.missing_pictures.setdefault(address or "?", title)
            elif self.dry_run:
                self.report.pictures += 1
            else:
                alt = (known.alt if known else "") or picture.alt
                found[picture] = stored_image(path, known.title if known else "", alt)
                self.report.pictures += found[picture] is not None
                if found[picture] is None:
                    self.report.missing_pictures.setdefault(address, title)
        return found

    def redirect(self, item: WpItem, story: BlogPage) -> None:
        """From the path it had, and from WordPress's short address where a path is left of it."""
        new = Redirect.normalise_path(f"{self.blog.url}{story.slug}/")
        olds = {Redirect.normalise_path(urlsplit(item.link).path), f"/?p={item.id}"}
        for old in olds - {"", "/", new}:
            if len(old) <= 255 and not Redirect.objects.filter(old_path=old, site=None).exists():
                self.report.redirects += 1
                if not self.dry_run:
                    Redirect.objects.create(old_path=old, site=None, redirect_page=story)

    def add_comments(self, item: WpItem, story: BlogPage) -> None:
        report = self.report.comments
        entries: dict[str, Entry] = {}
        for place, comment in enumerate(item.comments):
            if reason := _reason_against(comment, entries):
                report.left_out[reason] += 1
            elif comment.date:
                entries[comment.id] = Entry(
                    comment.id, item.id, comment.parent, comment.date, place
                )
        kept, left_out, remarks = arrange(entries)
        report.left_out += left_out
        report.remarks += remarks
        arrivals = [self.arrival(item.comments[entry.offset], entry, story) for entry in kept]
        store(arrivals, report, dry_run=self.dry_run)

    def arrival(self, comment: WpComment, entry: Entry, story: BlogPage) -> Arrival:
        def key(id: str) -> str:
            return key_of(SOURCE, f"{self.site.hash}:{id}")

        return Arrival(
            key=key(entry.id),
            parent_key=key(entry.parent) if entry.parent else "",
            story=story,
            date=entry.date,
            name=comment.name,
            email=comment.email,
            text=from_html(comment.html),
            state=STATES[comment.approved],
        )


def _reason_against(comment: WpComment, entries: dict[str, Entry]) -> str:
    if comment.kind in NOTICES:
        return "pingback"
    if comment.approved not in STATES:
        return "spam" if comment.approved == "spam" else "trashed"
    if comment.id in entries:
        return "repeated"
    if comment.date is None:
        return "date-missing"
    return "" if from_html(comment.html) else "empty"


def _filed(item: WpItem) -> tuple[WpTerm | None, list[WpTerm]]:
    """A story has one category: the first. The others become tags."""
    own = [term for term in item.categories if term.slug not in WITHOUT_CATEGORY]
    return (own[0], own[1:]) if own else (None, [])


def _featured(item: WpItem) -> Picture:
    return Picture("", item.meta.get("_thumbnail_id", ""))


def _stream(
    body: Body, pictures: dict[Picture, AbstractImage | None]
) -> Iterator[tuple[str, object]]:
    for block in body.blocks:
        match block:
            case Heading():
                yield "heading", {"text": block.text, "level": block.level}
            case Quotation():
                yield "quotation", {"text": block.text, "source": block.source}
            case Picture():
                image = pictures.get(block)
                if image:
                    yield "image", {"image": image, "alt": block.alt, "caption": block.caption}
                elif block.caption:
                    yield "paragraph", f"<p><i>{escape(block.caption)}</i></p>"
            case _:
                yield "paragraph", block.html


def _cut(text: str, longest: int) -> str:
    """At a word, with a sign that it goes on."""
    text = clean(text)
    return text if len(text) <= longest else re.sub(r"\W+\w*$", "", text[: longest - 1]) + "…"
