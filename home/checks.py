"""Settings that contradict each other are said before they do harm."""

from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import validate_host


@register()
def languages_agree(**kwargs: Any) -> list[CheckMessage]:
    """The source language must be one that content is written in."""
    declared = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    if settings.LANGUAGE_CODE in declared:
        return []
    return [
        Error(
            f"LANGUAGE_CODE is {settings.LANGUAGE_CODE!r}, which WAGTAIL_CONTENT_LANGUAGES lacks.",
            hint="Pages could not be made in the site's own language.",
            id="agirtot.E001",
        )
    ]


@register()
def no_lock_on_reads(**kwargs: Any) -> list[CheckMessage]:
    """With IMMEDIATE transactions, ATOMIC_REQUESTS makes each read wait for the write lock."""
    return [
        Error(
            f"The database {alias!r} has ATOMIC_REQUESTS with IMMEDIATE transactions.",
            hint="Leave ATOMIC_REQUESTS out and wrap writes in atomic().",
            id="agirtot.E002",
        )
        for alias, database in settings.DATABASES.items()
        if database.get("ATOMIC_REQUESTS")
        and database.get("OPTIONS", {}).get("transaction_mode") == "IMMEDIATE"
    ]


@register()
def folders_are_apart(**kwargs: Any) -> list[CheckMessage]:
    """What people upload must never lie where others' files are served without a question."""
    names = ("STATIC_ROOT", "MEDIA_ROOT", "PRIVATE_ROOT")
    folders = {name: Path(getattr(settings, name)) for name in names}
    return [
        Error(
            f"{one} and {other} lie within each other.",
            hint="Uploads would be served to anybody who asks; use folders that are apart.",
            id="agirtot.E003",
        )
        for one, other in combinations(names, 2)
        if folders[one].is_relative_to(folders[other])
        or folders[other].is_relative_to(folders[one])
    ]


@register()
def somebody_is_at_work(**kwargs: Any) -> list[CheckMessage]:
    """A word that nobody knows would leave all mail, and all that is planned, where it is."""
    return [
        Error(
            f"{name} is {getattr(settings, name)!r}.",
            hint='Write "process" or "command": docs/reference/settings.md explains both.',
            id="agirtot.E006",
        )
        for name in ("MAIL_DELIVERY", "SCHEDULE")
        if getattr(settings, name) not in ("process", "command")
    ]


@register(Tags.security, deploy=True)
def base_url_is_ours(**kwargs: Any) -> list[CheckMessage]:
    """Links in mails and previews are built from BASE_URL: it must lead back here, by https."""
    url = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    found: list[CheckMessage] = []
    if not validate_host(url.hostname or "", settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"BASE_URL names {url.hostname!r}, which ALLOWED_HOSTS refuses.",
                hint="Links in mails would lead to an error.",
                id="agirtot.E004",
            )
        )
    if settings.SECURE_SSL_REDIRECT and url.scheme != "https":
        found.append(
            Warning(
                "BASE_URL begins with http:// while requests are sent on to https.",
                hint="Write BASE_URL with https://, or set HTTPS_REDIRECT=False.",
                id="agirtot.W005",
            )
        )
    return found
