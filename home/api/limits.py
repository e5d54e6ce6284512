"""How often one address, and one token, may ask: so many times in a minute, counted in the
shared cache."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from home.requests import client_address, network_of

WINDOW = 60  # seconds


@dataclass(frozen=True)
class Allowance:
    """``left`` is below zero for who has asked too often; ``reset`` in seconds."""

    limit: int
    left: int
    reset: int

    def write(self, response: HttpResponse) -> None:
        """Under the names that clients know (draft-ietf-httpapi-ratelimit-headers-03)."""
        response["RateLimit-Limit"] = str(self.limit)
        response["RateLimit-Remaining"] = str(max(0, self.left))
        response["RateLimit-Reset"] = str(self.reset)


def asked_again(request: HttpRequest) -> Allowance | None:
    """Count one more request; None where there is no limit.

    A token counts for its address too: wrong ones would else be tried without an end.
    """
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    window, passed = divmod(int(time.time()), WINDOW)
    most = max(counted(who, window) for who in askers(request))
    return Allowance(limit, limit - most, WINDOW - passed)


def askers(request: HttpRequest) -> Iterator[str]:
    """A neighbourhood of addresses of IPv6 is one, as it is one subscriber."""
    address = client_address(request) or ""
    yield (network_of(address) if ":" in address else address) or ""
    if token := request.headers.get("Authorization"):
        yield token


def counted(who: str, window: int) -> int:
    """Neither address nor token is stored, and what is made of them is gone after the minute."""
    digest = salted_hmac("api", who, algorithm="sha256").hexdigest()
    key = f"api:{window}:{digest[:24]}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # it went out in between
        return 1
