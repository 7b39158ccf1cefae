"""In which order the merged rows stand, so that each stays below what it stood below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from generator.plan.merge.conflict import Choice, Conflict, Side
from generator.plan.merge.grid import Column, Value
from generator.plan.merge.order import Unit, interleaved, stands
from generator.plan.merge.three import Three

# What a row may stand below; nothing where two moved it to two places.
_Stood = frozenset[Unit | None]
_Ask = Callable[[Unit, str, Column | None, str, str, str], Conflict]
_UNDER = "แถวนี้จะไปอยู่ใต้หัวข้ออื่น"
_BY_HAND = "ถ้าไม่ใช่ทั้งสองอย่าง ย้ายแถวหรือหัวข้อในแฟ้มของท่านให้ตรงกับของผู้อื่น แล้วสั่ง phaen sync ใหม่"
_NO_HEADING = "(ไม่มีหัวข้อ)"
_ROUNDS = 6


@dataclass(slots=True)
class Placing:
    """Puts the units in `cells`, those that stay, in order; `units` are all of each side."""

    three: Three
    kept: Side
    choice: Choice
    units: Mapping[Side, list[Unit]]
    cells: dict[Unit, dict[Column, Value]]
    ask: _Ask
    conflicts: list[Conflict] = field(default_factory=list)
    _settled: set[Unit] = field(default_factory=set)
    _moved: dict[Unit, Unit | None] = field(default_factory=dict)

    def order(self) -> list[Unit]:
        """Return the order; what would stand elsewhere is asked, and put where it was chosen."""
        for _ in range(_ROUNDS):
            self.conflicts = []
            order, wrong = self._best()
            answered = [self._settle(unit, order) for unit in wrong]
            if not any(answered):
                return order
        return order

    def _best(self) -> tuple[list[Unit], list[Unit]]:
        mine, others = (
            [unit for unit in self.units[side] if unit in self.cells]
            for side in (self.kept, self.kept.other)
        )
        wanted = self._wanted()
        found = []
        for first in (False, True):
            order = self._with_moved(interleaved(mine, others, self._code, first=first))
            wrong = self._misplaced(order, wanted)
            if not wrong:
                return order, []
            found.append((order, wrong))
        return found[0]

    def _with_moved(self, order: list[Unit]) -> list[Unit]:
        """Return the order with each moved row as the last below its heading."""
        for unit, heading in self._moved.items():
            order.remove(unit)
            now = self._now(order)
            below = [at for at, one in enumerate(order) if now.get(one, unit) == heading]
            at = below[-1] if below else order.index(heading) if heading in order else -1
            order.insert(at + 1 if at >= 0 else self._first(order), unit)
        return order

    def _first(self, order: list[Unit]) -> int:
        """Return where the rows below the table's own heading begin."""
        heads = [at for at, unit in enumerate(order) if self.three.any_row(unit, self.kept).head]
        return heads[-1] + 1 if heads else 0

    def _settle(self, unit: Unit, order: list[Unit]) -> bool:
        """Ask where a row is to stand; return whether the answer changes anything."""
        stood = {side: self._stands(side) for side in Side}
        now = self._now(order)[unit]
        below = {side: stood[side].get(unit, now) for side in Side}
        if below[Side.OURS] == below[Side.THEIRS]:
            below[self.kept.other] = now
        said = {side: self._heading(below[side]) for side in Side}
        asked = self.ask(unit, _UNDER, None, said[Side.OURS], said[Side.THEIRS], "")
        conflict = replace(asked, way_out=_BY_HAND)
        chosen = self.choice.get(conflict.id)
        if chosen is None:
            self.conflicts.append(conflict)
            return False
        heading = below[chosen]
        if heading == now:
            self._settled.add(unit)
        elif heading is not None and heading not in self.cells:
            self.cells[heading] = dict(self.three.any_row(heading, self.kept).cells)
        else:
            self._moved[unit] = heading
            self._settled.add(unit)
        return True

    def _heading(self, unit: Unit | None) -> str:
        return self.three.any_row(unit, self.kept).told if unit else _NO_HEADING

    def _code(self, unit: Unit) -> str:
        return self.three.any_row(unit, self.kept).code

    def _now(self, order: list[Unit]) -> dict[Unit, Unit | None]:
        rows = (replace(self.three.any_row(one, self.kept), cells=self.cells[one]) for one in order)
        return stands(zip(order, rows, strict=True))

    def _stands(self, side: Side) -> dict[Unit, Unit | None]:
        return stands(zip(self.units[side], self.three.grid(side).rows, strict=True))

    def _wanted(self) -> dict[Unit, _Stood]:
        """Return for each row what it is to stand below: where one moved it, what that one said."""
        ours, theirs = self._stands(Side.OURS), self._stands(Side.THEIRS)
        every = (*self.units[Side.OURS], *self.units[Side.THEIRS])
        known = {unit.base: unit for unit in every if unit.base is not None}
        rows = self.three.base.rows
        units = [known.get(at, Unit(at, None, None)) for at in range(len(rows))]
        base = stands(zip(units, rows, strict=True))
        found: dict[Unit, _Stood] = {}
        for unit in self.cells:
            said = [one[unit] for one in (ours, theirs) if unit in one]
            if unit in base and len(said) > 1:
                said = [one for one in said if one != base[unit]] or said
            # A note below the table stands under whichever row is the last.
            if said and (len(set(said)) == 1 or not self._code(unit)):
                found[unit] = frozenset(said)
            elif said:
                found[unit] = frozenset()
        return found

    def _misplaced(self, order: list[Unit], wanted: Mapping[Unit, _Stood]) -> list[Unit]:
        now = self._now(order)
        return [
            unit
            for unit, below in now.items()
            if unit not in self._settled and unit in wanted and below not in wanted[unit]
        ]
