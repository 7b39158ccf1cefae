"""Dates whose day and month may have changed places: a column of figures is judged as one.

A program with English settings that saves CSV again puts the month first: `5 ก.พ. 2570` becomes
`02/05/2570`. Excel with such settings makes a date of every figure that is one with the month
first, and leaves the others as texts. Whatever tells the order in one cell tells it for the column.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.plan.model import ProgressReport, Record
from generator.plan.read import Cell, Held
from generator.plan.record import day_text
from generator.plan.sheet import FilledRow
from generator.problems import Place, Report
from generator.thai.dates import format_date, real_dates
from generator.thai.eras import is_buddhist, possible_years
from generator.thai.fiscal import FiscalYear
from generator.thai.text import arabic_digits

_FIGURES = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{4})(?:[ T][0-9:.]+)?")
_BY_CSV = "โปรแกรมที่บันทึก CSV อาจใส่เดือนก่อนวัน", "หรือแก้วันที่ใน Excel แล้วบันทึกเป็น .xlsx แทน CSV"
_BY_EXCEL = (
    "Excel ที่ตั้งเป็นภาษาอังกฤษอ่านเดือนก่อนวัน",
    "โดยจัดรูปแบบทั้งคอลัมน์เป็น “ข้อความ” ก่อนพิมพ์",
)
_BY_HAND = "ไม่มีอะไรบอกว่าวันหรือเดือนขึ้นก่อน", "หรือเขียนปีขึ้นก่อน เช่น 2569-10-15"


@dataclass(frozen=True, slots=True)
class EitherDate:
    """A date in figures, read with the day first and with the month first; None for no such day."""

    day_first: datetime.date | None
    month_first: datetime.date | None
    year: str

    @property
    def is_open(self) -> bool:
        """Whether both are days, and different ones."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The days that it may be."""
        return tuple(day for day in (self.day_first, self.month_first) if day)


_Pair = tuple[Cell, EitherDate]


def in_figures(text: str) -> EitherDate | None:
    """Return both readings of a date in figures with the year last; None for other texts."""
    found = _FIGURES.fullmatch(arabic_digits(text))
    years = possible_years(found[3]) if found else ()
    if not found or not years:
        return None
    first, second = int(found[1]), int(found[2])
    return EitherDate(
        next(iter(real_dates((years[0], second, first))), None),
        next(iter(real_dates((years[0], first, second))), None),
        found[3],
    )


def either_date(cell: Cell) -> EitherDate | None:
    """Return both readings of a date in figures; None for other texts, and for other files.

    Only CSV is saved again by a program that writes dates its own way.
    """
    return in_figures(cell.text) if _is_csv(cell.place) else None


def _is_csv(place: Place) -> bool:
    return place.file.lower().endswith(".csv")


def column_dates(
    rows: Sequence[FilledRow], code: str, record: Record | None = None
) -> list[EitherDate | None]:
    """Return both readings of each row's date, None where there is but one; rows of one file.

    In a workbook a text in figures has its day first, unless another shows the month there. A date
    is what it is, unless texts beside it show that Excel took the month first, or `record` has it.
    """
    if rows and _is_csv(rows[0].at):
        return [either_date(row.cell(code)) for row in rows]
    held = [_held(row, code) for row in rows]
    texts = [
        None if one else in_figures(row.text(code)) for row, one in zip(rows, held, strict=True)
    ]
    if any(one and one.day_first is None and one.month_first for one in texts):
        return texts
    days = [one for one in held if one]
    left = any(one and one.month_first is None and one.day_first for one in texts)
    if not left or not days or any(one.day > 12 for one in days):
        return [None] * len(rows)
    recorded = recorded_days(record)
    return [
        _turned(day) if day and (row.text("id"), day_text(day)) not in recorded else None
        for row, day in zip(rows, held, strict=True)
    ]


def _held(row: FilledRow, code: str) -> datetime.date | None:
    """Return the day that a workbook's cell holds as a date."""
    stored = row.stored(code)
    if stored is None or stored.held is not Held.DATE:
        return None
    year, *rest = stored.value.split("-")
    if len(rest) != 2:
        return None  # a time of day
    years = possible_years(year)  # Excel lets people type a Buddhist year
    return next(iter(real_dates(*((one, int(rest[0]), int(rest[1])) for one in years))), None)


def seen(row: FilledRow, code: str) -> Cell:
    """Return a cell with what its reader sees."""
    stored = row.stored(code)
    return Cell((stored.shown if stored else "") or row.text(code), row.place(code))


def _turned(day: datetime.date) -> EitherDate:
    """Return both readings of a day that Excel may have made with the month first."""
    turned = next(iter(real_dates((day.year, day.day, day.month))), None)
    return EitherDate(turned, day, str(day.year))


def is_settled(dates: Iterable[EitherDate]) -> bool:
    """Whether a day above 12 stands first in one of them, and second in none."""
    known = list(dates)
    return any(one.month_first is None for one in known) and not any(
        one.day_first is None for one in known
    )


def settled_by_reports(reports: Sequence[ProgressReport], record: Record | None) -> bool:
    """Whether published reports, or the order of a project's, show that the day stands first."""
    recorded = recorded_days(record)
    if any(one.month_first and (one.project, day_text(one.date)) in recorded for one in reports):
        return True
    return _ordered(reports, month_first=False) and not _ordered(reports, month_first=True)


def recorded_days(record: Record | None) -> frozenset[tuple[str, str]]:
    """Return code and day of every report that was published, as a record writes them."""
    rows = record.rows if record else ()
    return frozenset((row.values.get("id", ""), row.values.get("date", "")) for row in rows)


def _ordered(reports: Sequence[ProgressReport], *, month_first: bool) -> bool:
    days: defaultdict[str, list[datetime.date]] = defaultdict(list)
    for one in reports:
        days[one.project].append(one.month_first or one.date if month_first else one.date)
    return all(mine == sorted(mine) for mine in days.values())


def ask_column(rows: Sequence[FilledRow], code: str, report: Report) -> None:
    """Ask once of a column of days that nothing else tells the order of."""
    dates = column_dates(rows, code)
    pairs = [(seen(row, code), one) for row, one in zip(rows, dates, strict=True) if one]
    # A Christian year in figures is refused cell by cell already.
    pairs = [(cell, one) for cell, one in pairs if is_buddhist(one.year) or not _is_csv(cell.place)]
    if not is_settled(one for _, one in pairs):
        ask_order(pairs, report)


def ask_order(cells: Sequence[_Pair], report: Report) -> bool:
    """Ask once which of day and month stands first in these cells of one column; whether asked."""
    doubtful = [(cell, one) for cell, one in cells if one.is_open]
    if not doubtful:
        return False
    first, either = doubtful[0]
    asked = [cell.place for cell, one in cells if one.is_open or not one.day_first]
    report_order(first.place, first.text, either.days, asked, report)
    return True


def report_order(
    place: Place,
    text: str,
    days: Sequence[datetime.date],
    cells: Iterable[Place],
    report: Report,
) -> None:
    """Report a date in figures that may be either of two days, and the cells of its like."""
    told = [format_date(day) for day in days]
    by_hand = place.file.endswith(".yml")
    why, way = _BY_HAND if by_hand else _BY_CSV if _is_csv(place) else _BY_EXCEL
    report.add(
        "dates-either-way",
        place,
        text,
        cells,
        line="บรรทัด" if by_hand else "แถว",
        readings=" หรือ ".join(told),
        example=told[0],
        why=why,
        where="ของไฟล์นี้" if by_hand else "ของคอลัมน์นี้",
        way=way,
    )


def ask_months(
    rows: Sequence[FilledRow], year: FiscalYear, announced: frozenset[str], report: Report
) -> frozenset[Place]:
    """Ask of the months' columns together, where both orders give months of the year.

    Rows that were announced settle it: were they read otherwise, the record would say so. Returns
    the rows that are asked of.
    """
    of_file: defaultdict[str, list[FilledRow]] = defaultdict(list)
    for row in rows:
        of_file[row.at.file].append(row)
    asked: set[Place] = set()
    for mine in of_file.values():
        read = {row.at: _ends(row) for row in mine}
        if not any(read.values()) or any(row.text("id") in announced for row in mine):
            continue
        pairs = [pair for ends in read.values() for pair in ends]
        if not _is_csv(mine[0].at) and not _all_january(pairs):
            continue
        settled = is_settled(one for _, one in pairs)
        if not settled and _fits(read.values(), year) and ask_order(pairs, report):
            asked |= {at for at, ends in read.items() if any(one.is_open for _, one in ends)}
    return frozenset(asked)


def _all_january(pairs: Sequence[_Pair]) -> bool:
    """Whether dates of a workbook are days of one January: `1/11/2569` with the month first."""
    days = {one.month_first for _, one in pairs if one.month_first}
    return len(days) > 1 and all(one.month == 1 and one.day <= 12 for one in days)


def _ends(row: FilledRow) -> list[_Pair]:
    """Return start and end of a row where they are in figures, or days of a workbook."""
    found = []
    for code in ("start", "end"):
        cell, day = seen(row, code), _held(row, code)
        one = _turned(day) if day else either_date(cell)
        # A Christian year in figures is refused cell by cell already.
        if one and (day or is_buddhist(one.year)):
            found.append((cell, one))
    first, _, last = row.text("period").replace(" ", "").partition("-")
    for text in (first, last) if last and not found else ():
        cell = Cell(text, row.place("period"))
        if (one := either_date(cell)) and is_buddhist(one.year):
            found.append((cell, one))
    return found


def _fits(rows: Iterable[Sequence[_Pair]], year: FiscalYear) -> bool:
    """Whether the order that is not read now gives days of the year too, starts before ends."""
    for ends in rows:
        csv = any(_is_csv(cell.place) for cell, _ in ends)
        days = [one.month_first if csv else one.day_first for _, one in ends]
        known = [day for day in days if day and year.contains(day)]
        if len(known) < len(days) or known != sorted(known):
            return False
    return True
