"""Imported comments put in order: who answers whom, what is kept, parents first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Entry:
    """One comment without its words, which lie at ``offset`` of a file.

    ``removed`` is the code of why it has none, empty where it has some.
    """

    id: str
    thread: str
    parent: str
    date: datetime
    offset: int
    removed: str = ""
    depth: int = 0

    @property
    def rank(self) -> tuple[datetime, int, str]:
        """Oldest first; ids are numbers in most exports, and grow."""
        return self.date, len(self.id), self.id


def arrange(entries: dict[str, Entry]) -> tuple[list[Entry], Counter[str], Counter[str]]:
    """What to import, each after the one it answers; what is left out; what was mended.

    A removed comment stays where one below it does, to hold the thread together.
    The order is the same for the same export, wherever a first run was interrupted.
    """
    remarks: Counter[str] = Counter()
    for entry in entries.values():
        parent = entries.get(entry.parent)
        if entry.parent and (parent is None or parent.thread != entry.thread):
            remarks["parent-elsewhere" if parent else "parent-absent"] += 1
            entry.parent = ""
    _break_cycles(entries, remarks)
    needed = {entry.id for entry in entries.values() if not entry.removed}
    for entry in sorted(entries.values(), key=lambda entry: -entry.depth):
        if entry.id in needed and entry.parent:
            needed.add(entry.parent)
    left_out = Counter(entry.removed for entry in entries.values() if entry.id not in needed)
    kept = [entry for entry in entries.values() if entry.id in needed]
    return sorted(kept, key=lambda entry: (entry.depth, *entry.rank)), left_out, remarks


def _break_cycles(entries: dict[str, Entry], remarks: Counter[str]) -> None:
    """Give each its depth; of comments that answer one another in a circle, the oldest begins."""
    placed: set[str] = set()
    for start in sorted(entries.values(), key=lambda entry: entry.rank):
        above = _ancestors(start, entries, placed)
        if above and above[-1].parent and above[-1].parent not in placed:
            first = next(n for n, entry in enumerate(above) if entry.id == above[-1].parent)
            oldest = min(above[first:], key=lambda entry: entry.rank)
            oldest.parent = ""
            remarks["parents-in-circle"] += 1
            above = _ancestors(start, entries, placed)
        for entry in reversed(above):
            entry.depth = entries[entry.parent].depth + 1 if entry.parent else 0
            placed.add(entry.id)


def _ancestors(start: Entry, entries: dict[str, Entry], placed: set[str]) -> list[Entry]:
    """The comment and those above it that have no depth yet, up to where they come round."""
    found: list[Entry] = []
    seen: set[str] = set()
    entry: Entry | None = start
    while entry and entry.id not in placed and entry.id not in seen:
        found.append(entry)
        seen.add(entry.id)
        entry = entries.get(entry.parent)
    return found
