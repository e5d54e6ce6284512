"""The four columns of a tool, and the audience's own, known by their headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from home.folding import fold_words
from toolkit.importers.blocks import Cell
from toolkit.importers.grid import Grid, text_of

AUDIENCE = "audience"
# Folded, French and English. A heading may say more after these words: "Pourquoi partager?".
HEADINGS = {
    "purposes": (
        "pourquoi", "but", "buts", "objectif", "objectifs", "finalite", "intention", "intentions",
        "why", "purpose", "purposes", "goal", "goals", "objective", "objectives",
    ),
    "outcomes": (
        "pour quelles retombees", "retombees", "pour quels effets", "effets", "resultats",
        "quelles retombees", "for what outcomes", "for which outcomes", "what outcomes",
        "outcomes", "expected outcomes", "results", "expected results", "benefits",
    ),
    "means": (
        "comment", "par quels moyens", "quels moyens", "moyens", "moyen", "how", "means",
        "by what means",
    ),
    "examples": ("exemples", "exemple", "par exemple", "examples", "example", "for example"),
    AUDIENCE: (
        "public cible", "publics cibles", "public vise", "public", "publics", "pour qui", "qui",
        "a qui", "audience", "audiences", "target audience", "target audiences", "for whom", "who",
    ),
}  # fmt: skip
LONGEST_HEADING = 8
DEEPEST_HEADING = 5


@dataclass(frozen=True)
class Columns:
    """Which column stands where. ``row`` is that of the headings, -1 when they are implied."""

    row: int
    names: tuple[str, ...]
    headings: tuple[str, ...]

    def is_repeated_in(self, cells: Sequence[Cell]) -> bool:
        return tuple(fold_words(text_of(cell)) for cell in cells) == self.headings

    @property
    def has_audience(self) -> bool:
        return AUDIENCE in self.names


def column_named(heading: str) -> str:
    """The column of a heading in any case, accents and punctuation, or nothing."""
    words = fold_words(heading)
    if not words or len(words.split()) > LONGEST_HEADING:
        return ""
    for column, headings in HEADINGS.items():
        if words in headings:
            return column
    for column, headings in HEADINGS.items():
        if any(words.startswith(f"{known} ") for known in headings):
            return column
    return ""


def find_columns(grid: Grid) -> Columns | None:
    """The row among the first few with most headings; at least two, or it is another table."""
    best, most = None, 1
    for number, cells in enumerate(grid.rows[:DEEPEST_HEADING]):
        texts = [text_of(cell) for cell in cells]
        names = tuple(map(column_named, texts))
        known = len(set(names) - {"", AUDIENCE})
        if known > most:
            if AUDIENCE not in names and not texts[0] and _is_filled(grid, number):
                names = (AUDIENCE, *names[1:])
            best, most = Columns(number, names, tuple(map(fold_words, texts))), known
    return best


def _is_filled(grid: Grid, heading: int) -> bool:
    """Does the first column, though it has no heading, say something below?"""
    return any(text_of(cells[0]) for cells in grid.rows[heading + 1 :])
