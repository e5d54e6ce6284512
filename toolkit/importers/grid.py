"""A table with merged cells as a full rectangle: a merged cell stands in each place it covers."""

from collections import deque
from dataclasses import dataclass

from toolkit.importers.blocks import Cell, Table, inlines_of
from toolkit.importers.markup import plain

# A cell that covers the column below it, and for how many rows more.
type Hanging = tuple[Cell, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one width; the same ``Cell`` object in two places is a merged cell."""

    rows: list[list[Cell]]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def grid_of(table: Table) -> Grid:
    hanging: dict[int, Hanging] = {}
    rows = [_row(cells, hanging) for cells in table.rows]
    width = max(map(len, rows), default=0)
    return Grid([row + [Cell() for _ in range(width - len(row))] for row in rows])


def _row(cells: list[Cell], hanging: dict[int, Hanging]) -> list[Cell]:
    """The row's own cells, set between those that hang down from the rows above."""
    row: list[Cell] = []
    waiting = deque(cells)
    while waiting or any(column >= len(row) for column in hanging):
        column = len(row)
        if column in hanging:
            cell, left = hanging.pop(column)
            if left > 1:
                hanging[column] = (cell, left - 1)
            row.append(cell)
            continue
        cell = waiting.popleft() if waiting else Cell()
        row += [cell] * cell.colspan
        if cell.rowspan > 1:
            hanging.update(dict.fromkeys(range(column, len(row)), (cell, cell.rowspan - 1)))
    return row


def text_of(cell: Cell) -> str:
    return plain(inlines_of(cell.blocks))
