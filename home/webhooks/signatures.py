"""How receivers know that it was this site, and just now: HMAC-SHA256 over ``timestamp.body``.

This module needs nothing but Python: receivers may copy it, and the tests use it as they would.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable

SECONDS = 300  # how old what is received may be


def sign(secrets: Iterable[str], timestamp: int, body: bytes) -> str:
    """The header: ``t=1767225600,v1=<hex>``; a second ``v1`` while the secret changes."""
    signatures = (f"v1={digest(secret, timestamp, body)}" for secret in secrets)
    return ",".join([f"t={timestamp}", *signatures])


def verify(secret: str, header: str, body: bytes, now: float | None = None) -> bool:
    parts = [part.partition("=") for part in header.split(",")]
    stamps = [value for name, _equals, value in parts if name == "t" and value.isdecimal()]
    if not stamps or abs((now or time.time()) - int(stamps[0])) > SECONDS:
        return False
    expected = digest(secret, int(stamps[0]), body)
    return any(hmac.compare_digest(expected, value) for name, _e, value in parts if name == "v1")


def digest(secret: str, timestamp: int, body: bytes) -> str:
    return hmac.new(secret.encode(), b"%d." % timestamp + body, "sha256").hexdigest()
