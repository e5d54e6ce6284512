"""How stored values are answered: a registry of shapes, for blocks and for fields of models.

A shape is made from a definition, recursively: that of a StructBlock from those of its
children. Each class has its maker, and subclasses are answered as their nearest ancestor
is: a new block needs nothing here unless it stores something new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from home.api.answer import Answer


@dataclass(frozen=True)
class Shape:
    """``schema`` describes in the OpenAPI document what ``draw`` makes of a stored value."""

    schema: Any
    draw: Callable[[Any, Answer], Any]


type Maker[Made] = Callable[[Any, str], Made]


class Registry[Made]:
    """Makers of shapes by class; the second argument of a maker names what it makes."""

    def __init__(self) -> None:
        self.makers: dict[type, Maker[Made]] = {}

    def register(self, *classes: type) -> Callable[[Maker[Made]], Maker[Made]]:
        def add(maker: Maker[Made]) -> Maker[Made]:
            self.makers.update(dict.fromkeys(classes, maker))
            return maker

        return add

    def shape_of(self, definition: Any, name: str) -> Made:
        for ancestor in type(definition).__mro__:
            if maker := self.makers.get(ancestor):
                return maker(definition, name)
        raise LookupError(f"The API knows no shape for {type(definition).__name__}.")


def as_stored(value: Any, answer: Answer) -> Any:
    return value
