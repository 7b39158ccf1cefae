"""What a table says beside its texts: hidden, merged, struck out, drawn over; in its own order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.plan.merge.grid import Column, Grid, GridRow
from generator.plan.read import Table

# What is said, and of which row and column.
Look = tuple[object, ...]


def looks_of(table: Table, grid: Grid) -> frozenset[Look]:
    """Return all that it says, each with the row that it says it of."""
    return frozenset(_looks(table, grid))


def _looks(table: Table, grid: Grid) -> Iterator[Look]:
    rows = {row.number: _known(row) for row in grid.rows}
    columns = {at: column for column, at in grid.columns.items()}

    def at(row: int, column: int) -> tuple[object, Column | None]:
        return rows.get(row), columns.get(column)

    looks = table.looks
    yield from (("hidden", rows[number]) for number in looks.hidden_rows if number in rows)
    yield from (("hidden", columns[one]) for one in looks.hidden_columns if one in columns)
    yield from (("struck", *at(*spot)) for spot in looks.struck)
    for area in looks.merged:
        size = area.last_row - area.first_row, area.last_column - area.first_column
        yield "merged", *at(area.first_row, area.first_column), *size
    yield from (("drawn", *at(one.first_row, one.first_column)) for one in looks.drawn)


def _known(row: GridRow) -> object:
    return row.code or row.contents


def of_rows(looks: frozenset[Look], grid: Grid) -> frozenset[Look]:
    """Return what is said of rows and columns that a grid has, too."""
    known = {_known(row) for row in grid.rows} | {*grid.columns, None}
    return frozenset(one for one in looks if one[1] in known)
