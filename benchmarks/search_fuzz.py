"""What the search withstands: ``python -m benchmarks.search_fuzz [--count N]``.

Hostile queries are asked of the current database, in this process: all of them through the
functions of the search, one in SHARE through the page of results and the suggestions, as a
browser sends them. Nothing may fail with an exception or a 5xx, nothing may take longer than
a second; then the command ends with 1.
"""

from __future__ import annotations

import argparse
import os
import random
import time
import traceback
from collections.abc import Callable, Iterator
from urllib.parse import quote

SHARE = 20
SECONDS = 1.0  # of CPU, for one query
LONG = 100_000
TYPED = """
enfant élus l’école d'accueil œuvre aujourd’hui bilan les de à Saint-Jérôme C.P.E. 0-5 28,7 % ÉTÉ
petite enfance décideurs parents café mobilisation
"""
FRENCH = TYPED.split()
ENGINES = [
    *("AND", "OR", "NOT", "NEAR", "NEAR/2", "NEAR(a b, 2)", "title:", "a:", "{a b}:", "xa:", "^a"),
    *("a*", "*", "**", "a**", "+a", "-", "--", "- -", "-*", "a:b", "a - b", ";", "(", ")", "()"),
    *("&", "|", "!", "<->", "<2>", "a:*", "'a':A", ":*", "& |", "!!a", "a & !b", "\\", "\\'"),
    *("' OR 1=1 --", "'; DROP TABLE search_entry; --", "%", "%s", "%%", "%(a)s", "_", "$1", "?"),
    *("a' UNION SELECT 1 --", "/*", "*/", "{{ 7*7 }}", "${7}", "<script>", "&quot;", "\\u0000"),
    *("§", "@", "=", "'=a'", "'@a':1A", "search_words MATCH", "rank", "rowid:", "::tsquery"),
]
QUOTES = [
    *('"', '""', '"""', "«", "»", "« »", "“", "”", "„", "'", "’", "`", '"a', 'b"', "«a", "-«a»"),
    *('-"', '-""', "“a”b«c»", '"a"*', "«»*", "* *"),
]
SIGNS = [
    "\0",
    "\x01",
    "\x1f",
    "\x7f",
    "\x85",
    "\t",
    "\n",
    "\r\n",
    "\u2028",
    "\ufeff",
    "\u00a0",
    "\u202f",
    "\u200b",
    "\u200d",
    "\u200f",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\u034f",
    "\u0301",
    "e\u0301\u0301",
    "\u0345",
    "\u1ab0",
    "\u20e3",
    "\ud800",
    "\udfff",
    "\udc80\ud800",
    "\uffff",
    "\U0010ffff",
    "😀",
    "👩\u200d👧\u200d👦",
    "🇶🇨",
    "é",
    "ﬁ",
    "ﷺ",
    "İ",
    "ı",
    "ß",
    "ẞ",
    "ŉ",
    "ǰ",
    "ʼ",
    "ª",
    "²",
    "½",
    "①",
    "Ⅷ",
    "㎞",
    "ﬃ",
    "ʰ",
    "ˆ",
    "¨",
    "´",
    "ͺ",
    "ـ",
    "۱۲",
    "٣",
    "०",
    "𝟘",
    "𝒜",
    "𐐀",
    "עברית",
    "العربية",
    "日本語",
    "ไทย",
    "हिन्दी",
    "한국어",
    "ᄒ",
    "Z̷̢͙",
    "ⲁ",
    "ꙮ",
]


def queries(seed: int = 3) -> Iterator[str]:
    """Without end, the same from the same seed: first each piece alone, then mixtures."""
    yield from ("", " ", *ENGINES, *QUOTES, *SIGNS)
    yield from (piece * LONG for piece in ("a", '"', "«", "a ", "\0", "\u0301", "-", "😀", "é'"))
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    while True:
        yield chance.choice(MAKERS)(chance)


def mixture(chance: random.Random) -> str:
    pieces = [chance.choice(chance.choice((FRENCH, ENGINES, QUOTES, SIGNS))) for _ in range(6)]
    return chance.choice(("", " ")).join(pieces[: chance.randint(1, 6)])


def near_sense(chance: random.Random) -> str:
    """French with a sign in the wrong place."""
    words = [chance.choice(FRENCH) for _ in range(chance.randint(1, 4))]
    text = " ".join(words)
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(chance.choice((ENGINES, QUOTES, SIGNS))) + text[place:]


def noise(chance: random.Random) -> str:
    """Any signs of one plane, lone surrogates too."""
    start = chance.choice((0, 0, 0x80, 0x2F0, 0x590, 0x900, 0x2000, 0xD7F0, 0xFE00, 0x1F300))
    return "".join(chr(start + chance.randrange(0x110)) for _ in range(chance.randint(1, 30)))


def digits(chance: random.Random) -> str:
    signs = chance.choice(("0123456789", "0123456789 .,-*", "٠١٢٣٤", "²³¹½①Ⅷ"))
    return "".join(chance.choice(signs) for _ in range(chance.randint(1, 40)))


def nested(chance: random.Random) -> str:
    opening, closing = chance.choice((("(", ")"), ("«", "»"), ('"', '"'), ("“", "”"), ("{", "}")))
    depth = chance.randint(1, 60)
    return opening * depth + chance.choice(FRENCH) + closing * chance.randint(0, depth)


def many_terms(chance: random.Random) -> str:
    marks = ("", "", "-", '"', "«")
    return " ".join(chance.choice(marks) + chance.choice(FRENCH)[:9] for _ in range(40))


def long_one(chance: random.Random) -> str:
    return mixture(chance) * chance.randint(20, 400)


MAKERS: list[Callable[[random.Random], str]] = [
    *(mixture, mixture, mixture, near_sense, near_sense, noise, digits, nested, many_terms),
    long_one,
]


def ask_all(typed: str, locale: object) -> None:
    """Everything that the search can be asked."""
    from search.facets import FACETS, Selection
    from search.finding import Asked, Found
    from search.models import Kind
    from search.spelling import meant, nearest_words
    from search.suggestions import suggest

    chosen = Selection({"kind": frozenset(Kind.values), "column": frozenset(["means", typed[:80]])})
    for selection in (Selection(), chosen):
        found = Found(Asked(typed, locale, selection))
        for entry in found.entries + found.partial:
            found.marker.excerpt(entry.title)
        if found.entries and not found.total:
            raise AssertionError("entries without a number")
        for facet in FACETS:
            found.cube.choices(facet)
    meant(found.query, locale)
    nearest_words(found.query, locale)
    suggest(typed, locale)


def sent(typed: str) -> str:
    """As a browser would send it, and worse: lone surrogates as they are."""
    return quote(typed.encode("utf-8", "surrogatepass"))


# --- The command --------------------------------------------------------------------------


class Run:
    def __init__(self) -> None:
        from django.test import Client
        from django.urls import reverse
        from wagtail.models import Locale

        self.client = Client(raise_request_exception=False)
        self.addresses = [reverse("search:results"), reverse("search:suggestions")]
        self.locale = Locale.get_active()
        self.count = self.requests = 0
        self.failures: list[str] = []
        self.slowest = (0.0, "")

    def ask(self, typed: str) -> None:
        self.count += 1
        start = time.process_time()
        try:
            ask_all(typed, self.locale)
        except Exception:  # noqa: BLE001 - that none comes is what is shown here
            self.failures.append(f"{typed[:80]!a}: {traceback.format_exc(limit=-1)}")
        if self.count % SHARE == 0:
            self.request(typed)
        used = time.process_time() - start
        self.slowest = max(self.slowest, (used, repr(typed[:80])))

    def request(self, typed: str) -> None:
        for address in self.addresses:
            self.requests += 1
            response = self.client.get(f"{address}?q={sent(typed)}")
            if response.status_code >= 500:
                self.failures.append(f"{typed[:80]!a}: {response.status_code} of {address}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--count", type=int, default=50_000)
    count = arguments.parse_args().count
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agirtot.settings.development")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    run = Run()
    asked = queries()
    start = time.perf_counter()
    for _ in range(count):
        run.ask(next(asked))
    seconds = time.perf_counter() - start
    print(
        f"{connection.vendor}: {run.count} queries, {run.requests} requests in {seconds:.0f} s, "
        f"{len(run.failures)} failures; the slowest took {run.slowest[0] * 1000:.0f} ms of CPU: "
        f"{ascii(run.slowest[1])}"
    )
    for failure in run.failures[:10]:
        print(failure)
    if run.failures or run.slowest[0] > SECONDS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
