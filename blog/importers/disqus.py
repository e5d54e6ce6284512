"""Disqus's export: the threads of a site, then the posts in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from blog.importers.xml import local, read_records, text_of

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True, slots=True)
class DisqusThread:
    """``identifier`` is what the site called the page, ``link`` where it stood."""

    id: str
    identifier: str
    link: str
    title: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class DisqusPost:
    """``date`` is None where it cannot be read; ``parent`` is empty where it answers none."""

    id: str
    thread: str
    parent: str
    date: datetime | None
    name: str
    email: str
    html: str
    deleted: bool
    spam: bool


def read_disqus(path: Path) -> Iterator[DisqusThread | DisqusPost]:
    """Raises ``ExportError`` at the latest once all is read: believe nothing before the end."""
    for element in read_records(path, root="disqus", level=1):
        match local(element.tag):
            case "thread":
                yield _thread(element)
            case "post":
                yield _post(element)


def _thread(element: Element) -> DisqusThread:
    return DisqusThread(
        id=_id(element),
        identifier=text_of(element, "id"),
        link=text_of(element, "link"),
        title=text_of(element, "title"),
        deleted=_is_true(element, "isDeleted"),
    )


def _post(element: Element) -> DisqusPost:
    author = _child(element, "author")
    thread, html = _id(_child(element, "thread")), text_of(element, "message")
    date = text_of(element, "createdAt")
    return DisqusPost(
        id=_id(element) or _made_up_id(text_of(element, "id"), thread, date, html),
        thread=thread,
        parent=_id(_child(element, "parent")),
        date=read_date(date),
        name=text_of(author, "name") or text_of(author, "username"),
        email=text_of(author, "email"),
        html=html,
        deleted=_is_true(element, "isDeleted"),
        spam=_is_true(element, "isSpam"),
    )


def read_date(text: str) -> datetime | None:
    """ISO 8601, in UTC where it names no zone; None for what no comment can have as its date."""
    try:
        date = datetime.fromisoformat(text)
        date = date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return date if EARLIEST <= date.year <= LATEST else None


def _id(element: Element) -> str:
    """Its attribute ``dsq:id``."""
    found = (value for name, value in element.items() if local(name) == "id")
    return next(found, "").strip()


def _made_up_id(*parts: str) -> str:
    """For posts that Disqus exported without any: the same in each export."""
    if parts[0]:
        return f"id-{parts[0]}"
    return f"sha-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:40]}"


def _child(element: Element, name: str) -> Element:
    found = (child for child in element if local(child.tag) == name)
    return next(found, Element(name))


def _is_true(element: Element, name: str) -> bool:
    return text_of(element, name).casefold() == "true"
