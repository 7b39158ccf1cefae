"""A grid as the house's finder of headings takes a table, and its rows with their own cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan.intake.form import Grid, GridCell, Spot
from generator.plan.read import Held, Row, Table
from generator.problems import Place
from generator.thai.text import tidy

# No form has more columns; a merge to the end of a worksheet is not filled in.
_WIDEST = 100


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: the cells with a text that begin in it, and what reaches into it from above.

    `over` gives by column the merged cell that began in a row above; `at` counts from 0.
    """

    at: int
    own: tuple[GridCell, ...]
    over: Mapping[int, GridCell]

    @property
    def spot(self) -> Spot:
        """Where its first cell stands."""
        return self.own[0].spot if self.own else Spot()


def rows_of(grid: Grid) -> tuple[GridRow, ...]:
    """Return the rows in which a text begins, or a cell merged from above has one, in order."""
    own: dict[int, list[GridCell]] = {}
    over: dict[int, dict[int, GridCell]] = {}
    filled = [cell for cell in grid.cells if tidy(cell.text)]
    below = 1 + max((cell.row for cell in filled), default=0)
    for cell in filled:
        own.setdefault(cell.row, []).append(cell)
        end = min(cell.column + cell.columns, cell.column + _WIDEST)
        for row in range(cell.row + 1, min(cell.row + cell.rows, below)):
            over.setdefault(row, {}).update(dict.fromkeys(range(cell.column, end), cell))
    return tuple(
        GridRow(at, tuple(sorted(own.get(at, ()), key=lambda one: one.column)), over.get(at, {}))
        for at in sorted(own.keys() | over.keys())
    )


def table_of(rows: tuple[GridRow, ...]) -> Table:
    """Return the rows as a table: tidied, what is merged in each cell; with the days held."""
    days = {
        (cell.row + 1, cell.column): cell.stored
        for row in rows
        for cell in row.own
        if cell.stored and cell.stored.held is Held.DATE
    }
    return Table(Place(""), tuple(Row(row.at + 1, _texts(row)) for row in rows), stored=days)


def _texts(row: GridRow) -> tuple[str, ...]:
    found = {column: tidy(cell.text) for column, cell in row.over.items()}
    for cell in row.own:
        end = cell.column + min(cell.columns, _WIDEST)
        found |= dict.fromkeys(range(cell.column, end), tidy(cell.text))
    return tuple(found.get(column, "") for column in range(max(found, default=-1) + 1))
