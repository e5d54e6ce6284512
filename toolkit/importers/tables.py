"""Tables of cells to audience tables of rows of items."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.importers.audiences import Audience, audience_of, labelled_audience
from toolkit.importers.blocks import Cell, Table
from toolkit.importers.columns import AUDIENCE, Columns, find_columns
from toolkit.importers.document import COLUMNS, AudienceTable, DocumentRow, Remark
from toolkit.importers.grid import Grid, grid_of, text_of
from toolkit.importers.guessing import Vocabulary, guess_items
from toolkit.importers.items import losses_in, separate

LIST_COLUMNS = ("outcomes", "means", "examples")


@dataclass(frozen=True)
class Ignored:
    """A table that is not one of a tool: its number from 1, and its first row."""

    number: int
    headings: str


@dataclass
class TableCollector:
    """Takes the headings and tables of a document in order; ``tables`` is what they make."""

    vocabulary: Vocabulary
    tables: list[AudienceTable] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    announced: Audience | None = None
    columns: Columns | None = None
    # Merged cells come back in every row that they cover: their losses are told once.
    told: set[int] = field(default_factory=set)

    def announce(self, audience: Audience) -> None:
        """A heading names the audience of the table to come."""
        self.drop_announced()
        self.announced = audience

    def drop_announced(self) -> None:
        if self.announced:
            self.remarks.append(Remark("audience-without-table", {"name": str(self.announced)}))
        self.announced = None

    def add(self, table: Table, number: int) -> bool:
        """False when this is no table of a tool, and was left out."""
        grid = grid_of(table)
        columns = find_columns(grid) or self._implied_columns(grid)
        if columns is None:
            headings = ", ".join(filter(None, map(text_of, distinct(grid.rows[:1]))))
            self.ignored.append(Ignored(number, headings[:300]))
            return False
        self.columns = columns
        self._open(grid, columns)
        self._warn_of_columns(grid, columns)
        for cells in grid.rows[columns.row + 1 :]:
            self._add_row(cells, columns)
        return True

    def _implied_columns(self, grid: Grid) -> Columns | None:
        """A table that goes on after a page break may not repeat its headings."""
        last = self.columns
        if last and self.announced is None and grid.width == len(last.names):
            return Columns(-1, last.names, last.headings)
        return None

    def _open(self, grid: Grid, columns: Columns) -> None:
        """Start the table that the heading above or the row on top announces, or go on."""
        above = grid.rows[: max(columns.row, 0)]
        for cells in above:
            title = _spanning_text(cells)
            if title:
                self.announced = audience_of(title)
        if self.announced:
            self._start(self.announced)
            self.announced = None
        elif not columns.has_audience and not _starts_with_title(grid, columns):
            if self.tables:
                self._remark("table-continued", {"name": self.tables[-1].name})
            else:
                self._start(Audience(""))
                self._remark("audience-missing")
        self._warn_of_rows([cells for cells in above if not _spanning_text(cells)])

    def _warn_of_rows(self, above: list[list[Cell]]) -> None:
        for cells in above:
            text = " | ".join(filter(None, map(text_of, distinct([cells]))))
            if text and self.tables:
                self._remark("line-left-out", {"text": text[:300]})

    def _start(self, audience: Audience) -> None:
        last = self.tables[-1] if self.tables else None
        if last and Audience(last.name, last.precision).key == audience.key:
            return
        self.tables.append(AudienceTable(audience.name, audience.precision))

    def _warn_of_columns(self, grid: Grid, columns: Columns) -> None:
        if columns.row < 0 or not self.tables:
            return
        for position, cell in enumerate(grid.rows[columns.row]):
            rows = grid.rows[columns.row + 1 :]
            filled = any(text_of(cells[position]) for cells in rows)
            if not columns.names[position] and filled:
                self._remark("column-left-out", {"heading": text_of(cell) or "…"})

    def _add_row(self, cells: list[Cell], columns: Columns) -> None:
        if columns.is_repeated_in(cells) or not any(cell.blocks for cell in cells):
            return
        title = _spanning_text(cells)
        if title:
            self._take_title(title)
            return
        if columns.has_audience:
            name = text_of(cells[columns.names.index(AUDIENCE)])
            if name:
                self._start(audience_of(name))
        if not self.tables:
            self._start(Audience(""))
            self._remark("audience-missing")
        self._fill(cells, columns)

    def _take_title(self, title: str) -> None:
        """A row of one cell: the audience of the rows below, unless a heading gave it."""
        if labelled_audience(title) or not self.tables or not self.tables[-1].rows:
            self._start(audience_of(title))
        else:
            self._remark("line-left-out", {"text": title[:300]})

    def _fill(self, cells: list[Cell], columns: Columns) -> None:
        row = DocumentRow()
        table = self.tables[-1]
        table.rows.append(row)
        for column in COLUMNS:
            found = [
                cell for cell, name in zip(cells, columns.names, strict=True) if name == column
            ]
            for cell in distinct([found]):
                getattr(row, column).extend(self._items(cell, column))
        if _spans_columns(cells, columns):
            self._remark("cell-repeated", row=True)
        if not row.purposes:
            self._remark("purpose-missing", row=True)

    def _items(self, cell: Cell, column: str) -> list[str]:
        separated = separate(cell)
        items = separated.items
        if column in LIST_COLUMNS and not separated.certain:
            guess = guess_items(items[0], self.vocabulary)
            items = guess.items
            if guess.doubtful:
                self._remark("items-guessed", {"items": " | ".join(items)}, column=column)
        if id(cell) not in self.told:
            self.told.add(id(cell))
            for loss in losses_in(cell):
                self._remark(loss.code, loss.params, column=column)
        return items

    def _remark(
        self,
        code: str,
        params: dict[str, str] | None = None,
        *,
        row: bool = False,
        column: str | None = None,
    ) -> None:
        table = len(self.tables) - 1
        last_row = len(self.tables[table].rows) - 1 if row or column else None
        self.remarks.append(Remark(code, params or {}, table, last_row, column))


def distinct(rows: Iterable[Iterable[Cell]]) -> list[Cell]:
    """The different cells, each once, in order."""
    return list({id(cell): cell for cells in rows for cell in cells}.values())


def _spanning_text(cells: list[Cell]) -> str:
    """The text of a row that is one merged cell over two columns or more."""
    return text_of(cells[0]) if len(cells) > 1 and len(distinct([cells])) == 1 else ""


def _starts_with_title(grid: Grid, columns: Columns) -> bool:
    below = grid.rows[columns.row + 1 : columns.row + 2]
    return bool(below and (title := _spanning_text(below[0])) and labelled_audience(title))


def _spans_columns(cells: list[Cell], columns: Columns) -> bool:
    """Does a merged cell reach into two columns of different names?"""
    owners: dict[int, set[str]] = {}
    for cell, name in zip(cells, columns.names, strict=True):
        if name in COLUMNS and cell.blocks:
            owners.setdefault(id(cell), set()).add(name)
    return any(len(names) > 1 for names in owners.values())
