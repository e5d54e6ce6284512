"""What is looked for, as a tree that each engine writes in its own language.

Every entry has its words in five columns. Readers know the first four by name, for rows only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """The order is that of weight: what stands in TITLE counts for more."""

    TITLE = "a"  # or a row's purposes
    OUTCOMES = "b"  # or what stands between the title and the text
    MEANS = "c"
    EXAMPLES = "d"  # or the text
    CONTEXT = "e"  # where it stands, who wrote it


EVERYWHERE = frozenset(Column)


@dataclass(frozen=True)
class Words:
    """Words that follow each other, of one form; ``prefix``: the last is only begun."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    columns: frozenset[Column] = EVERYWHERE


@dataclass(frozen=True)
class All:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Any:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class But:
    """The first without the second."""

    wanted: "Expression"
    without: "Expression"


type Expression = Words | All | Any | But


def all_of(parts: "Iterable[Expression]") -> "Expression":
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else All(parts)


def any_of(parts: "Iterable[Expression]") -> "Expression":
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else Any(parts)


def within(expression: "Expression", *columns: Column) -> "Expression":
    """The same, but in these columns alone."""
    match expression:
        case Words(words, exact, prefix):
            return Words(words, exact, prefix, frozenset(columns))
        case All(parts):
            return All(tuple(within(part, *columns) for part in parts))
        case Any(parts):
            return Any(tuple(within(part, *columns) for part in parts))
        case But(wanted, without):
            return But(within(wanted, *columns), without)
