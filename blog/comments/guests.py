"""Who acts, without an account: a browser, known by a signed cookie once it has acted.

No public page sets or reads the cookie; the answers to people's own posts do. What is
stored of it is a hash, so that the database does not let anybody pass for a guest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "commenter"
SALT = "blog.comments.guest"
LIFETIME = 180 * 24 * 3600  # seconds
ADDRESSES_KEPT = 5


def hashed(value: str) -> str:
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Guest:
    """A browser; ``addresses`` are hashes of those it confirmed, latest last."""

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    addresses: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        return hashed(self.secret)

    def has_confirmed(self, email: str) -> bool:
        return hashed(email.casefold()) in self.addresses

    def confirming(self, email: str) -> Guest:
        address = hashed(email.casefold())
        others = tuple(known for known in self.addresses if known != address)
        return replace(self, addresses=(*others, address)[-ADDRESSES_KEPT:])


def guest_of(request: HttpRequest) -> Guest | None:
    """The browser's guest; none before its first act, or where its cookie was changed."""
    try:
        stored = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
        return Guest(stored["secret"], tuple(stored["addresses"]))
    except (signing.BadSignature, KeyError, TypeError):
        return None


def remember(response: HttpResponse, guest: Guest) -> None:
    """For answers to a POST only: a cached page must not carry it."""
    value = signing.dumps({"secret": guest.secret, "addresses": guest.addresses}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def person_of(request: HttpRequest, guest: Guest) -> str:
    """Who likes and reports, once each: the account, or else the browser."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else f"guest:{guest.hash}"
