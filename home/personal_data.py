"""Who holds something of people: each app that does says so, and requests reach them all.

A holder is registered by the app that has the data, in a module that its
``AppConfig.ready()`` imports.
"""

from typing import Any, Protocol

from django.utils.functional import Promise


class Holder(Protocol):
    """``key`` names its part of an export, ``label`` what is counted."""

    key: str
    label: Promise

    def count(self, email: str) -> int: ...

    def export(self, email: str) -> list[dict[str, Any]]: ...

    def erase(self, email: str, *, texts: bool) -> None:
        """Part the address from what it left; with ``texts``, what it wrote goes too."""


HOLDERS: dict[str, Holder] = {}


def holds[H: Holder](holder: type[H]) -> type[H]:
    """Register a holder."""
    HOLDERS[holder.key] = holder()
    return holder
