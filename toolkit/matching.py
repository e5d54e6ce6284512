"""What stayed, when a list comes back changed."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

LIKE = 0.6


def similarity(one: str, other: str, least: float) -> float:
    """How similar two texts are, from 0 to 1; 0 where they surely fall short of ``least``."""
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    return matcher.ratio()


def match[New, Old](
    new: Sequence[New],
    old: Sequence[Old],
    *,
    key: Callable[[New | Old], str],
    text: Callable[[New | Old], str],
    like: float = LIKE,
) -> list[Old | None]:
    """For each of ``new`` the one of ``old`` that it continues, or None.

    First those of the same ``key``, in order; then, among the rest, the most similar
    ``text`` first, down to ``like`` (0 to 1). No old one is used twice.
    """
    left: dict[str, list[int]] = {}
    for position, former in enumerate(old):
        left.setdefault(key(former), []).append(position)
    found: dict[int, int] = {}
    for position, one in enumerate(new):
        if positions := left.get(key(one)):
            found[position] = positions.pop(0)

    free = sorted(position for positions in left.values() for position in positions)
    pairs = [(n, o) for n in range(len(new)) if n not in found for o in free]
    scored = [(similarity(text(new[n]), text(old[o]), like), n, o) for n, o in pairs]
    for score, n, o in sorted(scored, key=lambda pair: -pair[0]):
        if score >= like and n not in found and o not in found.values():
            found[n] = o
    return [old[found[n]] if n in found else None for n in range(len(new))]
