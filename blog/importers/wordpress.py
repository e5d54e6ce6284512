"""WordPress's export (WXR): its people and categories, posts with comments, and attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from blog.importers.disqus import read_date
from blog.importers.errors import ExportError
from blog.importers.xml import local, read_records, text_of


@dataclass(frozen=True)
class WpTerm:
    slug: str
    name: str


@dataclass(frozen=True)
class WpComment:
    """``approved`` is "1", "0", "spam" or "trash"; ``parent`` empty where it answers none."""

    id: str
    parent: str
    name: str
    email: str
    date: datetime | None
    html: str
    approved: str
    kind: str


@dataclass(frozen=True)
class WpItem:
    """A post, a page, an attachment or whatever ``kind`` says."""

    id: str
    kind: str
    status: str
    title: str
    slug: str
    link: str
    day: date | None
    html: str
    excerpt: str
    author: str
    protected: bool
    takes_comments: bool
    attachment: str
    meta: dict[str, str] = field(default_factory=dict)
    categories: list[WpTerm] = field(default_factory=list)
    tags: list[WpTerm] = field(default_factory=list)
    comments: list[WpComment] = field(default_factory=list)


@dataclass(frozen=True)
class Attachment:
    id: str
    address: str
    alt: str
    title: str


@dataclass
class WpSite:
    """What a first reading keeps; ``authors`` are names by login."""

    address: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Tells the ids of one site from those of another, whatever its scheme."""
        return hashlib.sha256((urlsplit(self.address).hostname or "").encode()).hexdigest()[:12]


def read_site(path: Path) -> WpSite:
    """Read the whole file once, so that nothing is written of one that turns out broken."""
    site = WpSite()
    is_export = False
    for element in read_records(path, root="rss", level=2):
        name = local(element.tag)
        is_export = is_export or name == "wxr_version"
        if name == "base_blog_url" or (name == "link" and not site.address):
            site.address = (element.text or "").strip()
        elif name == "author":
            login = text_of(element, "author_login")
            site.authors[login] = text_of(element, "author_display_name") or login
        elif name == "item" and text_of(element, "post_type") == "attachment":
            found = _attachment(_item(element))
            site.attachments[found.id] = found
    if not is_export:
        raise ExportError("not-rss")
    return site


def read_items(path: Path) -> Iterator[WpItem]:
    for element in read_records(path, root="rss", level=2):
        if local(element.tag) == "item":
            yield _item(element)


def _attachment(item: WpItem) -> Attachment:
    alt = item.meta.get("_wp_attachment_image_alt", "")
    return Attachment(item.id, item.attachment, alt, item.title)


def _item(element: Element) -> WpItem:
    encoded = {_family(child.tag): child.text or "" for child in element if _is_encoded(child)}
    terms = [child for child in element if local(child.tag) == "category"]
    return WpItem(
        id=text_of(element, "post_id"),
        kind=text_of(element, "post_type"),
        status=text_of(element, "status"),
        title=text_of(element, "title"),
        slug=text_of(element, "post_name"),
        link=text_of(element, "link"),
        day=_day(element),
        html=encoded.get("content", ""),
        excerpt=encoded.get("excerpt", ""),
        author=text_of(element, "creator"),
        protected=bool(text_of(element, "post_password")),
        takes_comments=text_of(element, "comment_status") != "closed",
        attachment=text_of(element, "attachment_url"),
        meta={text_of(m, "meta_key"): text_of(m, "meta_value") for m in _all(element, "postmeta")},
        categories=_terms(terms, "category"),
        tags=_terms(terms, "post_tag"),
        comments=[_comment(child) for child in _all(element, "comment")],
    )


def _is_encoded(element: Element) -> bool:
    return local(element.tag) == "encoded"


def _family(tag: str) -> str:
    """Which "encoded" it is: the namespace's address tells, in each version another."""
    return "excerpt" if "excerpt" in tag else "content"


def _terms(elements: list[Element], domain: str) -> list[WpTerm]:
    return [
        WpTerm(element.get("nicename", ""), (element.text or "").strip())
        for element in elements
        if element.get("domain") == domain and (element.text or "").strip()
    ]


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element if local(child.tag) == name]


def _comment(element: Element) -> WpComment:
    parent = text_of(element, "comment_parent")
    when = text_of(element, "comment_date_gmt")
    return WpComment(
        id=text_of(element, "comment_id"),
        parent="" if parent == "0" else parent,
        name=text_of(element, "comment_author"),
        email=text_of(element, "comment_author_email"),
        date=read_date(when) or read_date(text_of(element, "comment_date")),
        html=text_of(element, "comment_content"),
        approved=text_of(element, "comment_approved"),
        kind=text_of(element, "comment_type"),
    )


def _day(element: Element) -> date | None:
    """The day on the clock of its author."""
    when = read_date(text_of(element, "post_date")) or read_date(text_of(element, "post_date_gmt"))
    return when.astimezone(UTC).date() if when else None
