"""What searching costs: ``python -m benchmarks.search [--rows N] [--pages N] [--growth]``.

An empty database is filled with generated French, and 300 searches, beginnings of words and
typing errors are drawn from what is written there, not from the dictionary: what is frequent
in the texts is asked for often. The database is SQLite in a folder of its own, or the one of
DATABASE_URL, which is refused unless it is empty.

Texts go through the functions that index the site; only their pages are made in bulk. CPU is
that of this process and, where PostgreSQL runs on this machine, of its process for us.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path
from statistics import median, quantiles

from benchmarks.french import French

ROUNDS = 300
BATCH = 500  # entries written at once
AUDIENCES = 12
COMMENTS = 0.1  # of all that is not a page
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
TICKS = os.sysconf("SC_CLK_TCK")


# --- The corpus ---------------------------------------------------------------------------


@dataclass
class Site:
    """Pages to which texts are given; ``said`` is a sample of the sentences in them."""

    french: French = field(default_factory=French)
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    tools: list = field(default_factory=list)
    audiences: list = field(default_factory=list)
    stories: list = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.names = [self.french.title().split()[1] for _ in range(AUDIENCES)]
        self.categories = [self.french.noun_phrase() for _ in range(20)]
        self.authors = [self.french.name() for _ in range(150)]

    def say(self, text: str) -> str:
        if len(self.said) < 5_000:
            self.said.append(text)
        elif self.chance.random() < 0.02:
            self.said[self.chance.randrange(5_000)] = text
        return text

    def date(self) -> date:
        return date(self.chance.randint(2014, 2026), self.chance.randint(1, 12), 1)


def grow(site: Site, pages: int) -> list:
    """Write this many pages more; returns them: a third stories, the others below tools."""
    from blog.models import BlogIndexPage, BlogPage
    from toolkit.models import AudiencePage, ToolIndexPage, ToolPage

    shelf, blog = ToolIndexPage.objects.get(), BlogIndexPage.objects.get()
    stories = pages // 3
    tools = max(1, (pages - stories) // (AUDIENCES + 1))
    made = made_below(shelf, ToolPage, site, tools)
    site.tools += made
    for number, tool in enumerate(made):
        left = pages - stories - tools - number * AUDIENCES
        count = left if number == tools - 1 else AUDIENCES
        below = made_below(tool, AudiencePage, site, count)
        site.audiences += below
        made = [*made, *below]
    told = made_below(blog, BlogPage, site, stories)
    site.stories += told
    return [*made, *told]


def made_below(parent, model, site: Site, count: int) -> list:
    """Live pages without what saving one brings: only the base of each is searched."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    content_type = ContentType.objects.get_for_model(model)
    last = parent.get_last_child()
    first = int(last.path[-Page.steplen :], 36) + 1 if last else 1
    pages = []
    for step_below in range(first, first + count):
        site.number += 1
        page = model(
            title=site.french.title(),
            slug=f"p{site.number}",
            path=Page._get_path(parent.path, parent.depth + 1, step_below),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}p{site.number}/",
            content_type=content_type,
            locale=parent.locale,
        )
        page.draft_title = page.title
        pages.append(page)
    for some in batched(pages, 90):
        based = [
            Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields})
            for page in some
        ]
        Page.objects.bulk_create(based)
        for page, base in zip(some, based, strict=True):
            page.pk = page.id = base.pk  # the link to its base, and the id of that
        fields = model._meta.local_concrete_fields
        model._base_manager.all()._insert(list(some), fields=fields, using="default")
    Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children_count() + count)
    parent.numchild += count
    return pages


def things(site: Site, pages: list, rows: int) -> Iterator:
    """The things of these pages, and this many more that are on them."""
    from blog.models import BlogPage
    from toolkit.models import AudiencePage, ToolPage

    texts = Texts(site, {page.path: (page.title, site.date()) for page in site.tools})
    makers = {ToolPage: texts.tool, AudiencePage: texts.audience, BlogPage: texts.story}
    for page in pages:
        yield makers[type(page)](page)
    stories = [page for page in pages if isinstance(page, BlogPage)]
    audiences = [page for page in pages if isinstance(page, AudiencePage)]
    comments = int(rows * COMMENTS)
    for _ in range(comments):
        yield texts.comment(site.chance.choice(stories))
    for number in range(rows - comments):
        yield texts.row(audiences[number % len(audiences)])


class Texts:
    """What stands on pages, as ``search.sources`` gives it. ``tools``: by path, title and month."""

    def __init__(self, site: Site, tools: dict[str, tuple[str, date]]) -> None:
        self.site, self.french, self.chance, self.say = site, site.french, site.chance, site.say
        self.tools = tools
        self.facets: dict[int, dict] = {}
        self.number = 0

    def tool(self, page) -> object:
        french, month = self.french, self.tools[page.path][1]
        parts = {"b": [self.say(french.sentence())], "d": [french.paragraph(5)]}
        return self.thing(page, "tool", page.title, parts, date=month)

    def audience(self, page) -> object:
        title, _month = self.tools[page.path[:-4]]
        name = self.chance.choice(self.site.names)
        self.facets[page.pk] = {"audience": [(name, name)]}
        parts = {"b": [self.say(self.french.sentence())]}
        return self.thing(page, "page", page.title, parts, context=title, about=(title,))

    def row(self, page) -> object:
        title, month = self.tools[page.path[:-4]]
        cells = [
            [self.say(self.french.aim()) for _ in range(self.chance.randint(0, 4))] for _ in "bcd"
        ]
        return self.thing(
            page,
            "row",
            self.say(self.french.aim()),
            dict(zip("bcd", cells, strict=True)),
            key=self.key("r"),
            context=f"{title} › {page.title}",
            about=(title, page.title),
            date=month,
        )

    def story(self, page) -> object:
        name, category = (
            self.chance.choice(some) for some in (self.site.authors, self.site.categories)
        )
        self.facets[page.pk] = {"category": [(category, category)], "author": [(name, name)]}
        paragraphs = [self.french.paragraph(6) for _ in range(self.chance.randint(2, 8))]
        parts = {"b": [self.say(self.french.sentence())], "d": paragraphs}
        about, day = (name, category), self.site.date()
        return self.thing(page, "story", page.title, parts, context=name, about=about, date=day)

    def comment(self, page) -> object:
        text = self.say(self.french.paragraph(self.chance.randint(1, 5)))
        made = {"key": self.key("c"), "context": self.french.name(), "date": self.site.date()}
        facets = {"category": self.facets[page.pk]["category"]}
        return self.thing(page, "comment", page.title, {"d": [text]}, facets=facets, **made)

    def key(self, letter: str) -> str:
        self.number += 1
        return f"{letter}-{self.number}"

    def thing(self, page, kind: str, title: str, parts: dict[str, list[str]], **fields) -> object:
        from search.expressions import Column
        from search.models import Kind
        from search.sources import Thing

        given = {"facets": self.facets.get(page.pk, {})} | fields
        columns = {Column(letter): texts for letter, texts in parts.items()}
        return Thing(page, Kind(kind), title, parts=columns, **given)


def index(found: Iterator) -> int:
    from django.db import transaction

    from search.indexing import agree
    from search.models import Entry

    count = 0
    for some in batched(found, BATCH):
        with transaction.atomic():
            count += agree(some, Entry.objects.none())
    return count


# --- What readers ask ---------------------------------------------------------------------


def searches(site: Site, chance: random.Random) -> list[str]:
    """One to four words in a row of what is written, small words not counted."""
    from home.folding import fold
    from search.analysis import FRENCH

    asked = []
    while len(asked) < ROUNDS:
        words = WORD.findall(chance.choice(site.said))
        wanted, start = chance.choice((1, 2, 2, 3, 3, 4)), chance.randrange(len(words))
        run, full = [], 0
        for word in words[start:]:
            run.append(word)
            full += not FRENCH.is_empty(fold(word))
            if full == wanted:
                asked.append(" ".join(run))
                break
    return asked


def beginnings(asked: list[str], chance: random.Random) -> list[str]:
    longest = [max(WORD.findall(typed), key=len) for typed in asked]
    return [word[: chance.randint(2, 6)] for word in longest]


def misspelt(site: Site, asked: list[str]) -> list[str]:
    found = []
    for typed in asked:
        words = typed.split()
        place = max(range(len(words)), key=lambda at: len(words[at]))
        words[place] = site.french.misspelt(words[place])
        found.append(" ".join(words))
    return found


# --- Measuring ----------------------------------------------------------------------------


def cpu() -> float:
    """Seconds of this process and of PostgreSQL's for this connection."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql" and connection.connection:
        with suppress(OSError):
            stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
            used += sum(map(int, stat.rsplit(")", 1)[1].split()[11:13])) / TICKS
    return used


def measure(name: str, ask: Callable[[str], object], asked: list[str], slowest: int) -> None:
    for typed in asked[:20]:
        ask(typed)
    walls, before = [], cpu()
    for typed in asked:
        start = time.perf_counter()
        ask(typed)
        walls.append((time.perf_counter() - start) * 1000)
    used = (cpu() - before) * 1000 / len(asked)
    p95 = quantiles(walls, n=20)[-1]
    print(
        f"  {name:<12} median {median(walls):7.1f} ms  p95 {p95:7.1f} ms  "
        f"longest {max(walls):7.1f} ms  CPU {used:7.1f} ms each",
        flush=True,
    )
    for wall, typed in sorted(zip(walls, asked, strict=True), reverse=True)[:slowest]:
        print(f"      {wall:7.1f} ms  {typed}", flush=True)


def size() -> int:
    """Bytes of the index on disk: the tables of entries, words and vocabulary."""
    from django.db import connection

    tables = ["search_entry", "search_facetset", "search_vocabularyword", "search_misspelling"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = [*tables, "search_words"]
            cursor.execute(
                "SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [names]
            )
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE (name LIKE 'search_words%%' "
                "OR name IN (SELECT name FROM sqlite_master WHERE tbl_name IN (%s, %s, %s, %s)))",
                tables,
            )
        return int(cursor.fetchone()[0])


def report(site: Site, slowest: int) -> None:
    from wagtail.models import Locale

    from search.facets import FACETS
    from search.finding import Asked, Found
    from search.spelling import meant
    from search.suggestions import suggest

    locale = Locale.get_active()
    chance = random.Random(11)  # noqa: S311
    asked = searches(site, chance)

    def search(typed: str) -> None:
        found = Found(Asked(typed, locale))
        for facet in FACETS:
            found.cube.choices(facet)
        assert found.entries is not None  # noqa: S101

    measure("search", search, asked, slowest)
    measure("suggestions", lambda typed: suggest(typed, locale), beginnings(asked, chance), slowest)
    wrong = misspelt(site, asked)
    measure("meant", lambda typed: meant(Asked(typed, locale).query, locale), wrong, slowest)


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def step(site: Site, rows: int, pages: int, slowest: int) -> None:
    made = grow(site, pages)
    wall, used = time.perf_counter(), cpu()
    count = index(things(site, made, rows))
    wall, used = time.perf_counter() - wall, cpu() - used
    analyse()
    from search.models import Entry, VocabularyWord

    print(
        f"{Entry.objects.count():,} entries, {VocabularyWord.objects.count():,} words, "
        f"{size() / 2**20:.0f} MB; indexed {count / wall:.0f} a second "
        f"({1000 * used / count:.1f} ms CPU each)",
        flush=True,
    )
    report(site, slowest)


def prepare() -> None:
    """A migrated database, which was empty before."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.introspection.table_names():
        raise SystemExit(f"{connection.settings_dict['NAME']} is not empty.")
    call_command("migrate", verbosity=0)
    print(connection.vendor)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--growth", action="store_true", help="at 1 %, 10 % and all of that")
    arguments.add_argument("--slowest", type=int, default=0, help="how many of these to name")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = "agirtot.settings.development"
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": settings}
        prepare()
        site, rows, pages = Site(), 0, 0
        for share in (100, 10, 1) if given.growth else (1,):
            more_rows, more_pages = given.rows // share - rows, given.pages // share - pages
            step(site, more_rows, more_pages, given.slowest)
            rows, pages = rows + more_rows, pages + more_pages


if __name__ == "__main__":
    main()
