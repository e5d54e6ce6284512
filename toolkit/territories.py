"""Where in Québec something was done: a region, or one of the territories that make it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.folding import fold

FILE = Path(__file__).with_suffix(".toml")
ELSEWHERE = "00"

type Choices = list[tuple[str | Promise, list[tuple[str, str | Promise]]] | tuple[str, Promise]]


@dataclass(frozen=True)
class Region:
    """``territories`` are names by their codes, which have three figures; a region's has two."""

    code: str
    name: str
    territories: dict[str, str]


@cache
def regions() -> dict[str, Region]:
    """By code, in the order of their codes."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["regions"]
    return {region["code"]: Region(**region) for region in read}


@cache
def region_of(code: str) -> Region | None:
    """That of a region's or a territory's code; None elsewhere."""
    found = regions().get(code)
    return found or next((one for one in regions().values() if code in one.territories), None)


def name_of(code: str) -> str:
    """``"Kamouraska (Bas-Saint-Laurent)"``, ``"Laval"``; nothing for what is no code."""
    region = region_of(code)
    if region is None:
        return ""
    name = region.territories.get(code, region.name)
    return name if name == region.name else f"{name} ({region.name})"


def choices() -> Choices:
    """For a list to choose from: territories by region, by name, each region whole first."""
    by_name = sorted(regions().values(), key=lambda region: fold(region.name))
    return [
        *((region.name, _choices_in(region)) for region in by_name),
        (ELSEWHERE, _("All of Québec, or elsewhere")),
    ]


def _choices_in(region: Region) -> list[tuple[str, str | Promise]]:
    if len(region.territories) == 1:
        return [(region.code, region.name)]
    inside = sorted(region.territories.items(), key=lambda pair: fold(pair[1]))
    return [(region.code, _("The whole region")), *inside]
