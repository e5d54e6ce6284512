"""Audiences, known by the words before them: "Public cible : Décideurs (élus, etc.)"."""

import re
from dataclasses import dataclass
from typing import Self

from home.folding import fold_words

LABEL = re.compile(
    r"\s*(?:publics?\s+(?:cibles?|visés?)|(?:target\s+)?audiences?|target\s+(?:group|public))"
    r"\s*[:\u2013\u2014-]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)
PRECISION = re.compile(r"(?P<name>.*\S)\s*\((?P<precision>[^()]+(?:\([^()]*\)[^()]*)*)\)\s*")
CONTINUED = re.compile(r"\s*\((?:suite|suite et fin|cont(?:inued|'d|d)?\.?)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Audience:
    name: str
    precision: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split off what stands in parentheses at the end."""
        text = CONTINUED.sub("", text).strip()
        found = PRECISION.fullmatch(text)
        return cls(found["name"], found["precision"].strip()) if found else cls(text)

    @property
    def key(self) -> tuple[str, str]:
        return fold_words(self.name), fold_words(self.precision)

    def __str__(self) -> str:
        return f"{self.name} ({self.precision})" if self.precision else self.name


def labelled_audience(text: str) -> Audience | None:
    """The audience, if the text says that it is one."""
    found = LABEL.fullmatch(text)
    return Audience.parse(found["name"]) if found else None


def audience_of(text: str) -> Audience:
    """The audience of a text that stands where only an audience can."""
    return labelled_audience(text) or Audience.parse(text)
