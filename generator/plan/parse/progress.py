"""Rows of progress.csv → progress reports."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from generator.plan.fields import CORRECTS, progress_fields
from generator.plan.model import ProgressReport, Record, Status, TableAccount
from generator.plan.parse import vocabulary
from generator.plan.parse.codes import CodeColumn
from generator.plan.parse.columns import as_shown, ask_once, without_dates
from generator.plan.parse.either import (
    EitherDate,
    ask_order,
    column_dates,
    either_date,
    is_settled,
    seen,
    settled_by_reports,
)
from generator.plan.parse.percents import report_percents
from generator.plan.parse.values import parse_amount, parse_date_cell, parse_percent
from generator.plan.read import Table
from generator.plan.sheet import FilledRow, HiddenPolicy, records
from generator.problems import Place, Report
from generator.thai.text import hint


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan knows that its reports are read beside: its codes, and what was published."""

    codes: Set[str] = frozenset()
    record: Record | None = None


def parse_progress(
    tables: tuple[Table, ...],
    report: Report,
    accounts: list[TableAccount],
    hidden: HiddenPolicy = HiddenPolicy.ASK,
    known: Known = Known(),
) -> tuple[ProgressReport, ...]:
    """Return the reports whose project, date and status can be read; the rest are problems.

    What became of each table joins `accounts`. A date in figures that nothing settles keeps both
    readings: today is not known here.
    """
    fields = progress_fields()
    rows = as_shown(records(tables, fields, report, accounts, hidden), fields)
    rows = without_dates(rows, fields, report)
    codes = CodeColumn.of(rows, "id", report, known.codes)
    # A report of a code that is none belongs to no project; that is said.
    rows = [row for row in rows if not codes.report_faults(row)]
    rows, dates = _without_month_first(rows, known, report)
    settled = is_settled(one for one in dates if one)
    asked = {rows[at].at for at in report_percents(rows, report)}
    found = [
        one
        for row, date in zip(rows, dates, strict=True)
        if (
            one := _progress(row, date, settled=settled, percent=row.at not in asked, report=report)
        )
    ]
    if settled or settled_by_reports(found, known.record):
        found = [replace(one, month_first=None, figures="") for one in found]
    ask_once(report)
    return _with_statuses(found, {row.at for row in rows if not row.text("status")})


def _with_statuses(found: list[ProgressReport], blank: Set[Place]) -> tuple[ProgressReport, ...]:
    """Return the reports; a correction whose status is blank has that of what it corrects."""
    known: dict[tuple[str, datetime.date], Status] = {}
    statuses: dict[Place, Status] = {}
    for one in sorted(found, key=lambda one: (one.date, one.corrects is not None)):
        status = one.status
        if one.corrects and one.at.place in blank:
            status = known.get((one.project, one.corrects), status)
        statuses[one.at.place] = known[one.project, one.date] = status
    return tuple(replace(one, status=statuses[one.at.place]) for one in found)


def _without_month_first(
    rows: list[FilledRow], known: Known, report: Report
) -> tuple[list[FilledRow], list[EitherDate | None]]:
    """Return the rows with both readings of their dates.

    Where one shows that the month stands first, those that may be either are asked of and left out.
    """
    dates = column_dates(rows, "date", known.record)
    read = list(zip(rows, dates, strict=True))
    by_csv = bool(rows) and rows[0].at.file.lower().endswith(".csv")
    if by_csv and not any(one and one.day_first is None for one in dates):
        return rows, dates  # what else is known of the reports may settle it
    if ask_order([(seen(row, "date"), one) for row, one in read if one], report):
        read = [(row, one) for row, one in read if not (one and (one.is_open or not one.day_first))]
    return [row for row, _ in read], [one for _, one in read]


def _progress(
    row: FilledRow, either: EitherDate | None, *, settled: bool, percent: bool, report: Report
) -> ProgressReport | None:
    kept = row.text(CORRECTS) or row.is_lost(CORRECTS)
    for code in ("id", "date") if kept else ("id", "date", "status"):
        if not row.text(code) and not row.is_lost(code):
            at = row.place(code)
            report.add("cell-missing", at, heading=at.heading)
    status = vocabulary.status_of(row.text("status"))
    if status is None and kept and not row.text("status"):
        status = Status.UNDER_WAY  # until that of the corrected report is known
    if status is None and row.text("status"):
        near = hint(row.text("status"), vocabulary.STATUS_NAMES)
        report.add("status-unknown", row.place("status"), row.text("status"), hint=near)
    date, month_first = _days(row, either, settled=settled, report=report)
    said = parse_percent(row.cell("percent"), report) if percent else ""
    spent = parse_amount(row.cell("spent"), "spent-unreadable", report, row.scale("spent"))
    if date is None or status is None or not row.text("id"):
        return None
    texts = {field: row.text(field.code) for field in progress_fields() if field.verbatim}
    own: dict[str, Any] = {
        field.attribute: text for field, text in texts.items() if field.attribute
    }
    return ProgressReport(
        project=row.text("id"),
        date=date,
        at=row.source,
        status=status,
        percent=said,
        spent=spent,
        month_first=month_first,
        figures=row.text("date") if month_first else "",
        corrects=_corrected(row, report),
        more=tuple((f.code, text) for f, text in texts.items() if text and not f.attribute),
        **own,
    )


def _corrected(row: FilledRow, report: Report) -> datetime.date | None:
    """Return the day of the report that a row corrects; the day of month stands first in it."""
    cell = row.cell(CORRECTS)
    if not cell.text or row.is_lost(CORRECTS):
        return None
    either = either_date(cell)
    return (either and either.day_first) or parse_date_cell(cell, report)


def _days(
    row: FilledRow, either: EitherDate | None, *, settled: bool, report: Report
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the day of a report, and the other one that its figures may mean."""
    if either and either.is_open:
        return either.day_first, either.month_first
    if either and settled and either.day_first:
        return either.day_first, None
    stated = row.text("date") and not row.is_lost("date")
    return (parse_date_cell(row.cell("date"), report) if stated else None), None
