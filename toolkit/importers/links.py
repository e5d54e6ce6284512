"""Which addresses may be kept."""

from urllib.parse import quote, urlsplit

from toolkit.importers.blocks import Inline, Loss, Run

SCHEMES = ("http", "https", "mailto")
LONGEST = 2_000


def safe_address(href: str) -> str:
    """The address, white space and quotes escaped, or nothing if it must not be followed."""
    # Browsers skip control characters: "java\nscript:" is a script to them.
    href = "".join(char for char in href if char.isprintable()).strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    complete = parts.path if parts.scheme == "mailto" else parts.hostname
    if parts.scheme not in SCHEMES or not complete or len(href) > LONGEST:
        return ""
    return quote(href, safe="%:/?#[]@!$&'()*+,;=~", encoding="utf-8") if " " in href else href


def loss_of_link(href: str, text: list[Inline]) -> list[Inline]:
    """The Remark for a link that was dropped; links inside the document are no loss."""
    if not href.strip() or href.strip().startswith("#"):
        return []
    words = "".join(part.text for part in text if isinstance(part, Run))
    return [Loss("link-dropped", {"text": words.strip() or "…", "address": href.strip()[:100]})]
