"""The months of work: start and end, one period text, or marks in twelve month columns."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.plan.parse.marks import CODES
from generator.plan.read import Cell
from generator.plan.sheet import FilledRow
from generator.problems import Report
from generator.thai.dates import DateError
from generator.thai.fiscal import FiscalYear, Month, parse_month, parse_period

# The rows of a plan say the same few months.
_period_of, _month_of = lru_cache(2_000)(parse_period), lru_cache(2_000)(parse_month)
_BETWEEN_MONTHS = re.compile(r"(?<=[0-9๐-๙])[\s,;]+")
_CODES = ("start", "end", "period", "months", *CODES)


def parse_months(
    record: FilledRow, year: FiscalYear, marked: tuple[Month, ...], report: Report
) -> tuple[Month, ...]:
    """Return the months of work in order, all inside `year`; empty where none is stated.

    A row may state them in three ways, `marked` being those of its month columns; it is a problem
    when two of them differ.
    """
    listed = _listed(record, year, report)
    ways = {
        "ช่องเดือนที่ดำเนินการ": listed,
        "ช่องระยะเวลา": _ranged(record, year, report),
        "ช่องเริ่ม–สิ้นสุด": _stated(record, year, report),
        "เครื่องหมายในคอลัมน์เดือน": marked,
    }
    said = [(way, months) for way, months in ways.items() if months]
    way, months = said[0] if said else ("", ())
    for other, others in said[1:]:
        ends = others[0], others[-1]  # a list of months says which of those between are meant
        if others != months and not (listed and ends == (listed[0], listed[-1])):
            value, marks = (", ".join(m.label for m in each) for each in (months, others))
            at = record.place("period" if record.text("period") else "start")
            report.add("period-twice", at, value, way=way, other=other, marks=marks)
    if not months or year.months[0] <= months[0] <= months[-1] <= year.months[-1]:
        return months
    inside = tuple(month for month in months if month in year.months)
    if len(inside) < len(months):
        outside = next(month for month in months if month not in inside)
        _report_outside(record, outside, year, report)
    return inside


def has_period_columns(record: FilledRow) -> bool:
    """Whether the table has any column that could state the months."""
    return any(record.has(code) for code in _CODES)


def states_period(record: FilledRow) -> bool:
    """Whether anything is written there, readable or not."""
    return any(record.text(code) for code in _CODES)


def _ranged(record: FilledRow, year: FiscalYear, report: Report) -> tuple[Month, ...]:
    period = record.cell("period")
    return _range(*_period(period, year, report)) if period.text else ()


def _listed(record: FilledRow, year: FiscalYear, report: Report) -> tuple[Month, ...]:
    """Return months that are written one by one, as our own data file has them."""
    cell = record.cell("months")
    written = _BETWEEN_MONTHS.split(cell.text) if cell.text else []
    found = [_month(Cell(text, cell.place), year, report) for text in written if text]
    return tuple(sorted({month for month in found if month}))


def _stated(record: FilledRow, year: FiscalYear, report: Report) -> tuple[Month, ...]:
    start, end = record.cell("start"), record.cell("end")
    if start.text and not end.text and _names_range(start, year):
        return _range(*_period(start, year, report))
    if bool(start.text) != bool(end.text):
        half = start if start.text else end
        report.add("period-half", half.place, half.text)
        return ()
    if not start.text:
        return ()
    first, last = _month(start, year, report), _month(end, year, report)
    if first and last and first > last:
        report.add("period-reversed", start.place, start.text, end=end.text)
        return ()
    return _range(first, last)


def _range(first: Month | None, last: Month | None) -> tuple[Month, ...]:
    """Return the months from `first` to `last`, at most those between 1900 and 2300."""
    if first is None or last is None:
        return ()
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    steps = (first.month - 1 + i for i in range(min(count, 36)))
    return tuple(Month(first.year + step // 12, step % 12 + 1) for step in steps)


def _names_range(cell: Cell, year: FiscalYear) -> bool:
    try:
        first, last = _period_of(cell.text, year)
    except DateError:
        return False
    return first != last


def _period(
    cell: Cell, year: FiscalYear, report: Report
) -> tuple[Month, Month] | tuple[None, None]:
    try:
        return _period_of(cell.text, year)
    except DateError as error:
        _report_period(cell, error, report)
        return None, None


def _report_period(cell: Cell, error: DateError, report: Report) -> None:
    """Tell a period that runs backwards from one that cannot be read."""
    if len(error.readings) == 2 and error.readings[0] > error.readings[1]:
        first, last = (Month.of(day).label for day in error.readings)
        report.add("period-reversed", cell.place, first, end=last)
    else:
        report.add("month-unreadable", cell.place, cell.text)


def _month(cell: Cell, year: FiscalYear, report: Report) -> Month | None:
    try:
        return _month_of(cell.text, year)
    except DateError:
        report.add("month-unreadable", cell.place, cell.text)
        return None


def _report_outside(record: FilledRow, month: Month, year: FiscalYear, report: Report) -> None:
    codes = ("period", "start", "end")
    written = next((code for code in codes if record.text(code)), "start")
    first, last = year.months[0], year.months[-1]
    if written == "start" and month > last and record.text("end"):
        written = "end"
    report.add(
        "month-outside-year",
        record.place(written),
        record.text(written) or month.label,
        first=first.label,
        last=last.label,
    )
