"""Everything that says something of a row's months, weighed: clear, unclear with readings, none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import GridCell, Mark
from generator.plan.intake.months.axis import Axis, Months
from generator.plan.intake.months.columns import MonthColumns
from generator.plan.intake.months.drawn import drawn_months
from generator.plan.intake.months.evidence import Evidence
from generator.plan.intake.months.slips import Slip

#: From October on: which months a row has.
Twelve = tuple[bool, ...]
NO_MONTHS: Twelve = (False,) * 12
_NOTHING = "ไม่มีเครื่องหมาย"
_NO_ROW = "ไม่ทราบว่าเครื่องหมายที่วาดไว้อยู่ในแถวใด"


@dataclass(frozen=True, slots=True)
class Understood:
    """The months of one entry: how they are known, which they are, and what they were read from.

    `months` are all False unless `state` is clear. `drawn` is how the form shows them
    (`←ธ.ค.–มี.ค.→`), `readings` every way to read what is unclear, in words (`ธ.ค.–มี.ค.`), and
    `choices` the same as months. `reason` is the code of the question (`months-unclear`,
    `months-none`, `row-slip`, `row-slip-neighbour`), empty where it is clear, `why` says in Thai
    what was seen. `marks` and `cells` are those that say something of this entry's months.
    """

    state: MonthsState = MonthsState.NONE
    months: Twelve = NO_MONTHS
    drawn: str = ""
    readings: tuple[str, ...] = ()
    choices: tuple[Twelve, ...] = ()
    reason: str = ""
    why: str = ""
    marks: tuple[Mark, ...] = ()
    cells: tuple[GridCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs the signs of one project; `slips` are those of the whole grid."""

    axis: Axis
    year: int
    slips: Sequence[Slip]
    columns: MonthColumns

    def of(self, at: int, marks: Sequence[Mark], signs: Sequence[Evidence]) -> Understood:
        """Return what is understood of the project at a place in the grid's order."""
        lost = [one.mark for one in self.slips if at in one.others]
        if lost and not (marks or signs):
            return self._slipped(lost)
        drawn = drawn_months(marks, self.axis, self.year)
        parts = [one for one in (drawn, *signs) if one.choices or one.doubt]
        gone = [one.mark for one in self.slips if one.holder == at]
        if gone:
            return self._neighbour(parts, marks, gone)
        return self._weighed(parts)

    def beside(self, own: Understood, lost: Sequence[Mark]) -> Understood:
        """Return what is understood of a project with signs, beside which others may be its too."""
        if not lost:
            return own
        read = drawn_months(lost, self.axis, self.year)
        known = own.choices or (own.months,)
        ways = [frozenset(at for at, work in enumerate(one) if work) for one in known]
        more = [way | other for way in ways for other in read.choices]
        if own.state is MonthsState.CLEAR and more and set(more) <= set(ways):
            return own  # whosever it is, it says nothing new here
        drawn, marks = f"{own.drawn} {read.drawn}", (*own.marks, *lost)
        return self._unclear((*ways, *more), drawn, "months-unclear", _NO_ROW, marks, own.cells)

    def _slipped(self, lost: Sequence[Mark]) -> Understood:
        """Return that a project without a sign may have one that stands in the row beside."""
        read = drawn_months(lost, self.axis, self.year)
        unknown = any(one.row is None for one in lost)
        why = _NO_ROW if unknown else "เครื่องหมายอยู่คร่อมหรือชิดเส้นระหว่างแถวนี้กับแถวข้างเคียง"
        reason = "months-unclear" if unknown else "row-slip"
        return self._unclear((*read.choices, frozenset()), read.drawn, reason, why, lost, ())

    def _neighbour(
        self, parts: Sequence[Evidence], marks: Sequence[Mark], gone: Sequence[Mark]
    ) -> Understood:
        """Return that one of a project's shapes may belong to the row beside."""
        left = [one for one in marks if one not in gone]
        ways = [way for one in parts for way in one.choices]
        rest = drawn_months(left, self.axis, self.year).choices if left else (frozenset(),)
        return self._unclear(
            (*ways, *rest),
            " ".join(one.drawn for one in parts),
            "row-slip-neighbour",
            "เครื่องหมายในแถวนี้อาจเป็นของแถวข้างเคียงซึ่งไม่มีเครื่องหมาย",
            marks,
            [cell for one in parts for cell in one.cells],
        )

    def _weighed(self, parts: Sequence[Evidence]) -> Understood:
        if not parts:
            return Understood(reason="months-none", why=_NOTHING)
        marks = tuple(mark for one in parts for mark in one.marks)
        cells = tuple(cell for one in parts for cell in one.cells)
        drawn = " ".join(dict.fromkeys(one.drawn for one in parts))
        ways = dict.fromkeys(way for one in parts for way in one.choices)
        if len(ways) == 1 and all(one.is_clear for one in parts):
            (months,) = ways
            by_words = all(one.by_words for one in parts)
            if headed := self.columns.doubt(months, self.year, by_words=by_words):
                both = (months, headed.other)
                return self._unclear(both, drawn, "months-unclear", headed.why, marks, cells)
            return Understood(MonthsState.CLEAR, twelve(months), drawn, marks=marks, cells=cells)
        doubt = next(filter(None, (one.doubt for one in parts)), "")
        doubt = doubt or (
            "ปลายเครื่องหมายอยู่กลางช่องเดือน"
            if any(len(one.choices) > 1 for one in parts)
            else "เครื่องหมายต่างชนิดในแถวเดียวกันไม่ตรงกัน"
        )
        return self._unclear(ways, drawn, "months-unclear", doubt, marks, cells)

    def _unclear(
        self,
        ways: Iterable[Months],
        drawn: str,
        reason: str,
        why: str,
        marks: Sequence[Mark],
        cells: Sequence[GridCell],
    ) -> Understood:
        found = list(dict.fromkeys(ways))
        return Understood(
            MonthsState.UNCLEAR,
            NO_MONTHS,
            drawn,
            tuple(self.axis.words(way) if way else _NOTHING for way in found),
            tuple(twelve(way) for way in found),
            reason,
            why,
            tuple(marks),
            tuple(cells),
        )


def twelve(months: Months) -> Twelve:
    """Return months as a row has them."""
    return tuple(month in months for month in range(12))
