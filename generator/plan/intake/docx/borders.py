"""Borders of cells that nearly meet → one border: hands drag those of one row, and Word keeps both.

Word then has a narrow column between the two, which no reader of the table sees as one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.plan.intake.docx.table import Cell, Row, Table
from generator.plan.intake.form import Mark

# Of the narrowest cell beside either, so far from another row's border one is meant as the same.
_NEARLY = 0.4
_NEAREST = 4


@dataclass(frozen=True, slots=True)
class Borders:
    """A table's borders as they are meant: which one of the file's each is, and where it stands.

    `place` gives for each of the file's borders (from 0) that of the grid, `edges` where they are.
    """

    table: Table
    place: Sequence[int]
    edges: tuple[float, ...]
    _moved: Mapping[int, tuple[Sequence[float], Sequence[float]]] = field(default_factory=dict)

    def columns(self, cell: Cell) -> tuple[int, int]:
        """Return the first column of a cell on the grid, and how many it covers."""
        first, after = self.place[cell.column], self.place[cell.column + cell.columns]
        return first, max(1, after - first)

    def settled(self, mark: Mark) -> Mark:
        """Return a mark where it stands on the grid: as far into each cell as in its own row."""
        known = self._moved.get(mark.row) if mark.row is not None else None
        if known is None or mark.elsewhere is not None:
            return mark
        theirs, ours = known
        return replace(
            mark, left=_moved(mark.left, theirs, ours), right=_moved(mark.right, theirs, ours)
        )


def borders_of(table: Table) -> Borders:
    """Return the borders of a table; those of rows that nearly meet are one."""
    rows = [_borders(row) for row in table.rows]
    used = Counter(border for row in rows for border in row)
    room, kinds = _room(table), {frozenset(row) for row in rows}
    meant: dict[int, int] = {}
    for border in sorted(used, key=lambda one: (-used[one], one)):
        meant[border] = _one_of(border, meant, kinds, room, table.edges)
    kept = sorted(set(meant.values()) | (set(range(len(table.edges))) - set(used)))
    number = {border: at for at, border in enumerate(kept)}
    place = [number[meant.get(border, border)] for border in range(len(table.edges))]
    edges = tuple(table.edges[border] for border in kept)
    moved = {
        at: ([table.edges[one] for one in row], [table.edges[meant[one]] for one in row])
        for at, row in enumerate(rows)
        if any(meant[one] != one for one in row)
    }
    return Borders(table, place, edges, moved)


def _borders(row: Row) -> Sequence[int]:
    return sorted({at for one in row.cells for at in (one.column, one.column + one.columns)})


def _room(table: Table) -> Mapping[int, float]:
    """Return for each border the width of the narrowest cell beside it."""
    found: dict[int, float] = {}
    for row in table.rows:
        for cell in row.cells:
            first, after = cell.column, cell.column + cell.columns
            wide = table.edges[after] - table.edges[first]
            for border in (first, after):
                found[border] = min(found.get(border, wide), wide)
    return found


def _one_of(
    border: int,
    meant: Mapping[int, int],
    rows: Collection[frozenset[int]],
    room: Mapping[int, float],
    edges: Sequence[float],
) -> int:
    """Return the border of more rows that one is meant as: the nearest, else itself."""
    by_distance = sorted(set(meant.values()), key=lambda one: abs(edges[one] - edges[border]))
    for other in by_distance[:_NEAREST]:
        if abs(edges[other] - edges[border]) > _NEARLY * max(room[border], room[other]):
            continue
        together = {one for one, own in meant.items() if own == other}
        if not any(border in row and not together.isdisjoint(row) for row in rows):
            return other
    return border


def _moved(x: float, theirs: Sequence[float], ours: Sequence[float]) -> float:
    """Return where a point between borders stands between those that they are meant as."""
    at = bisect_right(theirs, x)
    if at in (0, len(theirs)):
        end = 0 if at == 0 else -1
        return x + ours[end] - theirs[end]
    wide = theirs[at] - theirs[at - 1]
    part = (x - theirs[at - 1]) / wide if wide else 0.0
    return ours[at - 1] + part * (ours[at] - ours[at - 1])
