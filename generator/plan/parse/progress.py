"""Rows of progress.csv → progress reports."""

from __future__ import annotations

from typing import Any

from generator.plan.fields import progress_fields
from generator.plan.model import ProgressReport, TableAccount
from generator.plan.parse import vocabulary
from generator.plan.parse.values import parse_amount, parse_date_cell, parse_percent
from generator.plan.read import Table
from generator.plan.sheet import FilledRow, HiddenPolicy, records
from generator.problems import Report
from generator.thai.text import hint


def parse_progress(
    tables: tuple[Table, ...],
    report: Report,
    accounts: list[TableAccount],
    hidden: HiddenPolicy = HiddenPolicy.ASK,
) -> tuple[ProgressReport, ...]:
    """Return the reports whose project, date and status can be read; the rest are problems.

    What became of each table joins `accounts`.
    """
    rows = records(tables, progress_fields(), report, accounts, hidden)
    found = (_progress(row, report) for row in rows)
    return tuple(one for one in found if one is not None)


def _progress(row: FilledRow, report: Report) -> ProgressReport | None:
    for code in ("id", "date", "status"):
        if not row.text(code):
            at = row.place(code)
            report.add("cell-missing", at, heading=at.heading)
    status = vocabulary.status_of(row.text("status"))
    if status is None and row.text("status"):
        near = hint(row.text("status"), vocabulary.STATUS_NAMES)
        report.add("status-unknown", row.place("status"), row.text("status"), hint=near)
    date = parse_date_cell(row.cell("date"), report) if row.text("date") else None
    percent = parse_percent(row.cell("percent"), report)
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
        percent=percent,
        spent=spent,
        more=tuple((f.code, text) for f, text in texts.items() if text and not f.attribute),
        **own,
    )
