"""What an import did, or would do."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.importers.messages import DRAFTS, ITEMS_LEFT_OUT, LEFT_OUT, LOSSES, REMARKS

COLUMNS = ("thread", "link", "title", "comments", "story")


@dataclass(frozen=True)
class UnmatchedThread:
    id: str
    link: str
    title: str
    comments: int


@dataclass
class CommentsReport:
    """Counts of comments; ``left_out`` and ``remarks`` by the codes of ``messages``."""

    imported: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    unmatched: list[UnmatchedThread] = field(default_factory=list)

    @property
    def adds_something(self) -> bool:
        return self.imported > 0

    @property
    def left_out_lines(self) -> Iterator[str]:
        return _lines(self.left_out, LEFT_OUT)

    @property
    def remark_lines(self) -> Iterator[str]:
        return _lines(self.remarks, REMARKS)

    @property
    def summary(self) -> str:
        left_out = self.left_out.total()
        said = (
            ngettext("%(count)d comment imported", "%(count)d comments imported", self.imported)
            % {"count": self.imported},
            ngettext("%(count)d left out", "%(count)d left out", left_out) % {"count": left_out},
        )
        return ", ".join(said)

    @property
    def csv(self) -> str:
        """The threads without a story, with an empty last column to fill."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for thread in self.unmatched:
            row = (thread.id, thread.link, thread.title, thread.comments, "")
            writer.writerow([_harmless(str(cell)) for cell in row])
        return out.getvalue()


@dataclass
class StoriesReport:
    """What became of posts; ``losses`` are those of each title, ``missing_pictures`` addresses.

    ``attachments`` are the addresses of all files that the export names.
    """

    published: int = 0
    drafts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    losses: list[tuple[str, Counter[str]]] = field(default_factory=list)
    missing_pictures: dict[str, str] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)
    pictures: int = 0
    redirects: int = 0
    comments: CommentsReport = field(default_factory=CommentsReport)

    def count(self, *, published: bool, why: str) -> None:
        """One more story; ``why`` it is a draft is the code of a sentence."""
        if published:
            self.published += 1
        else:
            self.drafts[why] += 1

    @property
    def summary(self) -> str:
        drafts = self.drafts.total()
        said = (
            ngettext("%(count)d story published", "%(count)d stories published", self.published)
            % {"count": self.published},
            ngettext("%(count)d draft", "%(count)d drafts", drafts) % {"count": drafts},
            ngettext("%(count)d picture", "%(count)d pictures", self.pictures)
            % {"count": self.pictures},
            ngettext("%(count)d redirect", "%(count)d redirects", self.redirects)
            % {"count": self.redirects},
        )
        return ", ".join(said)

    @property
    def adds_something(self) -> bool:
        return self.published + self.drafts.total() > 0 or self.comments.adds_something

    @property
    def attachments_line(self) -> str:
        count = len(self.attachments)
        said = ngettext(
            "%(count)d attachment in the export", "%(count)d attachments in the export", count
        )
        return said % {"count": count}

    @property
    def draft_lines(self) -> Iterator[str]:
        return _lines(self.drafts, DRAFTS)

    @property
    def left_out_lines(self) -> Iterator[str]:
        return _lines(self.left_out, ITEMS_LEFT_OUT)

    @property
    def loss_lines(self) -> Iterator[tuple[str, list[str]]]:
        """For each story that lost something, its title and what it was."""
        for title, losses in self.losses:
            yield title, list(_lines(losses, LOSSES))


def _lines(counts: Counter[str], sentences: dict[str, Promise]) -> Iterator[str]:
    for code, count in counts.most_common():
        yield _("%(count)d: %(what)s") % {"count": count, "what": sentences[code]}


def _harmless(cell: str) -> str:
    """Spreadsheets would run a title such as ``=HYPERLINK(…)`` as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
