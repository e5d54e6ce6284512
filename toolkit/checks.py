"""Asked with ``manage.py check --database default``."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections


@register(Tags.database)
def rows_agree(databases: list[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The table of rows must say what the pages say."""
    from toolkit.projection import drifted

    if "default" not in (databases or []):
        return []
    if "toolkit_row" not in connections["default"].introspection.table_names():
        return []
    pages = drifted()
    if not pages:
        return []
    return [
        Warning(
            f"{len(pages)} audience pages differ from their rows: "
            + ", ".join(page.url_path for page in pages[:5]),
            hint="Run manage.py rebuild_rows.",
            id="agirtot.W010",
        )
    ]
