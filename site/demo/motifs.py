"""The palette, and the small figures that several demo pictures share."""

import math
from collections.abc import Iterable

from .shapes import Arc, Box, Disc, Leaf, Point, Polygon, Ribbon, Shape, Slice

PAPER, SAND, WHITE = "#fbf8f2", "#f3ede2", "#ffffff"
GREEN, FERN, MINT = "#0b5a48", "#2f8468", "#d3efe2"
APRICOT, PEACH, BRICK = "#f2a65a", "#fde3c8", "#c5675a"
MUSTARD, STRAW, SKY = "#e0b34a", "#e6d797", "#cfe6ee"
ROSE, INK = "#eab8b4", "#3d2a16"


def polar(x: float, y: float, distance: float, angle: float) -> Point:
    turn = math.radians(angle)
    return x + distance * math.cos(turn), y + distance * math.sin(turn)


def face(x: float, y: float, size: float) -> tuple[Shape, ...]:
    """Two eyes and a smile, for a head of radius ``size``."""
    return (
        Disc(INK, x - size * 0.27, y - size * 0.16, size * 0.085),
        Disc(INK, x + size * 0.27, y - size * 0.16, size * 0.085),
        Arc(INK, x, y + size * 0.08, size * 0.34, 25, 155, size * 0.085),
    )


def person(x: float, foot: float, size: float, body: str, head: str) -> tuple[Shape, ...]:
    """A round head over an arched body that stands at ``foot``."""
    return (
        Box(
            body,
            x - size,
            foot - size * 2.3,
            size * 2,
            size * 2.3,
            size,
            (True, True, False, False),
        ),
        Disc(head, x, foot - size * 2.75, size * 0.8),
        *face(x, foot - size * 2.75, size * 0.8),
    )


def seated(x: float, y: float, facing: float, colour: str, hair: str) -> tuple[Shape, ...]:
    """Someone seen from above: the shoulders, then the head; ``facing`` is an angle."""
    return (
        Ribbon(colour, (polar(x, y, 56, facing + 90), polar(x, y, 56, facing - 90)), 92),
        Disc(hair, x, y, 54),
    )


def cup(x: float, y: float, colour: str, drink: str, handle: float) -> tuple[Shape, ...]:
    """A cup on its saucer from above, its handle towards the angle ``handle``."""
    return (
        Disc(WHITE, x, y, 205),
        Ribbon(colour, ((x, y), polar(x, y, 182, handle)), 40),
        Disc(colour, x, y, 150),
        Disc(drink, x, y, 120),
    )


def house(
    x: float, foot: float, width: float, height: float, wall: str, roof: str, door: str
) -> tuple[Shape, ...]:
    """A house with a half-disc roof and an arched door."""
    half = width / 2
    return (
        Box(wall, x - half, foot - height, width, height),
        Slice(roof, x, foot - height, half + 18, 180, 360),
        Box(door, x - 34, foot - 130, 68, 130, 34, (True, True, False, False)),
        Disc(PEACH, x, foot - height - half * 0.45, 26),
    )


def tree(x: float, foot: float, size: float, crown: str) -> tuple[Shape, ...]:
    return (
        Box(INK, x - 8, foot - size * 1.6, 16, size * 1.6),
        Disc(crown, x, foot - size * 1.9, size),
    )


def plant(x: float, foot: float, leaves: int, colour: str, pot: str) -> tuple[Shape, ...]:
    """A stem with pairs of leaves, in a pot of half a disc."""
    top = foot - 190 - leaves * 95
    pairs = (
        Leaf(colour, x, foot - 215 - pair * 95, 150 - pair * 8, 74, angle)
        for pair in range(leaves)
        for angle in (-28, -152)
    )
    return (
        Ribbon(GREEN, ((x, foot - 100), (x, top)), 14),
        *pairs,
        Leaf(colour, x, top + 20, 130, 66, -90),
        Slice(pot, x, foot - 150, 130, 0, 180),
        Box(pot, x - 142, foot - 176, 284, 46, 23),
    )


def star(colour: str, x: float, y: float, size: float) -> Polygon:
    """Five points, the first one straight up."""
    radii = (size, size * 0.5)
    return Polygon(colour, tuple(polar(x, y, radii[i % 2], 36 * i - 90) for i in range(10)))


def tuque(x: float, foot: float, size: float, colour: str, pompon: str) -> tuple[Shape, ...]:
    """A knitted hat for the ``person`` of the same place and size."""
    top, radius = foot - size * 2.75, size * 0.8
    return (
        Disc(pompon, x, top - radius * 1.3, radius * 0.26),
        Slice(colour, x, top - radius * 0.36, radius * 0.94, 180, 360),
        Box(pompon, x - radius, top - radius * 0.56, radius * 2, radius * 0.26, radius * 0.13),
    )


def fir(x: float, foot: float, size: float, colour: str) -> tuple[Shape, ...]:
    """Three storeys of branches, each narrower than the one below."""
    storeys = (
        Polygon(
            colour,
            (
                (x - size * width, foot - size * bottom),
                (x + size * width, foot - size * bottom),
                (x, foot - size * (bottom + 1.15)),
            ),
        )
        for width, bottom in ((0.8, 0.3), (0.64, 0.95), (0.46, 1.55))
    )
    return (Box(INK, x - size * 0.08, foot - size * 0.32, size * 0.16, size * 0.32), *storeys)


def chair(x: float, foot: float, size: float, colour: str, back: str) -> tuple[Shape, ...]:
    """A chair seen from the front, its seat at ``size`` above the floor."""
    legs = (Box(INK, x + side * size * 0.5 - 7, foot - size, 14, size) for side in (-1, 1))
    return (
        Box(
            back,
            x - size * 0.55,
            foot - size * 2.1,
            size * 1.1,
            size * 1.2,
            size * 0.5,
            (True, True, False, False),
        ),
        *legs,
        Box(colour, x - size * 0.7, foot - size * 1.12, size * 1.4, size * 0.3, size * 0.15),
    )


def spines(x: float, foot: float, books: Iterable[tuple[str, float, float]]) -> tuple[Shape, ...]:
    """Books side by side on a shelf, each a colour, a width and a height."""
    shapes: list[Shape] = []
    for colour, width, height in books:
        shapes.append(Box(colour, x, foot - height, width - 6, height, 8))
        shapes.append(Box(PAPER, x + width * 0.3, foot - height * 0.8, width * 0.3, 14, 7))
        x += width
    return tuple(shapes)


def joined(*groups: Iterable[Shape]) -> tuple[Shape, ...]:
    return tuple(shape for group in groups for shape in group)
