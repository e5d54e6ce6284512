"""The API's reading side: what every router shares, and the pages. ``docs/adr`` says why."""

from ninja import NinjaAPI


def register(api: NinjaAPI) -> None:
    """After the apps that add parts to pages: the schemas of pages are made here."""
    from home.api import pages, problems  # noqa: F401

    problems.register(api)
