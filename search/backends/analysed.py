"""For ``WAGTAILSEARCH_BACKENDS``: the admin's search in the project's own database."""

from django.db import connection


def SearchBackend(params):  # noqa: N802 - the name that modelsearch looks for
    if connection.vendor == "postgresql":
        from search.backends import postgres

        return postgres.SearchBackend(params)
    from search.backends import sqlite

    return sqlite.SearchBackend(params)
