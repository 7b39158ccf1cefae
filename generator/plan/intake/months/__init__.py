"""Marks, typed arrows, merged cells, fills and ticks over a grid's months → the months of each row.

Only what can be read in one way becomes months; all else leaves them empty and tells every reading.
Its floors: 0 axis, signs, slips · 1 columns, evidence, words · 2 drawn, painted, typed ·
3 understood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import Grid, GridCell, Mark
from generator.plan.intake.months.axis import ALL, Axis
from generator.plan.intake.months.columns import Misprint, MonthColumns
from generator.plan.intake.months.drawn import (
    is_laid_over,
    is_speck,
    is_unticked,
    is_upright,
    over_months,
)
from generator.plan.intake.months.evidence import Evidence, quoted, together
from generator.plan.intake.months.painted import painted_months
from generator.plan.intake.months.slips import Slip, find_slips
from generator.plan.intake.months.typed import typed_months
from generator.plan.intake.months.understood import NO_MONTHS, Twelve, Understood, Weigher
from generator.plan.intake.months.words import period_of, ways_of

__all__ = [
    "Misprint",
    "MonthColumns",
    "MonthsRead",
    "Twelve",
    "Understood",
    "joined",
    "read_months",
]


_AT_BORDER = 0.3  # of a row's height
# In place of a table's number: a row of this grid.
_ROW = -1
_NO_ENTRY = "อยู่ในแถวที่ไม่ใช่โครงการ หรือไม่ทราบว่าแถวใด"


@dataclass(frozen=True, slots=True)
class MonthsRead:
    """The months of each entry of a grid, in order, and the marks of it that say nothing of any.

    `unused` gives with each such mark why, in Thai.
    """

    entries: tuple[Understood, ...]
    unused: tuple[tuple[Mark, str], ...] = ()


def read_months(
    grid: Grid, columns: MonthColumns, entries: Sequence[Sequence[int]], year: int = 0
) -> MonthsRead:
    """Return the months of each entry: a project's rows in this grid (from 0), continued ones too.

    Rows of headings, sections and totals are in no entry. `year` is the Buddhist fiscal year, for
    periods in words that name one; 0 where it is not known.
    """
    return _Judge(grid, columns, entries, year).read()


def joined(parts: Sequence[Understood]) -> Understood:
    """Return what the parts of one project say together, which a page's end put into two grids."""
    told = [one for one in parts if one.state is not MonthsState.NONE]
    if len(told) <= 1:
        return told[0] if told else parts[0]
    doubted = next((one for one in told if one.state is MonthsState.UNCLEAR), None)
    together = tuple(any(each) for each in zip(*(one.months for one in told), strict=True))
    return replace(
        doubted or told[0],
        months=NO_MONTHS if doubted else together,
        drawn=" ".join(one.drawn for one in told),
        marks=tuple(mark for one in told for mark in one.marks),
        cells=tuple(cell for one in told for cell in one.cells),
    )


class _Judge:
    """Judges the entries of one grid, each beside its neighbours."""

    def __init__(
        self, grid: Grid, columns: MonthColumns, entries: Sequence[Sequence[int]], year: int
    ) -> None:
        self.axis = Axis.of(grid, columns.spans, divided=columns.divided)
        self.columns, self.period, self.year = columns, columns.period, year
        # In a text document a text breaks into lines in its own cell.
        self.overflows = bool(grid.spot.sheet)
        self.entries, self.hidden = entries, grid.hidden_rows
        self.entry_of = {row: at for at, rows in enumerate(entries) for row in rows}
        self.others: list[GridCell] = []
        self.cells = self._by_entry(grid)
        self.unused: list[tuple[Mark, str]] = []
        self.strays: list[Mark] = []
        self.marks: list[list[Mark]] = [[] for _ in entries]
        for mark in grid.marks:
            self._place(mark)
        self.shared: list[Slip] = []
        self._share()

    def read(self) -> MonthsRead:
        """Return what is understood of every entry."""
        typed = [self._typed(at) for at in range(len(self.entries))]
        words = [self._worded(cells) for cells in self.cells]
        marked = [bool(self.marks[at] or typed[at].choices) for at in range(len(self.entries))]
        painted = painted_months(self.cells, self.axis, marked, self.others)
        signs = [
            [one for one in kinds if one.choices or one.doubt]
            for kinds in zip(typed, painted, words, map(self._beyond, self.cells), strict=True)
        ]
        taken = [bool(own or told) for own, told in zip(self.marks, signs, strict=True)]
        self._set_aside(signs)
        slips = find_slips(self.marks, self.strays, self.entry_of, taken, self.hidden)
        slips += self.shared
        weigher = Weigher(self.axis, self.year, slips, self.columns)
        found = tuple(
            weigher.of(at, self.marks[at], told or self._blank(at)) for at, told in enumerate(signs)
        )
        found = tuple(
            weigher.beside(one, self._homeless(at)) if taken[at] else one
            for at, one in enumerate(found)
        )
        used = {id(mark) for one in found for mark in one.marks}
        strays = [(mark, _NO_ENTRY) for mark in self.strays]
        left = [one for one in (*self.unused, *strays) if id(one[0]) not in used]
        return MonthsRead(found, tuple(left))

    def _by_entry(self, grid: Grid) -> list[list[GridCell]]:
        """Return the cells of each entry; one merged over rows of several counts in each."""
        found: list[list[GridCell]] = [[] for _ in self.entries]
        for cell in grid.cells:
            rows = range(cell.row, cell.row + cell.rows)
            owners = sorted({self.entry_of[row] for row in rows if row in self.entry_of})
            for at in owners:
                found[at].append(cell)
            if not owners:
                self.others.append(cell)
        return found

    def _place(self, mark: Mark) -> None:
        """Give a shape to the entry in whose rows it stands, or tell why it is nobody's."""
        if mark.unseen:
            self.unused.append((mark, "รูปร่างที่ซ่อนไว้ หรือไม่มีสีให้เห็น หรือถูกทับไว้"))
        elif not over_months(mark, self.axis):
            self.unused.append((mark, "อยู่นอกช่องเดือน"))
        elif is_unticked(mark):
            self.unused.append((mark, "ช่องกาเครื่องหมายที่ไม่ได้กา"))
        elif is_upright(mark, self.axis):
            self.unused.append((mark, "เส้นตั้งที่ลากผ่านหลายแถว"))
        elif mark.row is not None and mark.row in self.entry_of:
            self.marks[self.entry_of[mark.row]].append(mark)
        else:
            self.strays.append(mark)

    def _share(self) -> None:
        """Give the shapes over months that are merged down to all projects beside them.

        One that stands in the middle of what is merged is all projects'; elsewhere it may be its
        own row's alone. Where several projects have shapes, each is its own by its height.
        """
        own = [list(marks) for marks in self.marks]
        for at, marks in enumerate(own):
            for mark in marks:
                reach = self._merged_below(mark)
                others = {self.entry_of[row] for row in reach if row in self.entry_of} - {at}
                if not others or any(own[one] for one in others):
                    continue
                if _is_amid(mark, reach):
                    for one in others:
                        self.marks[one].append(mark)
                else:
                    self.shared.append(Slip(mark, at, frozenset(others)))

    def _merged_below(self, mark: Mark) -> range:
        """Return the rows over which all months below a shape are merged down."""
        if mark.row is None:
            return range(0)
        months = frozenset().union(*self.axis.choices(mark.left, mark.right))
        reaches = {self._down(month, mark.row) for month in months}
        return reaches.pop() if len(reaches) == 1 else range(0)

    def _down(self, month: int, row: int) -> range:
        """Return the rows over which a month's cell is merged."""
        for cell in self.cells[self.entry_of[row]]:
            rows = range(cell.row, cell.row + cell.rows)
            if row in rows and month in self.axis.covers(cell.column, cell.column + cell.columns):
                return rows
        return range(row, row + 1)

    def _homeless(self, at: int) -> list[Mark]:
        """Return shapes of no known row that may stand in one of this entry, or are held there."""
        anchors = {(cell.spot.table, cell.spot.row) for cell in self.cells[at] if cell.spot.row}
        places = (*((_ROW, row) for row in self.entries[at]), *sorted(anchors))
        found = {id(one): one for place in places for one in self._lost.get(place, ())}
        return list(found.values())

    @cached_property
    def _lost(self) -> Mapping[tuple[int, int], Sequence[Mark]]:
        """Shapes of no known row, by each row that they may stand in, else by where they hang."""
        found: dict[tuple[int, int], list[Mark]] = {}
        for one in self.strays:
            if one.row is None:
                held = ((one.spot.table, one.spot.row),)
                for place in [(_ROW, row) for row in one.among] or held:
                    found.setdefault(place, []).append(one)
        return found

    def _set_aside(self, signs: Sequence[Sequence[Evidence]]) -> None:
        """Take stamps over several rows, and specks, for none of a row that has own signs."""
        for at, own in enumerate(self.marks):
            laid = [one for one in own if is_laid_over(one)]
            specks = [one for one in own if one not in laid and is_speck(one, self.axis)]
            if signs[at] or len(laid) + len(specks) < len(own):
                self.marks[at] = [one for one in own if one not in laid and one not in specks]
                self.unused += [(one, "วางทับหลายแถว") for one in laid]
                self.unused += [(one, "เล็กจนน่าจะวาดไว้โดยไม่ตั้งใจ") for one in specks]

    def _typed(self, at: int) -> Evidence:
        lines = [
            [one for one in self.cells[at] if one.row == row and self.axis.holds(one)]
            for row in sorted({cell.row for cell in self.cells[at]})
        ]
        return typed_months(
            lines, self.axis, self.year, overflows=self.overflows, drawn=bool(self.marks[at])
        )

    def _worded(self, cells: Sequence[GridCell]) -> Evidence:
        """Return what the column that tells months in words says."""
        told = [one for one in cells if one.column == self.period and one.text.strip()]
        if not told:
            return Evidence(())
        text = " ".join(one.text.strip() for one in told)
        months = period_of(text, self.year)
        if months:
            return Evidence((months,), quoted(text), cells=tuple(told), by_words=True)
        doubt = f"อ่านระยะเวลา {quoted(text)} ไม่ได้"
        return Evidence(ways_of(text, self.year), quoted(text), doubt, cells=tuple(told))

    def _beyond(self, cells: Sequence[GridCell]) -> Evidence:
        """Return what is doubtful of signs in columns of months that follow the twelve."""
        for first, after, heading in self.columns.beyond:
            inside = [
                one
                for one in cells
                if first <= one.column < after and any(map(str.isprintable, one.text.strip()))
            ]
            if inside:
                doubt = f"มีเครื่องหมายในคอลัมน์ {quoted(heading)} ที่เกินสิบสองเดือน"
                return Evidence((), quoted(inside[0].text), doubt, cells=tuple(inside))
        return Evidence(())

    def _blank(self, at: int) -> list[Evidence]:
        """Return what merged cells with nothing in them may say, where nothing else does."""
        if self.marks[at]:
            return []
        merged = [
            Evidence(
                (over,), f"ผสานช่อง {self.axis.words(over)}", "ผสานช่องเดือนไว้แต่ว่าง", cells=(one,)
            )
            for one in self.cells[at]
            if self.axis.holds(one) and not one.text.strip() and not one.fill
            for over in (self.axis.covers(one.column, one.column + one.columns),)
            if 1 < len(over) < len(ALL)
        ]
        return [together(merged)] if merged else []


def _is_amid(mark: Mark, rows: range) -> bool:
    """Whether a shape stands in the middle one of rows, or at the border of the middle two."""
    if mark.row is None:
        return False
    first, last = rows[(len(rows) - 1) // 2], rows[len(rows) // 2]
    at_border = first == last or (mark.slack is not None and mark.slack <= _AT_BORDER)
    beyond = {first, last} - {mark.row}
    return mark.row in (first, last) and at_border and beyond <= {mark.beyond}
