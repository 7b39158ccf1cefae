"""Columns as one: what a workbook's cells show, and questions that are asked once for a column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.read import Held, Stored
from generator.plan.read.shown import shows_day
from generator.plan.sheet import Fields, FilledRow
from generator.problems import Problem, Report, told_rows
from generator.thai.eras import BUDDHIST
from generator.thai.fiscal import FiscalYear
from generator.thai.text import arabic_digits

_ASKED_ONCE = frozenset(
    {
        "amount-dotted",
        "amount-exponent",
        "amount-worded",
        "date-ambiguous",
        "id-alike",
        "id-became-date",
        "id-became-number",
        "id-sign",
        "number-as-date",
        "village-became-date",
    }
)
# Elsewhere a date is read as the day that it is, or as the code or the village that it was.
_SHOWN = frozenset(TextKind) - {TextKind.CODE, TextKind.DATE, TextKind.MONTH, TextKind.MARK}
# Columns of figures that no plan is read from.
_PASSED_OVER = frozenset({"ordinal", "fiscal_year"})
_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_FIGURES = frozenset({TextKind.AMOUNT, TextKind.NUMBER, TextKind.POINT})
_DAYS = frozenset({TextKind.DATE, TextKind.MONTH})


def as_shown(rows: list[FilledRow], fields: Fields) -> list[FilledRow]:
    """Return the rows with what Excel shows of its dates where that counts: in words and years.

    A date among words or figures is what its reader sees; a year of two digits is the one that was
    typed.
    """
    return [_shown(row, fields) for row in rows]


def _shown(row: FilledRow, fields: Fields) -> FilledRow:
    if not row.columns.stored:
        return row
    texts = list(row.row.texts)
    for one in fields:
        stored = row.stored(one.code)
        if stored and stored.shown and _is_as_shown(one, stored):
            texts[row.columns.index[one.code]] = stored.shown
    if tuple(texts) == row.row.texts:
        return row
    return replace(row, row=replace(row.row, texts=tuple(texts)))


def _is_as_shown(field: Field[Any], stored: Stored) -> bool:
    """Whether what a cell shows says more of it than the value that it holds."""
    if stored.held is not Held.DATE:  # 298.000 is 298,000 to many
        return field.kind is TextKind.AMOUNT and bool(_THREE_DECIMALS.fullmatch(stored.shown))
    if field.kind is TextKind.DATE and not shows_day(stored.format):
        return True  # a month is no day of it
    if field.kind in _DAYS and stored.is_short_year:
        return True
    return field.kind in _SHOWN and field.code != "villages"


def report_years(rows: Sequence[FilledRow], year: FiscalYear, report: Report) -> None:
    """Say once a file that its rows name another year than the folder: a file of that year."""
    of_file: defaultdict[str, list[FilledRow]] = defaultdict(list)
    for row in rows:
        text = arabic_digits(row.text("fiscal_year"))
        if text.isdigit() and int(text) not in (year.year, year.year - BUDDHIST):
            of_file[row.at.file].append(row)
    for mine in of_file.values():
        told = told_rows(one.row.number for one in mine)
        text = mine[0].text("fiscal_year")
        report.add(
            "rows-of-another-year", mine[0].place("fiscal_year"), text, rows=told, year=year.label
        )


def without_dates(rows: list[FilledRow], fields: Fields, report: Report) -> list[FilledRow]:
    """Return the rows without the days in columns of figures, each reported and counted as lost.

    Excel goes on showing a day whatever is typed there, until the cell is given another format.
    """
    codes = [one.code for one in fields if one.kind in _FIGURES and one.code not in _PASSED_OVER]
    return [_without_dates(row, codes, report) if row.columns.stored else row for row in rows]


def _without_dates(row: FilledRow, codes: list[str], report: Report) -> FilledRow:
    bad = [code for code in codes if (held := row.stored(code)) and held.held is Held.DATE]
    if not bad:
        return row
    for code in bad:
        stored = row.stored(code)
        shown = (stored.shown if stored else "") or row.text(code)
        report.add("number-as-date", row.place(code), shown, also="")
    return row.without([row.columns.index[code] for code in bad])


def ask_once(report: Report) -> None:
    """Make one of those questions of a column that are the same; it names the other rows."""
    groups: defaultdict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in report:
        if problem.code in _ASKED_ONCE:
            place = problem.place
            groups[problem.code, place.file, place.sheet, place.column].append(problem)
    # A file of settings has no columns: all but its days is asked line by line.
    same = {
        key: many
        for key, many in groups.items()
        if (key[3] or key[0] == "date-ambiguous") and len(many) > 1
    }
    if not same:
        return
    asked = [(many, _with_rows(many)) for many in same.values()]
    one_of = {problem: one for many, one in asked for problem in many}
    report.rewrite(lambda problem: one_of.get(problem, problem))


def _with_rows(many: list[Problem]) -> Problem:
    first, *others = many
    details = dict(first.details)
    rows = told_rows(one.place.row for one in others)
    details["also"] = f" และ{'แถว' if first.place.column else 'บรรทัด'} {rows}"
    cells = tuple((one.place.row, one.place.column) for one in many)
    return replace(first, details=tuple(sorted(details.items())), cells=cells)
