"""Coloured month cells → months; not where a whole row is painted, or every row is alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.plan.intake.form import GridCell
from generator.plan.intake.months.axis import Axis, Months
from generator.plan.intake.months.evidence import Evidence

_FEW = 3  # rows that are alike by chance


def painted_months(
    rows: Sequence[Sequence[GridCell]],
    axis: Axis,
    marked: Sequence[bool],
    others: Sequence[GridCell] = (),
) -> list[Evidence]:
    """Return what colours say of each project; `rows` are the cells of each, `others` of none.

    `marked` tells which of them have other signs: beside those colours are decoration where they
    are the same for all.
    """
    elsewhere = frozenset(cell.fill for cell in others if cell.fill and axis.holds(cell))
    found = [_painted(cells, axis) for cells in rows]
    patterns = Counter(frozenset().union(*one.values()) for one in found if one)
    alike = len(patterns) == 1 and len(found) >= _FEW and all(found)
    return [
        _evidence(colours, cells, axis, elsewhere if alike else None, decorated=any(marked))
        for colours, cells in zip(found, rows, strict=True)
    ]


def _painted(cells: Sequence[GridCell], axis: Axis) -> dict[str, Months]:
    """Return the months of each colour, but for that in which the row's other cells are painted."""
    others = {cell.fill for cell in cells if cell.fill and not axis.holds(cell)}
    found: dict[str, Months] = {}
    for cell in cells:
        if cell.fill and cell.fill not in others and axis.holds(cell):
            over = axis.covers(cell.column, cell.column + cell.columns)
            found[cell.fill] = found.get(cell.fill, frozenset()) | over
    return found


def _evidence(
    colours: Mapping[str, Months],
    cells: Sequence[GridCell],
    axis: Axis,
    elsewhere: frozenset[str] | None,
    *,
    decorated: bool,
) -> Evidence:
    """Return what a row's colours say; `elsewhere` are those of the heading where all are alike."""
    alike = elsewhere is not None
    if not colours or (alike and decorated):
        return Evidence(())
    months = frozenset().union(*colours.values())
    doubt = ""
    ways: tuple[Months, ...] = (months,)
    if len(colours) > 1:
        doubt = "ช่องเดือนระบายไว้มากกว่าหนึ่งสี"
        ways = tuple(dict.fromkeys((months, *colours.values())))
    elif alike and (colours.keys() & (elsewhere or ()) or not axis.is_run(months)):
        doubt = "ทุกแถวระบายสีช่องเดือนเหมือนกัน"
    told = tuple(cell for cell in cells if cell.fill in colours and axis.holds(cell))
    return Evidence(ways, f"ระบายสี {axis.words(months)}", doubt, cells=told)
