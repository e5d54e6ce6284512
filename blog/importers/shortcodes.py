"""WordPress's shortcodes: ``[caption]…[/caption]`` and the like, as HTML where they can be."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

# Possessive, and no further than the next one: nothing is read twice.
CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\]\[]*+)\]((?:(?!\[/?(?:wp_)?caption\b).)*+)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
PICTURE = re.compile(r"<img\b[^>]*+>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(\w+)=["']([^"']*+)["']""")
ADDRESS = re.compile(r"\[(?:embed|video|audio)\b[^\]]*+\](https?://[^\s\[<]++)\[/\w+\]")
GALLERY = re.compile(r"\[gallery\b([^\]\[]*+)\]")
# Words in brackets are most often words: only what WordPress and common plugins know.
OTHERS = re.compile(
    r"\[/?(?:audio|archives|contact-form(?:-7|-field)?|dailymotion|embed|googlemaps|googleapps|"
    r"gravityform|latex|playlist|polldaddy|recent_posts|slideshare|soundcloud|twitter|video|vimeo|"
    r"wpvideo|youtube)\b[^\]]*+\]"
)


def expand(html: str, losses: Counter[str]) -> str:
    """The same without shortcodes; what is lost of them is counted."""
    html = CAPTION.sub(_captioned, html)
    html = GALLERY.sub(lambda found: _gallery(found, losses), html)
    html = ADDRESS.sub(lambda found: f'<iframe src="{escape(found[1])}"></iframe>', html)
    html, count = OTHERS.subn("", html)
    losses["shortcode"] += count
    return html


def _captioned(found: re.Match[str]) -> str:
    attributes = dict(ATTRIBUTE.findall(found[1]))
    words = PICTURE.sub("", found[2]).strip() or attributes.get("caption", "")
    picture = PICTURE.search(found[2])
    shown = picture[0] if picture else ""
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>"


def _gallery(found: re.Match[str], losses: Counter[str]) -> str:
    """A picture for each id it names; without any it shows what was attached to the post."""
    ids = dict(ATTRIBUTE.findall(found[1])).get("ids", "")
    wanted = [id.strip() for id in ids.split(",") if id.strip().isdecimal()]
    if not wanted:
        losses["gallery"] += 1
    return "".join(f'<figure><img class="wp-image-{id}"></figure>' for id in wanted)
