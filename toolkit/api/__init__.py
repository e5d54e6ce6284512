"""The toolkit in the API: tools with their audiences and rows, and what recurs in them."""

from ninja import NinjaAPI


def register(api: NinjaAPI) -> None:
    from toolkit.api import parts  # noqa: F401
    from toolkit.api.achievements import router as achievements
    from toolkit.api.contributions import router as contributions
    from toolkit.api.rows import router as rows
    from toolkit.api.tools import router as tools

    api.add_router("/tools/", tools)
    api.add_router("/rows/", rows)
    api.add_router("/achievements/", achievements)
    api.add_router("/contributions/", contributions)
