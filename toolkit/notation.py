"""Items as people write them in a plain field, and as Wagtail stores them.

``[five questions](https://agirtot.org/…)`` is a link; ``page:12`` and ``document:3``
are the site's own pages and documents. Nothing else is mark-up.
"""

import re
from html import escape

from home.text import plain

LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:|page:\d+|document:\d+)[^\s()]*)\)")
ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def to_rich_text(text: str) -> str:
    """``"See [this](page:12)"`` → ``'<p>See <a linktype="page" id="12">this</a></p>'``."""
    parts, end = [], 0
    for match in LINK.finditer(text):
        label, address = match.groups()
        kind, _colon, number = address.partition(":")
        if kind in ("page", "document"):
            opening = f'<a linktype="{kind}" id="{number}">'
        else:
            opening = f'<a href="{escape(address)}">'
        parts += [escape(text[end : match.start()], quote=False), opening]
        parts += [escape(label, quote=False), "</a>"]
        end = match.end()
    parts.append(escape(text[end:], quote=False))
    return f"<p>{''.join(parts)}</p>"


def to_notation(html: str) -> str:
    """The reverse of ``to_rich_text``, on one line."""

    def link(match: re.Match[str]) -> str:
        attributes = dict(ATTRIBUTE.findall(match[1]))
        kind = attributes.get("linktype")
        address = f"{kind}:{attributes.get('id')}" if kind else attributes.get("href", "")
        return f"[{match[2]}]({address})" if address else match[2]

    return plain(ANCHOR.sub(link, html))


def without_links(text: str) -> str:
    return LINK.sub(r"\1", text)
