"""Columns that a clerk added of their own, carried into a table that takes the place of theirs.

No plan reads them, so whatever makes a table anew knows nothing of them. They go where a row with
the same code is; what finds none is told, and so is a table into which nothing can be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.edits import RowEdit, edited_table, opened_table
from generator.plan.merge.grid import Column, Grid, GridRow
from generator.plan.merge.tables import table_kind
from generator.plan.sheet.wording import names_no_column

#: What a column is called that has no heading.
UNNAMED = "ไม่มีหัวคอลัมน์"


@dataclass(frozen=True, slots=True)
class Carried:
    """The new table's bytes, the headings that were carried, and those that were not.

    `lost` gives the rows that said something there which has no place in the new table: their
    codes, or where they stood.
    """

    data: bytes
    headings: tuple[str, ...] = ()
    lost: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def with_own_columns(path: str, was: bytes, new_path: str, data: bytes) -> Carried:
    """Return the table `data` with the clerk's own columns of the one `was` whose place it takes.

    Cells are carried as they are seen, a formula by its result.
    """
    try:
        own, lost = _own(path, was)
        grids = opened_table(new_path, data)
    except UnsafeError:
        return Carried(data)  # of what cannot be read its own problems tell
    known = {name for grid in grids.values() for name, _ in grid.columns}
    own = {name: texts for name, texts in own.items() if name[0] not in known}
    spots = {row.code: (row.number, grid.sheet) for grid in grids.values() for row in grid.rows}
    cells: dict[str, dict[str, str]] = {}
    for (_, heading), texts in own.items():
        for code, text in texts.items():
            if code in spots:
                cells.setdefault(code, {})[heading] = text
            else:
                lost.setdefault(heading, []).append(code)
    edits = [RowEdit(said, *spots[code]) for code, said in cells.items()]
    try:
        made = edited_table(new_path, data, edits) if edits else data
    except UnsafeError:
        return Carried(data, (), {at[1]: tuple(texts) for at, texts in own.items()})
    carried = dict.fromkeys(heading for said in cells.values() for heading in said)
    return Carried(made, tuple(carried), {one: tuple(codes) for one, codes in lost.items()})


_Texts = dict[tuple[str, str], dict[str, str]]


def _own(path: str, data: bytes) -> tuple[_Texts, dict[str, list[str]]]:
    """Return the texts of columns that nothing reads, by name and heading, then by row's code.

    By heading come those that have no one place: of a row without a code, or with one, or below a
    heading, that is there twice; and what stands below none.
    """
    fields = {one.code for one in table_kind(path).fields}
    found: _Texts = {}
    lost: dict[str, list[str]] = {}
    for grid in opened_table(path, data).values():
        for column, heading in _strange(grid, fields):
            texts = found.setdefault((column[0], heading), {})
            for row in grid.rows:
                text = row.value(column).shown or row.value(column).text
                if not text or row.head:
                    continue
                if heading and row.code and texts.setdefault(row.code, text) == text:
                    continue
                if row.code or not _goes_across(row, column):
                    told = f"{row.code} แถว {row.number}".strip()
                    lost.setdefault(heading or UNNAMED, []).append(told)
    return {at: texts for at, texts in found.items() if texts}, lost


def _goes_across(row: GridRow, column: Column) -> bool:
    """Whether a row says the same beside: a heading over all columns says it in each of them."""
    said = row.value(column).text
    return any(one.text == said for at, one in row.cells.items() if at != column)


def _strange(grid: Grid, fields: set[str]) -> Iterator[tuple[Column, str]]:
    for column in grid.columns:
        heading = grid.headings.get(column, "")
        if column[0] not in fields and not names_no_column(heading):
            yield column, heading
