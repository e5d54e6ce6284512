"""An antivirus that looks at what people send, where the site has one (``CLAMAV_URL``).

ClamAV's daemon speaks a small protocol, of which this is the one command that is needed:
INSTREAM, lengths in network order, an empty chunk at the end (clamd(8)).
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 20  # seconds
PORT = 3310


class Unavailable(Exception):
    """The antivirus does not answer: nobody knows what the file holds."""


def is_asked() -> bool:
    return bool(settings.CLAMAV_URL)


def infection(content: bytes) -> str:
    """The name of what was found in it, or nothing. Raises ``Unavailable``."""
    try:
        with closing(_connected(settings.CLAMAV_URL)) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
            daemon.sendall(struct.pack("!I", 0))
            answer = _answer(daemon)
    except (OSError, ValueError) as error:
        raise Unavailable from error
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer.endswith(" OK"):
        return ""
    raise Unavailable(answer)


def _connected(url: str) -> socket.socket:
    address = urlsplit(url)
    if address.scheme == "unix":
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(PATIENCE)
        daemon.connect(address.path)
        return daemon
    return socket.create_connection((address.hostname, address.port or PORT), timeout=PATIENCE)


def _answer(daemon: socket.socket) -> str:
    said = b""
    while b"\0" not in said and (part := daemon.recv(4096)):
        said += part
    return said.partition(b"\0")[0].decode(errors="replace").strip()
