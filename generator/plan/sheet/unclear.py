"""Rows that may be projects and are not read: asked about once a table, with every reading."""

from __future__ import annotations

from generator.plan.model.account import RowKind
from generator.plan.read import Table
from generator.plan.sheet.columns import Columns
from generator.plan.sheet.interpret import Interpreted
from generator.problems import Report, told_rows


def report_unclear(table: Table, columns: Columns, read: Interpreted, report: Report) -> None:
    """Ask what rows without a code are, and report rows that stand above their heading."""
    if rows := read.account.aside.get(RowKind.UNCLEAR, ()):
        at, text = _first_text(table, columns, rows[0])
        report.add("rows-unclear", columns.place(rows[0], at), text, rows=told_rows(rows))
    if rows := read.account.aside.get(RowKind.ABOVE, ()):
        place = table.place.at(row=rows[0])
        head = read.account.head
        report.add("rows-above-heading", place, rows=told_rows(rows), head=head)


def _first_text(table: Table, columns: Columns, number: int) -> tuple[int, str]:
    """Return where the first text of a row stands, and the text."""
    texts = next(row.texts for row in table.rows if row.number == number)
    filled = [(at, text) for at, text in enumerate(texts) if text]
    read = set(columns.index.values())
    return next((one for one in filled if one[0] in read), filled[0])
