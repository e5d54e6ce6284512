"""Disqus's comments below the stories they belong to."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from blog.comments.markup import from_html
from blog.importers.discussion import Entry, arrange
from blog.importers.disqus import DisqusPost, DisqusThread, read_disqus
from blog.importers.errors import ExportError
from blog.imports.addresses import StoryFinder
from blog.imports.comments import Arrival, key_of, store
from blog.imports.report import COLUMNS, CommentsReport, UnmatchedThread
from blog.models import BlogPage, Comment

SOURCE = "disqus"
BATCH = 500

type Progress = Callable[[int, int], None]


@dataclass
class Export:
    """All that a file holds; the words of its posts are in a file of their own."""

    words: IO[bytes]
    threads: dict[str, DisqusThread] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, post: DisqusPost) -> None:
        if post.spam or post.id in self.entries or post.date is None:
            reason = "spam" if post.spam else "date-missing" if post.date is None else "repeated"
            self.left_out[reason] += 1
            return
        text = "" if post.deleted else from_html(post.html)
        removed = "" if text else "deleted" if post.deleted else "empty"
        content = ["", "", ""] if removed else [post.name, post.email, text]
        self.entries[post.id] = Entry(
            post.id, post.thread, post.parent, post.date, self.words.tell(), removed
        )
        self.words.write(json.dumps(content).encode() + b"\n")

    def read(self, entry: Entry) -> list[str]:
        self.words.seek(entry.offset)
        return json.loads(self.words.readline())


def import_disqus(
    path: Path,
    *,
    mapping: dict[str, BlogPage] | None = None,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
) -> CommentsReport:
    """Store the comments of an export; those that are there already stay as they are.

    The file is read to its end before anything is written. ``mapping`` tells the story of
    threads that cannot be found otherwise (see ``read_mapping``). Raises ``ExportError``.
    """
    with TemporaryFile() as words:
        export = Export(words)
        for record in read_disqus(path):
            if isinstance(record, DisqusThread):
                export.threads[record.id] = record
            else:
                export.add(record)
        report = CommentsReport(left_out=export.left_out)
        stories = _stories(export, mapping or {}, report)
        entries, left_out, remarks = arrange(_kept(export, stories, report))
        report.left_out += left_out
        report.remarks += remarks
        done = 0
        for batch in batched(entries, BATCH):
            arrivals = [_arrival(entry, export, stories[entry.thread]) for entry in batch]
            store(arrivals, report, dry_run=dry_run)
            done += len(batch)
            progress(done, len(entries))
    return report


def _stories(
    export: Export, mapping: dict[str, BlogPage], report: CommentsReport
) -> dict[str, BlogPage]:
    """The story of each thread that has comments; the report gets those without."""
    finder = StoryFinder()
    found: dict[str, BlogPage] = {}
    for thread_id, comments in Counter(e.thread for e in export.entries.values()).items():
        thread = export.threads.get(thread_id)
        if thread is None or thread.deleted:
            continue
        story = (
            finder.by_identifier(thread.identifier)
            or finder.by_address(thread.link)
            or mapping.get(thread_id)
        )
        if story:
            found[thread_id] = story
        else:
            unmatched = UnmatchedThread(thread_id, thread.link, thread.title, comments)
            report.unmatched.append(unmatched)
    return found


def _kept(export: Export, stories: dict[str, BlogPage], report: CommentsReport) -> dict[str, Entry]:
    """The comments that have a story, and of the removed ones those that are answered."""
    for entry in export.entries.values():
        if entry.thread not in stories:
            thread = export.threads.get(entry.thread)
            reason = "thread-unmatched" if thread else "thread-absent"
            report.left_out["thread-deleted" if thread and thread.deleted else reason] += 1
    return {id: entry for id, entry in export.entries.items() if entry.thread in stories}


def _arrival(entry: Entry, export: Export, story: BlogPage) -> Arrival:
    name, email, text = export.read(entry)
    return Arrival(
        key=key_of(SOURCE, entry.id),
        parent_key=key_of(SOURCE, entry.parent) if entry.parent else "",
        story=story,
        date=entry.date,
        name=name,
        email=email,
        text=text,
        state=Comment.State.DELETED if entry.removed else Comment.State.PUBLISHED,
    )


def read_mapping(lines: Iterable[str]) -> dict[str, BlogPage]:
    """The stories that somebody wrote into the last column of a report's CSV.

    Raises ``ExportError`` where a line names a story that is not there.
    """
    finder, found = StoryFinder(), {}
    rows = csv.DictReader(lines)
    if not {COLUMNS[0], COLUMNS[-1]} <= set(rows.fieldnames or ()):
        raise ExportError("csv-columns", columns=", ".join(COLUMNS))
    for row in rows:
        address = (row["story"] or "").strip()
        if not address:
            continue
        story = finder.by_identifier(address) or finder.by_address(address)
        if story is None:
            raise ExportError("csv-story", line=str(rows.line_num), address=address)
        found[(row["thread"] or "").strip()] = story
    return found
