"""Which backend the environment asks for. It is for settings: no model is known yet."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

CLIENTS = {"opensearch": "opensearchpy", "elasticsearch": "elasticsearch"}


def backend(name: str, urls: list[str], prefix: str) -> dict[str, object]:
    """An entry of ``WAGTAILSEARCH_BACKENDS``."""
    if name == "database":
        return {"BACKEND": "search.backends.analysed"}
    if name not in CLIENTS:
        raise ImproperlyConfigured(
            f'SEARCH_BACKEND is "{name}": it can be "database", "opensearch" or "elasticsearch".'
        )
    if not urls:
        raise ImproperlyConfigured(
            f"SEARCH_BACKEND is {name}: set SEARCH_URL to the address of its server."
        )
    if find_spec(CLIENTS[name]) is None:
        raise ImproperlyConfigured(
            f"SEARCH_BACKEND is {name}, whose client is not installed: run uv sync --group {name}."
        )
    from search.backends.remote import INDEX_SETTINGS  # the database does without

    return {
        "BACKEND": f"search.backends.{name}",
        "URLS": urls,
        "INDEX_PREFIX": prefix,
        "INDEX_SETTINGS": INDEX_SETTINGS,
    }
