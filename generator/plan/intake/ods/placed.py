"""Shapes of OpenDocument → marks on the sheet as it is seen, though the file counts hidden bands.

LibreOffice (from 7.1) measures a shape as if no column and no row were hidden; other programs may
measure what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.plan.intake.form import Mark, Spot
from generator.plan.intake.ods.drawn import Drawn
from generator.plan.intake.sheets.bands import Bands, Stand, stand
from generator.plan.intake.sheets.geometry import Box
from generator.plan.intake.sheets.sight import covered
from generator.plan.intake.xml.measures import EMU
from generator.plan.read.cells import column_letter

_ALIKE = 0.5  # points


@dataclass(frozen=True, slots=True)
class Hung:
    """A shape with the cell that it hangs on; `row` is None where it hangs on the sheet."""

    row: int | None
    column: int
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Ground:
    """The columns and rows of a sheet as they are seen, and as they are without hiding any.

    `whole` tells that the file's program is known to measure shapes by the latter.
    """

    title: str
    columns: Bands
    rows: Bands
    all_columns: Bands
    all_rows: Bands
    whole: bool

    def marks(self, hung: Sequence[Hung]) -> tuple[Mark, ...]:
        """Return the shapes from the lowest up; those that lie under others are unseen."""
        every = sorted(hung, key=lambda one: one.drawn.level)
        boxes = [_box(one, self.all_columns, self.all_rows) for one in every]
        under = covered([
            (_in_emu(box), one.drawn.hides, one.drawn.unseen)
            for box, one in zip(boxes, every, strict=True)
        ])  # fmt: skip
        return tuple(
            self._mark(one, box, unseen=one.drawn.unseen or at in under)
            for at, (one, box) in enumerate(zip(every, boxes, strict=True))
        )

    def spot(self, row: int, column: int) -> Spot:
        """Return where a cell is."""
        return Spot(sheet=self.title, cell=f"{column_letter(column)}{row + 1}")

    def _mark(self, hung: Hung, box: Box, *, unseen: bool) -> Mark:
        one = hung.drawn
        found = self._stand(box)
        left, right = (self._seen(at) for at in (box.x, box.x + box.width))
        middle = self.columns.at(max((left + right) / 2, 0.0))
        return Mark(
            kind=one.kind, left=left, right=right, spot=self.spot(found.row, middle),
            row=found.row, slack=found.slack, beyond=found.beyond, tall=found.tall,
            heads=one.heads, text=one.text, name=one.name, reach=found.reach, unseen=unseen,
            elsewhere=self._elsewhere(hung, left, right),
        )  # fmt: skip

    def _stand(self, box: Box) -> Stand:
        """Return the row of a shape, also a hidden one; beside it are those that are seen."""
        found = stand(self.all_rows, box.y, box.y + box.height)
        if found.beyond is None:
            return found
        beyond = self.rows.beside(found.row, -1 if found.beyond < found.row else 1)
        reach = tuple(row for row in found.reach if self.rows.size(row))
        return replace(found, beyond=beyond, reach=reach, tall=bool(reach))

    def _seen(self, x: float) -> float:
        """Return where a point is on the columns that are seen."""
        column = self.all_columns.at(x)
        size = self.all_columns.size(column)
        share = (x - self.all_columns.start(column)) / size if size else 0.0
        shown = self.columns.size(column)
        return self.columns.start(column) + share * (shown if shown or not size else 0.0)

    def _elsewhere(self, hung: Hung, left: float, right: float) -> tuple[float, float] | None:
        """Return the ends of a shape if its program measured what is seen, where that differs."""
        if self.whole:
            return None
        box = _box(hung, self.columns, self.rows)
        ends = (box.x, box.x + box.width)
        differs = max(abs(ends[0] - left), abs(ends[1] - right)) > _ALIKE
        return ends if differs else None


def _box(hung: Hung, columns: Bands, rows: Bands) -> Box:
    one, across, down = hung.drawn, 0.0, 0.0
    if hung.row is not None:
        across, down = columns.start(hung.column), rows.start(hung.row)
    return Box(across + one.left, down + one.top, one.right - one.left, one.bottom - one.top)


def _in_emu(box: Box) -> Box:
    return Box(box.x * EMU, box.y * EMU, box.width * EMU, box.height * EMU)
