"""Dates whose day and month may have changed places: a column of figures is judged as one.

A program with English settings that saves CSV again puts the month first: `5 ก.พ. 2570` becomes
`02/05/2570`. Whatever tells the order in one cell tells it for the column.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.model import ProgressReport, Record
from generator.plan.read import Cell
from generator.plan.record import day_text
from generator.plan.sheet import FilledRow
from generator.problems import Place, Report
from generator.thai.dates import format_date, real_dates
from generator.thai.eras import is_buddhist, possible_years
from generator.thai.fiscal import FiscalYear
from generator.thai.text import arabic_digits

_FIGURES = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{4})(?:[ T][0-9:.]+)?")


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


def either_date(cell: Cell) -> EitherDate | None:
    """Return both readings of a date in figures; None for other texts, and for other files.

    Only CSV is saved again by a program that writes dates its own way; a workbook keeps them.
    """
    if not cell.place.file.lower().endswith(".csv"):
        return None
    found = _FIGURES.fullmatch(arabic_digits(cell.text))
    years = possible_years(found[3]) if found else ()
    if not found or not years:
        return None
    first, second = int(found[1]), int(found[2])
    return EitherDate(
        next(iter(real_dates((years[0], second, first))), None),
        next(iter(real_dates((years[0], first, second))), None),
        found[3],
    )


def is_settled(dates: Iterable[EitherDate]) -> bool:
    """Whether a day above 12 stands first in one of them, and second in none."""
    known = list(dates)
    return any(one.month_first is None for one in known) and not any(
        one.day_first is None for one in known
    )


def settled_by_reports(reports: Sequence[ProgressReport], record: Record | None) -> bool:
    """Whether published reports, or the order of a project's, show that the day stands first."""
    rows = record.rows if record else ()
    recorded = {(row.values.get("id"), row.values.get("date")) for row in rows}
    if any(one.month_first and (one.project, day_text(one.date)) in recorded for one in reports):
        return True
    return _ordered(reports, month_first=False) and not _ordered(reports, month_first=True)


def _ordered(reports: Sequence[ProgressReport], *, month_first: bool) -> bool:
    days: defaultdict[str, list[datetime.date]] = defaultdict(list)
    for one in reports:
        days[one.project].append(one.month_first or one.date if month_first else one.date)
    return all(mine == sorted(mine) for mine in days.values())


def ask_order(cells: Mapping[Cell, EitherDate], report: Report) -> None:
    """Ask once which of day and month stands first in these cells of one column."""
    for cell, one in cells.items():
        if one.day_first and one.month_first and one.day_first != one.month_first:
            asked = [each.place for each, other in cells.items() if other.is_open]
            report_order(cell.place, cell.text, (one.day_first, one.month_first), asked, report)
            return


def report_order(
    place: Place,
    text: str,
    days: tuple[datetime.date, datetime.date],
    cells: Iterable[Place],
    report: Report,
) -> None:
    """Report a date in figures that may be either of two days, and the cells of its like."""
    day, other = map(format_date, days)
    readings = f"{day} หรือ {other}"
    report.add("dates-either-way", place, text, cells, readings=readings, example=day)


def ask_months(
    rows: Sequence[FilledRow], year: FiscalYear, announced: frozenset[str], report: Report
) -> None:
    """Ask of the columns เริ่ม and สิ้นสุด together, where both orders give months of the year.

    Rows that were announced settle it: were they read otherwise, the record would say so.
    """
    of_file: defaultdict[str, list[FilledRow]] = defaultdict(list)
    for row in rows:
        of_file[row.at.file].append(row)
    for mine in of_file.values():
        cells = {
            cell: one
            for row in mine
            for code in ("start", "end")
            if _FIGURES.fullmatch(arabic_digits(row.text(code)))
            for cell in (row.cell(code),)
            # A Christian year in figures is refused cell by cell already.
            if (one := either_date(cell)) and is_buddhist(one.year)
        }
        if not cells or is_settled(cells.values()):
            continue
        if any(row.text("id") in announced for row in mine):
            continue
        if _fits(mine, year, month_first=True):
            ask_order(cells, report)


def _fits(rows: Sequence[FilledRow], year: FiscalYear, *, month_first: bool) -> bool:
    """Whether all dates lie in the year, and each start before its end."""
    for row in rows:
        read = (either_date(row.cell("start")), either_date(row.cell("end")))
        days = [
            (one.month_first if month_first else one.day_first) if one else None for one in read
        ]
        for one, day in zip(read, days, strict=True):
            if one and (day is None or not year.contains(day)):
                return False
        if days[0] and days[1] and days[0] > days[1]:
            return False
    return True
