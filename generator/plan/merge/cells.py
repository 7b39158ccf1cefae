"""One row of three versions merged cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.plan.merge.conflict import Choice, Conflict, Side
from generator.plan.merge.covering import both_covered, covers
from generator.plan.merge.grid import EMPTY, Column, GridRow, Value, same
from generator.plan.model import MASK

# Makes a conflict of a row: what it is about, the column, what ours and theirs say, and before.
Ask = Callable[[str, Column | None, str, str, str], Conflict]

_CELL = "สองคนแก้ช่องเดียวกัน"
_TWICE = "สองคนเพิ่มแถวรหัสเดียวกัน"
_NOTHING = GridRow(0, "", {})
_OTHER_DAY = "ถ้าเป็นคนละรายงาน แก้วันที่ของท่านในแฟ้มเป็นวันอื่น แล้วสั่ง phaen sync ใหม่"
_OTHER_CODE = "ถ้าเป็นคนละรายการ แก้รหัสของท่านในแฟ้มเป็นรหัสที่ยังไม่มีใครใช้ แล้วสั่ง phaen sync ใหม่"


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row is to say, and what is still to be decided of it.

    `lost` are edits that gave way to a cover, as a conflict would show them.
    """

    values: dict[Column, Value]
    conflicts: tuple[Conflict, ...] = ()
    lost: tuple[Conflict, ...] = ()


def merged_cells(base: GridRow, ours: GridRow, theirs: GridRow, ask: Ask, choice: Choice) -> Cells:
    """Return the row with the changes of both."""
    values: dict[Column, Value] = {}
    conflicts, lost = [], []
    for column in dict.fromkeys((*ours.cells, *theirs.cells, *base.cells)):
        was, mine, other = (row.value(column) for row in (base, ours, theirs))
        found = merged_value(was, mine, other)
        if found is None:
            conflict = ask(_CELL, column, mine.told, other.told, was.told)
            found = _covered(was, mine, other, column)
            if found in (mine, other) and not (MASK in mine.text and MASK in other.text):
                lost.append(conflict)
        if found is None:
            side = choice.get(conflict.id)
            if side is None:
                conflicts.append(conflict)
                continue
            found = mine if side is Side.OURS else other
        if found.text or found.formula:
            values[column] = found
    return Cells(values, tuple(conflicts), tuple(lost))


def _covered(was: Value, mine: Value, other: Value, column: Column) -> Value | None:
    """Return what a cell is to say that one covered, None where neither did."""
    text = both_covered(was.text, mine.text, other.text, column[0])
    if text is None:
        return None
    return next(
        (one for one in (other, mine) if one.text == text),
        replace(other, text=text, shown="", source=None),
    )


def merged_value(base: Value, ours: Value, theirs: Value) -> Value | None:
    """Return what a cell is to hold, None where both changed it to different values.

    A formula that nobody changed stays: what it shows follows from other cells. Where both saw
    another result of it, the result is left out for the spreadsheet to calculate again.
    """
    if ours.formula and ours.formula == theirs.formula == base.formula:
        return _calculated(base, ours, theirs)
    if same(ours, theirs):
        return ours
    if same(ours, base):
        return theirs
    return ours if same(theirs, base) else None


def _calculated(base: Value, ours: Value, theirs: Value) -> Value:
    if theirs.text in (ours.text, base.text):
        return ours
    return replace(ours, text=theirs.text if ours.text == base.text else "", source=None)


def merged_twins(ours: GridRow, theirs: GridRow, ask: Ask, choice: Choice) -> Cells:
    """Return the row that both added under one code; one of the two where they differ.

    A text that one of them covers is covered, whichever is chosen.
    """
    ours, theirs = _also_covered(ours, theirs), _also_covered(theirs, ours)
    columns = dict.fromkeys((*ours.cells, *theirs.cells))
    differ = [one for one in columns if not same(ours.value(one), theirs.value(one))]
    if not differ:
        return merged_cells(_NOTHING, ours, theirs, ask, choice)
    names = [ask(_TWICE, one, "", "", "").place.heading for one in differ]
    conflict = ask(_TWICE, None, _said(ours, differ, names), _said(theirs, differ, names), "")
    way = _OTHER_CODE if conflict.row == conflict.code else _OTHER_DAY
    conflict = replace(conflict, way_out=way)
    side = choice.get(conflict.id)
    if side is None:
        return Cells(dict(ours.cells), (conflict,))
    return Cells(dict((ours if side is Side.OURS else theirs).cells))


def _also_covered(row: GridRow, other: GridRow) -> GridRow:
    """Return a row with what another one of the same code covers."""
    cells = {at: one for at, one in other.cells.items() if covers(row.value(at).text, one.text)}
    return replace(row, cells={**row.cells, **cells}) if cells else row


def _said(row: GridRow, columns: list[Column], names: list[str]) -> str:
    cells = zip(names, columns, strict=True)
    return " · ".join(
        f"{name}{': ' if name else ''}{' '.join(row.value(one).told.split())}"
        for name, one in cells
    )


def changes(before: GridRow, values: dict[Column, Value]) -> Iterator[tuple[Column, Value]]:
    """Yield the cells of a row that are to hold something else than they do."""
    for column in dict.fromkeys((*before.cells, *values)):
        now = values.get(column, EMPTY)
        if before.value(column) != now:
            yield column, now
