"""What is held of an address, across apps: each app that holds something is a holder.

A holder is registered in a module that its ``AppConfig.ready()`` imports. Requests are
answered by ``manage.py personal_data`` and in the admin's settings.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.utils.functional import Promise


class Holder(Protocol):
    """``key`` names its list in an export, ``label`` says to people what it counts."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str | Promise: ...

    def count(self, email: str) -> int: ...

    def export(self, email: str) -> list[dict[str, Any]]: ...

    def erase(self, email: str, *, texts: bool) -> None:
        """Part the address from what it left; with ``texts``, its words go too."""


HOLDERS: dict[str, Holder] = {}


def register_holder[H: Holder](holder: type[H]) -> type[H]:
    """A decorator for classes that are made without arguments."""
    made = holder()
    HOLDERS[made.key] = made
    return holder
