"""Columns that a clerk added of their own, carried into a table that takes the place of theirs.

No plan reads them, so whatever makes a table anew knows nothing of them. They go where a row with
the same code is; what finds none is told, and so is a table into which nothing can be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.edits import RowEdit, edited_table, opened_table
from generator.plan.merge.grid import Column, Grid
from generator.plan.merge.tables import table_kind
from generator.plan.sheet.wording import names_no_column


@dataclass(frozen=True, slots=True)
class Carried:
    """The new table's bytes, the headings that were carried, and those that were not.

    `lost` gives the codes of rows that said something there and are not in the new table.
    """

    data: bytes
    headings: tuple[str, ...] = ()
    lost: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def with_own_columns(path: str, was: bytes, new_path: str, data: bytes) -> Carried:
    """Return the table `data` with the clerk's own columns of the one `was` whose place it takes.

    Cells are carried as they are seen, a formula by its result.
    """
    try:
        own = _own(path, was)
        grids = opened_table(new_path, data)
    except UnsafeError:
        return Carried(data)  # of what cannot be read its own problems tell
    known = {name for grid in grids.values() for name, _ in grid.columns}
    own = {name: texts for name, texts in own.items() if name[0] not in known}
    spots = {row.code: (row.number, grid.sheet) for grid in grids.values() for row in grid.rows}
    cells: dict[str, dict[str, str]] = {}
    for (_, heading), texts in own.items():
        for code in texts.keys() & spots.keys():
            cells.setdefault(code, {})[heading] = texts[code]
    edits = [RowEdit(said, *spots[code]) for code, said in cells.items()]
    lost = {at[1]: tuple(one for one in texts if one not in spots) for at, texts in own.items()}
    try:
        made = edited_table(new_path, data, edits) if edits else data
    except UnsafeError:
        return Carried(data, (), {at[1]: tuple(texts) for at, texts in own.items()})
    carried = dict.fromkeys(heading for said in cells.values() for heading in said)
    return Carried(made, tuple(carried), {one: codes for one, codes in lost.items() if codes})


def _own(path: str, data: bytes) -> dict[tuple[str, str], dict[str, str]]:
    """Return the texts of columns that nothing reads, by name and heading, then by row's code."""
    fields = {one.code for one in table_kind(path).fields}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for grid in opened_table(path, data).values():
        for column, heading in _strange(grid, fields):
            texts = {
                row.code: told
                for row in grid.rows
                if row.code and (told := row.value(column).shown or row.value(column).text)
            }
            if texts:
                found.setdefault((column[0], heading), {}).update(texts)
    return found


def _strange(grid: Grid, fields: set[str]) -> Iterator[tuple[Column, str]]:
    for column, heading in grid.headings.items():
        if heading and column[0] not in fields and not names_no_column(heading):
            yield column, heading
