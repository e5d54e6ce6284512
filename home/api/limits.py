"""How often one address may ask: so many times in a minute, counted in the shared cache."""

from __future__ import annotations

import time
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

    A neighbourhood of addresses of IPv6 is one, as it is one subscriber. The address itself
    is not stored, and what is made of it is gone after the minute.
    """
    limit = settings.API_REQUESTS_PER_MINUTE
    address = client_address(request) or ""
    if not limit:
        return None
    who = network_of(address) if ":" in address else address
    window, passed = divmod(int(time.time()), WINDOW)
    digest = salted_hmac("api", who or "", algorithm="sha256").hexdigest()
    key = f"api:{window}:{digest[:24]}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # it went out in between
        count = 1
    return Allowance(limit, limit - count, WINDOW - passed)
