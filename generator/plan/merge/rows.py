"""The rows of one table in three versions → one plan of what to write, and what is to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.plan.merge.align import single_codes
from generator.plan.merge.cells import Cells, changes, merged_cells, merged_twins
from generator.plan.merge.conflict import Choice, Conflict, Side
from generator.plan.merge.grid import Column, GridRow, Value, same
from generator.plan.merge.order import Unit
from generator.plan.merge.placing import Placing
from generator.plan.merge.three import Three
from generator.plan.read.cells import column_letter
from generator.problems import Place

_GONE = "คนหนึ่งลบแถวนี้ อีกคนแก้"
_COVERED = "{code} ช่อง “{column}”: คนหนึ่งปิดข้อความ อีกคนแก้ ใช้ตามที่ปิดไว้ ถ้ายังต้องแก้ กรอกใหม่โดยไม่มีข้อความที่ปิด"
_GONE_WORD = "(ลบแถวนี้)"


@dataclass(frozen=True, slots=True)
class Out:
    """A row to be written: `number` where it stands in the table that is kept, 0 for a new one.

    `values` are then the cells that change, or all cells of a new row.
    """

    number: int
    values: Mapping[Column, Value]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What becomes of the table that is kept: its rows in their order, and its columns.

    `added` are columns of the other table, each below which it is to stand; `gone` say nothing any
    more and were removed by somebody.
    """

    rows: tuple[Out, ...]
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[tuple[Column, Column | None], ...] = ()
    gone: frozenset[Column] = frozenset()
    notes: tuple[str, ...] = ()


def merged_rows(three: Three, kept: Side, choice: Choice) -> SheetPlan:
    """Return what becomes of the version of `kept`, and what is to be asked."""
    return _Merging(three, kept, choice).run()


@dataclass(slots=True)
class _Merging:
    three: Three
    kept: Side
    choice: Choice
    conflicts: list[Conflict] = field(default_factory=list)
    cells: dict[Unit, dict[Column, Value]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def run(self) -> SheetPlan:
        units = {side: self._units(side) for side in Side}
        for unit in dict.fromkeys((*units[Side.OURS], *units[Side.THEIRS])):
            self._decide(unit)
        placing = Placing(self.three, self.kept, self.choice, units, self.cells, self._ask)
        order = placing.order()
        self.conflicts += placing.conflicts
        self._keep_headings()
        rows = tuple(map(self._out, order))
        return SheetPlan(
            rows, tuple(self.conflicts), self._added(), self._gone(), tuple(self.notes)
        )

    def _units(self, side: Side) -> list[Unit]:
        """Return the rows of a side, each with what it is in the other versions."""
        three, pairs = self.three, self.three.pairs[side]
        back = {was: at for at, was in three.pairs[side.other].items()}
        twins = self._twins(side)
        found = []
        for at in range(len(three.grid(side).rows)):
            was = pairs.get(at)
            other = twins.get(at) if was is None else back.get(was)
            mine, theirs = (at, other) if side is Side.OURS else (other, at)
            found.append(Unit(was, mine, theirs))
        return found

    def _twins(self, side: Side) -> dict[int, int]:
        """Return the rows that both added: under one code, or the very same below the same row."""
        added = {
            one: [
                at
                for at in range(len(self.three.grid(one).rows))
                if at not in self.three.pairs[one]
            ]
            for one in Side
        }
        names = {one: self._names(one, added[one]) for one in (side, side.other)}
        return {
            at: names[side.other][name]
            for name, at in names[side].items()
            if name in names[side.other]
        }

    def _names(self, side: Side, added: list[int]) -> dict[object, int]:
        rows = self.three.grid(side).rows
        codes = single_codes(rows)
        found: dict[object, int] = {}
        for at in added:
            row = rows[at]
            if row.code:
                if codes.get(row.code) == at:
                    found[row.code] = at
            else:
                found.setdefault((row.contents, self._above(side, at)), at)
        return found

    def _above(self, side: Side, at: int) -> object:
        """Return what an added row stands below: a row that was there, or the code of another."""
        for index in range(at - 1, -1, -1):
            if index in self.three.pairs[side]:
                return self.three.pairs[side][index]
            if code := self.three.grid(side).rows[index].code:
                return code
        return None

    def _decide(self, unit: Unit) -> None:
        """Keep what a row is to say, unless it is gone."""
        three, ask = self.three, partial(self._ask, unit)
        ours, theirs = self.three.row(Side.OURS, unit), self.three.row(Side.THEIRS, unit)
        base = None if unit.base is None else three.base.rows[unit.base]
        if base and ours and theirs:
            self._take(unit, merged_cells(base, ours, theirs, ask, self.choice))
        elif ours and theirs:
            self._take(unit, merged_twins(ours, theirs, ask, self.choice))
        elif (one := ours or theirs) and (base is None or self._stays(unit, base, one)):
            self.cells[unit] = dict(one.cells)

    def _take(self, unit: Unit, cells: Cells) -> None:
        self.cells[unit] = cells.values
        self.conflicts += cells.conflicts
        self.notes += (_COVERED.format(code=one.code, column=one.place.heading or one.place.column)
                       for one in cells.lost)  # fmt: skip

    def _stays(self, unit: Unit, base: GridRow, left: GridRow) -> bool:
        """Whether a row that one removed stays, because the other changed it."""
        columns = dict.fromkeys((*base.cells, *left.cells))
        if all(same(base.value(one), left.value(one)) for one in columns):
            return False
        side = Side.OURS if unit.ours is not None else Side.THEIRS
        said = [_GONE_WORD, _GONE_WORD]
        said[side is Side.THEIRS] = self._changed(base, left)
        conflict = self._ask(unit, _GONE, None, said[0], said[1], base.told)
        chosen = self.choice.get(conflict.id)
        if chosen is None:
            self.conflicts.append(conflict)
        return chosen is None or chosen is side

    def _changed(self, base: GridRow, row: GridRow) -> str:
        cells = (one for at, one in row.cells.items() if not same(base.value(at), one))
        return " · ".join(" ".join(one.told.split()) for one in cells) or row.told

    def _ask(
        self, unit: Unit, what: str, column: Column | None, ours: str, theirs: str, base: str
    ) -> Conflict:
        side = Side.OURS if unit.ours is not None else Side.THEIRS
        grid, row = self.three.grid(side), self.three.row(side, unit)
        assert row is not None
        if column is not None and column not in grid.columns:
            grid = self.three.grid(side.other)
        index = grid.columns.get(column) if column else None
        place = Place(
            self.three.file,
            grid.sheet,
            row.number,
            "" if index is None else column_letter(index),
            grid.headings.get(column, "") if column else "",
        )
        return Conflict(what, place, row.code or row.told, ours, theirs, base)

    def _keep_headings(self) -> None:
        """Let a column that one removed keep its heading where something still stands in it."""
        used = {
            at
            for unit, cells in self.cells.items()
            if not self.three.any_row(unit, self.kept).head
            for at in cells
        }
        for unit, cells in self.cells.items():
            if not (row := self.three.any_row(unit, self.kept)).head:
                continue
            other = self.three.row(self.kept.other, unit) or row
            for column in used - cells.keys():
                value = row.value(column) if row.value(column).text else other.value(column)
                if value.text:
                    cells[column] = value

    def _out(self, unit: Unit) -> Out:
        row = self.three.row(self.kept, unit)
        if row is None:
            return Out(0, self.cells[unit])
        return Out(row.number, dict(changes(row, self.cells[unit])))

    def _added(self) -> tuple[tuple[Column, Column | None], ...]:
        kept, other = self.three.grid(self.kept), self.three.grid(self.kept.other)
        used = {column for cells in self.cells.values() for column in cells}
        found: list[tuple[Column, Column | None]] = []
        before: Column | None = None
        for column in sorted(other.columns, key=other.columns.__getitem__):
            if column not in kept.columns and column in used:
                found.append((column, before))
            before = column
        return tuple(found)

    def _gone(self) -> frozenset[Column]:
        kept, other = self.three.grid(self.kept), self.three.grid(self.kept.other)
        used = {column for cells in self.cells.values() for column in cells}
        return frozenset(
            one
            for one in kept.columns
            if one in self.three.base.columns and one not in other.columns and one not in used
        )
