"""The round shapes that the demo pictures are made of, drawn with Pillow.

Lengths are pixels of the finished picture; each shape scales itself by what it
is given, so that a picture can be drawn large and then reduced for smooth edges.
Angles are degrees, clockwise from three o'clock, as in Pillow.
"""

import math
from dataclasses import dataclass
from typing import Protocol

from PIL.ImageDraw import ImageDraw

type Point = tuple[float, float]


class Shape(Protocol):
    def paint(self, canvas: ImageDraw, scale: int) -> None: ...


@dataclass(frozen=True)
class Disc:
    colour: str
    x: float
    y: float
    radius: float

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        canvas.circle((self.x * scale, self.y * scale), self.radius * scale, self.colour)


@dataclass(frozen=True)
class Slice:
    """A part of a disc: a quarter, a half."""

    colour: str
    x: float
    y: float
    radius: float
    start: float
    end: float

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        box = _around(self.x, self.y, self.radius, scale)
        canvas.pieslice(box, self.start, self.end, self.colour)


@dataclass(frozen=True)
class Box:
    """A rectangle; ``corners`` (top left, then clockwise) says which are round."""

    colour: str
    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    corners: tuple[bool, bool, bool, bool] = (True, True, True, True)

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        box = (self.x, self.y, self.x + self.width, self.y + self.height)
        scaled = [side * scale for side in box]
        radius = self.radius * scale
        canvas.rounded_rectangle(scaled, radius, self.colour, corners=self.corners)


@dataclass(frozen=True)
class Polygon:
    colour: str
    points: tuple[Point, ...]

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        canvas.polygon([(x * scale, y * scale) for x, y in self.points], self.colour)


@dataclass(frozen=True)
class Arc:
    """A piece of a circle's line, with round ends."""

    colour: str
    x: float
    y: float
    radius: float
    start: float
    end: float
    width: float

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        outer = _around(self.x, self.y, self.radius + self.width / 2, scale)
        canvas.arc(outer, self.start, self.end, self.colour, round(self.width * scale))
        for angle in (math.radians(self.start), math.radians(self.end)):
            x = self.x + self.radius * math.cos(angle)
            y = self.y + self.radius * math.sin(angle)
            Disc(self.colour, x, y, self.width / 2).paint(canvas, scale)


@dataclass(frozen=True)
class Leaf:
    """A pointed oval from its foot (x, y) towards ``angle``."""

    colour: str
    x: float
    y: float
    length: float
    width: float
    angle: float

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        turn, steps = math.radians(self.angle), 40
        there = [(i / steps, math.sin(math.pi * i / steps)) for i in range(steps + 1)]
        outline = there + [(along, -across) for along, across in reversed(there)]
        points = [
            self._turned(along * self.length, across * self.width / 2, turn)
            for along, across in outline
        ]
        Polygon(self.colour, tuple(points)).paint(canvas, scale)

    def _turned(self, along: float, across: float, turn: float) -> Point:
        return (
            self.x + along * math.cos(turn) - across * math.sin(turn),
            self.y + along * math.sin(turn) + across * math.cos(turn),
        )


@dataclass(frozen=True)
class Ribbon:
    """A smooth line with round ends through ``points`` (Catmull-Rom), thinner by ``taper``."""

    colour: str
    points: tuple[Point, ...]
    width: float
    taper: float = 0

    def paint(self, canvas: ImageDraw, scale: int) -> None:
        course = self._course()
        for step, (x, y) in enumerate(course):
            width = self.width - self.taper * step / len(course)
            Disc(self.colour, x, y, width / 2).paint(canvas, scale)

    def _course(self, steps: int = 120) -> list[Point]:
        ends = (self.points[0], *self.points, self.points[-1])
        return [
            (_spline(xs, i / steps), _spline(ys, i / steps))
            for xs, ys in (zip(*ends[k : k + 4], strict=True) for k in range(len(ends) - 3))
            for i in range(steps + 1)
        ]


def _around(x: float, y: float, radius: float, scale: int) -> list[float]:
    return [side * scale for side in (x - radius, y - radius, x + radius, y + radius)]


def _spline(controls: tuple[float, ...], t: float) -> float:
    a, b, c, d = controls
    ahead, bend, twist = c - a, 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return b + (ahead * t + bend * t**2 + twist * t**3) / 2
