"""Three versions of one table, and which row of one is which of another."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.plan.merge.align import Pairs, aligned
from generator.plan.merge.conflict import Side
from generator.plan.merge.grid import Grid, GridRow
from generator.plan.merge.order import Unit


@dataclass(slots=True)
class Three:
    """Three versions of one table, and which row is which."""

    file: str
    base: Grid
    ours: Grid
    theirs: Grid
    pairs: dict[Side, Pairs] = field(init=False)

    def __post_init__(self) -> None:
        self.pairs = {side: aligned(self.base.rows, self.grid(side).rows) for side in Side}

    def grid(self, side: Side) -> Grid:
        """Return a side's version."""
        return self.ours if side is Side.OURS else self.theirs

    def row(self, side: Side, unit: Unit) -> GridRow | None:
        """Return a side's row of a unit."""
        at = unit.ours if side is Side.OURS else unit.theirs
        return None if at is None else self.grid(side).rows[at]

    def any_row(self, unit: Unit, first: Side) -> GridRow:
        """Return a unit's row, that of `first` where it is there."""
        row = self.row(first, unit) or self.row(first.other, unit)
        if row is None:
            assert unit.base is not None
            row = self.base.rows[unit.base]
        return row
