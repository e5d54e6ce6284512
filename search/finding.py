"""The search that readers use: what they typed and chose, and what was found."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from wagtail.models import Locale, Page

from home.readable import readable
from search.engines import Counted, engine, fetched
from search.expressions import All, Expression, any_of, within
from search.facets import COLUMNS, Cell, Combination, Cube, Selection
from search.highlighting import Marker
from search.models import Entry, FacetSet, Kind
from search.query import Points, Query, Stage, parse
from search.synonyms import variants

A_PAGE = 20
MANY = 3000  # results above which their columns are not counted
FEW = 10  # results below which those that hold some of the words are shown too
SORTS = ("relevance", "date")
ORDERS = {
    "relevance": "score DESC, length, id",
    "date": "date IS NULL, date DESC, score DESC, length, id",
}


@dataclass(frozen=True)
class Asked:
    """One search: ``page`` counts from 1."""

    typed: str
    locale: Locale
    selection: Selection = field(default_factory=Selection)
    sort: str = "relevance"
    page: int = 1

    @cached_property
    def query(self) -> Query:
        language = self.locale.language_code
        return parse(self.typed, language, variants(self.locale.pk, language))


class Found:
    """What there is of what was asked: each part is looked up when it is first needed."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.query = asked.query
        self.marker = Marker.of(self.query)

    @cached_property
    def cube(self) -> Cube:
        """Of nothing, when nothing was asked for."""
        return self._cube(self.query.all_words) if self.query else Cube([], self.asked.selection)

    def _cube(self, wanted: Expression) -> Cube:
        """To look into the columns of each of very many rows would take too long."""
        chosen = self.asked.selection
        columns = "column" in chosen.chosen or not are_many(wanted, self.asked.locale)
        return Cube(cells(wanted, self.asked.locale, columns=columns), chosen)

    @property
    def total(self) -> int:
        return self.cube.total

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))

    @cached_property
    def entries(self) -> list[Entry]:
        """Those of the page that was asked for, the best first."""
        if not self.total:
            return []
        start = (self.asked.page - 1) * A_PAGE
        return self._best(self.query.stages, self.cube, start, A_PAGE)

    @cached_property
    def partial(self) -> list[Entry]:
        """Where there are few, the best of those that hold some of the words."""
        if len(self.query.terms) < 2 or self.total >= FEW or self.asked.page > 1:
            return []
        cube = self._cube(self.query.some_words)
        return self._best(self.query.stages_of_some, cube, 0, FEW)

    def _best(self, stages: list[Stage], cube: Cube, start: int, count: int) -> list[Entry]:
        """Of very many, the first stages are enough: there are far fewer to put in order."""
        *_first, (wanted, _points) = stages
        found: list[int] = []
        many = cube.total > MANY and self.asked.sort == "relevance"
        for some, points in stages if many else stages[-1:]:
            some = self._in_columns(wanted, some)
            found = best(some, points, self.asked, cube, start, count)
            if len(found) == count:
                break
        return still_readable(found)

    def _in_columns(self, wanted: Expression, some: Expression) -> Expression:
        """``some`` of what is wanted, where one of the columns that were chosen holds it all."""
        columns = self.asked.selection.chosen.get("column", frozenset()) & COLUMNS.keys()
        if not columns:
            return some
        places = [within(wanted, COLUMNS[column]) for column in sorted(columns)]
        return All((some, any_of(places)))


def count_found(typed: str, locale: Locale) -> int:
    return Found(Asked(typed, locale)).total


# --- What is asked of the database --------------------------------------------------------


def are_many(wanted: Expression, locale: Locale) -> bool:
    """Far quicker than to count them by their facets."""
    some, values = engine().some(wanted, locale.pk, MANY + 1)
    ((number,),) = fetched(f"SELECT count(*) FROM ({some}) AS few", values)  # noqa: S608
    return number > MANY


def cells(wanted: Expression, locale: Locale, *, columns: bool = False) -> list[Cell]:
    """How many entries there are of each combination of facets.

    With ``columns``, those of rows also by the columns that hold all the words.
    """
    ask = engine()
    counted = by_columns(wanted, locale) if columns else ask.sizes(*ask.found(wanted, locale.pk))
    known = combinations({set_id for (set_id, _mask), _count in counted})
    return [
        Cell(set_id, known[set_id], columns_of(known[set_id], mask) if mask else NONE, count)
        for (set_id, mask), count in counted
    ]


def by_columns(wanted: Expression, locale: Locale) -> list[Counted]:
    """As an engine's ``sizes``, with a bit for each column that holds all the words."""
    ask = engine()
    masks: dict[int, int] = defaultdict(int)
    for bit, column in enumerate(COLUMNS.values()):
        held, values = ask.found(within(wanted, column), locale.pk)
        for (pk,) in fetched(f"SELECT {ask.lean}.id {held}", values):
            masks[pk] += 2**bit
    found, values = ask.found(wanted, locale.pk)
    rows = fetched(f"SELECT {ask.lean}.id, {ask.lean}.facets_id {found}", values)
    return list(Counter((set_id, masks.get(pk, 0)) for pk, set_id in rows).items())


def columns_of(combination: Combination, mask: int) -> frozenset[str]:
    """Only rows have columns that readers know."""
    if combination.kind != Kind.ROW:
        return NONE
    return frozenset(column for bit, column in enumerate(COLUMNS) if mask & 2**bit)


def best(
    wanted: Expression,
    points: Points,
    asked: Asked,
    cube: Cube,
    start: int,
    count: int,
) -> list[int]:
    """The ids of entries, in order: the same on every database, whose own ranks differ."""
    ask = engine()
    found, values = ask.found(wanted, asked.locale.pk)
    kept, others = cube.set_ids, cube.other_set_ids
    among, chosen = ask.among(f"{ask.lean}.facets_id", min(kept, others, key=len))
    among = among if len(kept) <= len(others) else f"NOT ({among})"
    scored = [(weight, *ask.holds(one, wanted, asked.locale.pk)) for weight, one in points]
    score = " + ".join(f"{weight} * {sql}" for weight, sql, _values in scored) or "0"
    # What is sorted is narrow: neither words nor texts go along.
    rows = fetched(
        f"WITH found AS MATERIALIZED (SELECT {ask.lean}.id, {ask.lean}.length, "  # noqa: S608
        f"{ask.lean}.date, {score} AS score {found} AND {among}) "
        f"SELECT id FROM found ORDER BY {ORDERS[asked.sort]} LIMIT %s OFFSET %s",
        [
            *(value for _weight, _sql, some in scored for value in some),
            *values,
            *chosen,
            count,
            start,
        ],
    )
    return [pk for (pk,) in rows]


def combinations(ids: set[int]) -> dict[int, Combination]:
    """They never change: each process reads each of them once."""
    missing = ids - KNOWN.keys()
    if missing:
        stored = FacetSet.objects.filter(pk__in=missing).values_list("pk", "values")
        KNOWN.update((pk, Combination(values)) for pk, values in stored)
    return KNOWN


KNOWN: dict[int, Combination] = {}
NONE: frozenset[str] = frozenset()


def still_readable(ids: list[int]) -> list[Entry]:
    """The index holds what is public. What is shown is asked again of the pages themselves."""
    entries = Entry.objects.in_bulk(ids)
    # Without an order: for that of the tree, SQLite would go through all pages.
    asked = Page.objects.filter(pk__in={entry.page_id for entry in entries.values()})
    shown = readable(asked.order_by())
    pages = {page.pk: page for page in shown}
    found = []
    for pk in ids:
        if pk in entries and entries[pk].page_id in pages:
            entries[pk].page = pages[entries[pk].page_id]
            found.append(entries[pk])
    return found
