"""The demo's texts, read from the TOML files beside this module."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent

type Table = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """``site`` holds the home page, settings, pictures, themes and standing pages."""

    tool: Table
    site: Table
    blog: Table
    synonyms: Table
    team: Table
    achievements: Table

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Self:
        names = ("tool", "pages", "stories", "synonyms", "team", "achievements")
        return cls(*(read_table(folder / f"{name}.toml") for name in names))


def read_table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(
            _("The demo's texts cannot be read: %(path)s (%(reason)s).")
            % {"path": path, "reason": error}
        ) from error
