"""Months that a reader sees and this one does not: colours, drawn arrows; and rows without any.

Each is said once a table, with its rows. Which months a colour means is never guessed: the paper
that a table was copied from is not at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.plan.model import Project
from generator.plan.parse.marks import CODES
from generator.plan.parse.period import has_period_columns, states_period
from generator.plan.sheet import Columns, FilledRow
from generator.problems import Report, told_rows
from generator.thai.fiscal import FiscalYear, Month

# So many rows that all have one colour in a month's column show that the column has it.
_MANY = 4
_Pairs = Sequence[tuple[FilledRow, Project]]
_Months = Mapping[int, frozenset[Month]]  # by row


def report_unread_months(
    rows: Sequence[FilledRow], projects: Sequence[Project], year: FiscalYear, report: Report
) -> None:
    """Report months that stand in a table only as colours or drawings, and rows without months."""
    tables: defaultdict[object, list[tuple[FilledRow, Project]]] = defaultdict(list)
    for row, project in zip(rows, projects, strict=True):
        tables[row.columns.key].append((row, project))
    for pairs in tables.values():
        columns = pairs[0][0].columns
        at = {columns.index[code]: month for code, month in _months(columns, year)}
        painted = _other(_painted(pairs, at), pairs, shape=False)
        drawn = _other(_drawn(pairs, at), pairs, shape=True)
        _report("months-painted", painted, columns, at, report)
        _report("months-drawn", drawn, columns, at, report)
        _report_missing(pairs, painted.keys() | drawn.keys(), report)


def _months(columns: Columns, year: FiscalYear) -> Iterable[tuple[str, Month]]:
    pairs = zip(CODES, year.months, strict=True)
    return ((code, month) for code, month in pairs if code in columns.index)


def _painted(pairs: _Pairs, at: Mapping[int, Month]) -> _Months:
    """Return the painted months of each row, but for colours of whole rows and whole columns."""
    columns = pairs[0][0].columns
    painted = columns.looks.painted
    if not painted or not at:
        return {}
    others = set(columns.index.values()) - at.keys()
    plain = set(_colours_of_columns(pairs, at))
    found = {}
    for row, _ in pairs:
        number = row.row.number
        own = {painted.get((number, index)) for index in others} - {None}
        months = (
            month
            for index, month in at.items()
            if (colour := painted.get((number, index)))
            and colour not in own
            and (index, colour) not in plain
        )
        found[number] = frozenset(months)
    return found


def _colours_of_columns(pairs: _Pairs, at: Mapping[int, Month]) -> Iterable[tuple[int, str]]:
    """Yield the colours that columns of months have from their heading down, or in all rows."""
    columns = pairs[0][0].columns
    for index in at:
        if heading := columns.looks.painted.get((columns.head, index)):
            yield index, heading
        found = {columns.looks.painted.get((row.row.number, index), "") for row, _ in pairs}
        if len(found) == 1 and len(pairs) >= _MANY:
            yield index, found.pop()


def _drawn(pairs: _Pairs, at: Mapping[int, Month]) -> _Months:
    """Return the months of each row over which something is drawn."""
    found: defaultdict[int, set[Month]] = defaultdict(set)
    numbers = {row.row.number for row, _ in pairs}
    for area in pairs[0][0].columns.looks.drawn:
        under = {at[i] for i in at.keys() & set(range(area.first_column, area.last_column + 1))}
        for number in range(area.first_row, area.last_row + 1) if under else ():
            if number in numbers:
                found[number] |= under
    return {number: frozenset(months) for number, months in found.items()}


def _other(seen: _Months, pairs: _Pairs, *, shape: bool) -> _Months:
    """Return what is seen in rows that state other months, or none.

    A shape ends somewhere in a cell: that it reaches into the months beside says nothing.
    """
    if not seen:
        return {}
    stated = {row.row.number: set(project.months) for row, project in pairs}
    return {
        number: months
        for number, months in seen.items()
        if months and months != stated[number]
        if not (shape and stated[number] and set(sorted(months)[1:-1]) <= stated[number])
    }


def _report(
    code: str, seen: _Months, columns: Columns, at: Mapping[int, Month], report: Report
) -> None:
    if not seen:
        return
    first = min(seen)
    months = ", ".join(month.label for month in sorted(seen[first]))
    cells = [
        columns.place(row, index)
        for row in sorted(seen)
        for index, month in at.items()
        if month in seen[row]
    ]
    report.add(code, columns.table.at(row=first), months, cells, columns=months)


def _report_missing(pairs: _Pairs, said: Iterable[int], report: Report) -> None:
    """Say it once for a table; that nothing but texts is read, where there are month columns."""
    told = set(said)
    bare = [
        row
        for row, project in pairs
        if not project.months and not states_period(row) and row.row.number not in told
    ]
    if not bare:
        return
    columns = bare[0].columns
    seen = columns.table.sheet and any(code in columns.index for code in CODES)
    unread = " (ระบบไม่อ่านสีและลูกศรที่วาดไว้ในช่องเดือน)" if seen else ""
    if not has_period_columns(bare[0]):
        report.add("period-missing", columns.table, f"ทั้ง {len(bare)} แถว", unread=unread)
    elif len(bare) == 1:
        report.add("period-missing", bare[0].at, f"โครงการ {bare[0].text('id')}", unread=unread)
    else:
        cells = [row.at for row in bare]
        rows = told_rows(one.row for one in cells)
        value = f"{len(bare)} โครงการ (แถว {rows})"
        report.add("period-missing", cells[0], value, cells, unread=unread)
