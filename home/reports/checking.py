"""Follow the links that lead elsewhere: politely, with limits, and never to our own network."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from home.models import PageLink
from home.outside import Answer, Unreachable, send

SECONDS = 10
MOST = 1024  # bytes: the status is enough
HOPS = 5
BETWEEN = 2.0  # seconds between two requests to one server
AGAIN_AFTER = timedelta(days=7)
FAILED_AFTER = timedelta(hours=20)
# Servers that refuse machines say nothing of whether people find the page.
UNTOLD = {401, 403, 405, 406, 429, 451, 503, 999}


@dataclass(frozen=True)
class Outcome:
    """``error`` is a sentence, empty where the address answers."""

    status: int | None = None
    error: str = ""


def due(limit: int) -> list[str]:
    """Addresses of live pages that were not followed lately; never followed ones first."""
    now = timezone.now()
    old = Q(checked_at__lt=now - AGAIN_AFTER)
    failed = Q(failures__gt=0, checked_at__lt=now - FAILED_AFTER)
    links = PageLink.objects.external().filter(page__live=True)
    links = links.filter(Q(checked_at=None) | old | failed)
    urls = links.order_by(F("checked_at").asc(nulls_first=True), "pk").values_list("url", flat=True)
    return list(dict.fromkeys(urls))[:limit]


def by_turns(urls: list[str]) -> Iterator[str]:
    """One of each server, then the next of each: none is asked many times in a row."""
    hosts: dict[str | None, list[str]] = defaultdict(list)
    for url in urls:
        hosts[host_of(url)].append(url)
    for turn in zip_longest(*hosts.values()):
        yield from filter(None, turn)


def host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def check(limit: int, pause: Callable[[float], None] = time.sleep) -> dict[str, Outcome]:
    """Follow what is due, at most ``limit`` addresses, and store what came of it."""
    asked_at: dict[str | None, float] = {}
    outcomes = {}
    for url in by_turns(due(limit)):
        host = host_of(url)
        wait = asked_at.get(host, -BETWEEN) + BETWEEN - time.monotonic()
        if host in asked_at and wait > 0:
            pause(wait)
        outcomes[url] = follow(url)
        asked_at[host] = time.monotonic()
        store(url, outcomes[url])
    return outcomes


def follow(url: str) -> Outcome:
    """HEAD, then GET where a server does not answer that; each redirect is looked at anew."""
    try:
        for _hop in range(HOPS):
            answer = ask("HEAD", url)
            if answer.status in (400, 403, 404, 405, 500, 501):
                answer = ask("GET", url)
            place = {name.lower(): value for name, value in answer.headers.items()}.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not place:
                return outcome_of(answer)
            url = urljoin(url, place)
    except Unreachable as error:
        return Outcome(error=error.sentence)
    return Outcome(answer.status, f"{HOPS} × {answer.status}")


def ask(method: str, url: str) -> Answer:
    agent = f"agirtot link check ({settings.WAGTAILADMIN_BASE_URL})"
    url = url.partition("#")[0]
    headers = {"User-Agent": agent, "Accept": "*/*"}
    return send(method, url, headers=headers, seconds=SECONDS, most=MOST)


def outcome_of(answer: Answer) -> Outcome:
    bad = answer.status >= 400 and answer.status not in UNTOLD
    return Outcome(answer.status, str(answer.status) if bad else "")


def store(url: str, outcome: Outcome) -> None:
    links = PageLink.objects.filter(url=url)
    found = {"status": outcome.status, "error": outcome.error[:200], "checked_at": timezone.now()}
    links.update(failures=F("failures") + 1 if outcome.error else 0, **found)
