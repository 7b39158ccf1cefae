"""Tables that stand side by side on one sheet: each is read for itself, the left one first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.plan.intake.form import Form, Grid
from generator.plan.intake.interpret.headed import FormHead, heads_of
from generator.thai.text import match_key, tidy

_UPPER = 40  # rows, in which the first heading stands
_NEEDED = 3  # columns of a table


def tables_apart(form: Form) -> Form:
    """Return the form with the tables of each grid that stand side by side as grids of their own.

    Cells and shapes keep their places: columns and edges are those of the whole grid.
    """
    parts = (
        each
        for part in form.parts
        for each in (_apart(part) if isinstance(part, Grid) else (part,))
    )
    return replace(form, parts=tuple(parts))


def _apart(grid: Grid) -> Iterator[Grid]:
    """Yield the tables of a grid from left to right; what reaches over several is of the first."""
    upper = replace(grid, cells=tuple(cell for cell in grid.cells if cell.row < _UPPER))
    first = next(iter(heads_of(upper).values()), None)
    start = _second_table(first) if first is not None else 0
    if first is None or not start:
        yield grid
        return
    right = replace(
        grid,
        cells=tuple(
            cell for cell in grid.cells if cell.column >= start and cell.row >= first.first
        ),
        marks=tuple(mark for mark in grid.marks if mark.left >= grid.edges[start]),
    )
    if not heads_of(right):
        yield grid
        return
    taken = {(cell.row, cell.column) for cell in right.cells}
    cells = tuple(cell for cell in grid.cells if (cell.row, cell.column) not in taken)
    marks = tuple(mark for mark in grid.marks if mark.left < grid.edges[start])
    yield replace(grid, cells=cells, marks=marks)
    yield from _apart(right)


def _second_table(head: FormHead) -> int:
    """Return the column at which a heading begins anew, 0 where it does not.

    It does where its first column's words come again with those of the next, or behind a gap
    where words of a summary follow.
    """
    columns = sorted(head.headings)
    texts = [match_key(tidy(head.headings[column])) for column in columns]
    for at in range(_NEEDED, len(columns) - 1):
        again = texts[at] == texts[0] and texts[at + 1] == texts[1]
        gap = columns[at] > columns[at - 1] + 1
        if again or (gap and any("จำนวนโครงการ" in text for text in texts[at : at + 4])):
            return columns[at]
    return 0
