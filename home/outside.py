"""Requests to addresses that people typed: to the outside only, and never for long.

Whoever may name an address could otherwise make this server ask its own neighbours. What a
name leads to is looked up once, right before connecting, and it is that very address that
is connected to: a name that changes between the look and the connection (DNS rebinding)
gains nothing. Redirects are answered, not followed; proxies of the environment are not used.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECONDS = 10
MOST = 64 * 1024  # bytes of an answer that are read
# They carry an IPv4 address that the router at the other end would go to: 6to4, NAT64.
TRANSLATED = [ip_network("2002::/16"), ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48")]
# A machine's own network is reached by names that only this network knows.
LOCAL_NAMES = (".local", ".internal", ".localhost", ".lan", ".home.arpa")

type Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """``sentence`` says why, to a person."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Answer:
    """``body`` holds at most what was asked for."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def check_address(url: str, schemes: tuple[str, ...] = ("http", "https")) -> None:
    """For forms. Raises ValidationError for what leads nowhere, or to where nobody may go.

    A name may lead elsewhere by the time of the request, which looks again.
    """
    try:
        parts = split(url)
        if parts.scheme not in schemes:
            raise Unreachable(_("The address must begin with https://."))
        addresses_of(parts.hostname or "", port_of(parts))
    except Unreachable as error:
        raise ValidationError(error.sentence) from error


def send(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    most: int = MOST,
) -> Answer:
    """One request, over after ``seconds`` whatever the other side does. Raises ``Unreachable``."""
    parts = split(url)
    connection = connected(parts, seconds)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    # Each wait has its own limit; who answers a byte at a time would outlast all of them.
    alarm = Timer(seconds, hang_up, [connection.sock])
    alarm.daemon = True
    alarm.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        connection.request(method, target, body=body, headers=dict(headers or {}))
        return answer_of(connection.getresponse(), most)
    except ssl.SSLError as error:
        raise Unreachable(_("Its certificate is not good, or it speaks no TLS.")) from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(_("No answer came in time, or none that can be read.")) from error
    finally:
        alarm.cancel()
        connection.close()


def answer_of(response: HTTPResponse, most: int) -> Answer:
    return Answer(response.status, dict(response.getheaders()), response.read(most))


def hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise Unreachable(_("This is no address of the web.")) from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not (plain and has_port and parts.hostname) or parts.scheme not in ("http", "https"):
        raise Unreachable(_("This is no address of the web."))
    if parts.username is not None or parts.password is not None:
        raise Unreachable(_("An address must hold no name and no password."))
    return parts


def port_of(parts: SplitResult) -> int:
    return parts.port or {"http": 80, "https": 443}[parts.scheme]


def addresses_of(host: str, port: int) -> list[Address]:
    """Where a name leads. Raises ``Unreachable`` if any of it is not on the open internet."""
    local = host.rstrip(".").endswith(LOCAL_NAMES)
    if local and not settings.OUTSIDE_ALLOWS_LOOPBACK:
        raise Unreachable(_("This address is not on the open internet."))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(_("Nobody knows a server of this name.")) from None
    numbers = (str(entry[4][0]).partition("%")[0] for entry in found)
    addresses = list(dict.fromkeys(map(ip_address, numbers)))
    if not addresses or not all(is_outside(address) for address in addresses):
        raise Unreachable(_("This address is not on the open internet."))
    return addresses


def is_outside(address: Address) -> bool:
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback and settings.OUTSIDE_ALLOWS_LOOPBACK:
        return True
    if any(address in network for network in TRANSLATED if network.version == address.version):
        return False
    closed = address.is_multicast or address.is_reserved or getattr(address, "is_site_local", False)
    return address.is_global and not closed


def connected(parts: SplitResult, seconds: float) -> HTTPConnection:
    """To the first of the addresses just looked at that takes us; the name is for TLS alone."""
    host, port = parts.hostname or "", port_of(parts)
    sock = dial(addresses_of(host, port), port, seconds)
    if parts.scheme == "http":
        connection = HTTPConnection(host, port)
        connection.sock = sock
        return connection
    context = ssl.create_default_context()
    connection = HTTPSConnection(host, port, context=context)
    connection.sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    return connection


def dial(addresses: list[Address], port: int, seconds: float) -> socket.socket:
    for address in addresses:
        with suppress(OSError):
            return socket.create_connection((str(address), port), timeout=seconds)
    raise Unreachable(_("The server of this address does not answer."))
