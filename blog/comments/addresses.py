"""Addresses in comments: which may be links, and how they are shown."""

import re
from urllib.parse import urlsplit

SCHEMES = ("http", "https", "mailto")
LONGEST = 2_000
SHOWN = 60  # characters
# Without a user name: "https://bank.example@elsewhere.example" leads elsewhere.
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*+\.?(?::\d{1,5})?")
# What would end a link in the notation of comments.
ESCAPED = str.maketrans({char: f"%{ord(char):02X}" for char in ' <>"[]\\*'})


def safe_address(address: str) -> str:
    """The address as a link may hold it, or nothing: complete, and hiding no other host."""
    # Browsers skip control characters: "java\nscript:" is a script to them.
    address = "".join(char for char in address if char.isprintable()).strip()
    try:
        parts = urlsplit(address)
        complete = parts.path if parts.scheme == "mailto" else HOST.fullmatch(parts.netloc)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or not complete or len(address) > LONGEST:
        return ""
    return address.translate(ESCAPED)


def shown(address: str) -> str:
    return address if len(address) <= SHOWN else f"{address[: SHOWN - 1]}…"


def poses_as_address(words: str) -> bool:
    """Words that look like an address may name another one than they lead to."""
    return "://" in words or words.strip().casefold().startswith("www.")
