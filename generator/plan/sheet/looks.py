"""Questions about what a worksheet shows beside its texts: hidden, struck through, merged.

Each is asked once a table, or once a merged cell; it blocks until the answer stands in the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.fields import TextKind, all_fields
from generator.plan.read import Area, Table
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.problems import Report, told_rows

_FIGURES = frozenset({TextKind.AMOUNT, TextKind.NUMBER})
# What a sum is made of, or goes by: each stands in a cell of its own.
_ALONE = frozenset({"id", "strategy"}) | {one.code for one in all_fields() if one.kind in _FIGURES}


def report_hidden(table: Table, columns: Columns, below: int, report: Report) -> None:
    """Ask whether hidden rows below the heading and hidden columns are published."""
    filled = {row.number for row in table.rows if not row.empty and row.number > below}
    rows = sorted(filled & table.looks.hidden_rows)
    at = sorted(set(columns.index.values()) & table.looks.hidden_columns)
    told = [f"แถวที่ซ่อนไว้ {len(rows)} แถว (แถว {told_rows(rows)})"] if rows else []
    if at:
        names = ", ".join(f"“{columns.headings[index]}”" for index in at)
        told.append(f"คอลัมน์ที่ซ่อนไว้ {len(at)} คอลัมน์ ({names})")
    if told:
        report.add("table-hidden", table.place.at(row=rows[0] if rows else 0), " และ".join(told))


def report_struck(
    table: Table, columns: Columns, kept: Sequence[FilledRow], report: Report
) -> None:
    """Ask whether rows, or single cells, that are struck through count."""
    struck = table.looks.struck
    if not struck:
        return
    rows: list[int] = []
    cells: list[tuple[int, int]] = []
    for number, texts in ((one.row.number, one.row.texts) for one in kept):
        spots = [(number, at) for at, text in enumerate(texts) if text]
        out = [spot for spot in spots if spot in struck]
        if len(out) == len(spots):
            rows.append(number)
        else:
            cells += [spot for spot in out if spot[1] in columns.index.values()]
    if rows:
        report.add("rows-struck", table.place.at(row=rows[0]), rows=told_rows(rows))
    if cells:
        at = columns.place(*cells[0])
        report.add("cells-struck", at, rows=told_rows([row for row, _ in cells]))


def report_merged(
    table: Table, columns: Columns, fields: Fields, kept: Sequence[FilledRow], report: Report
) -> None:
    """Ask of each figure that is merged whether it is one or each row's, and of which column."""
    figures = {
        columns.index[one.code]: one.code
        for one in fields
        if one.kind in _FIGURES and one.code in columns.index
    }
    for area in table.looks.merged:
        code = figures.get(area.first_column)
        covered = [one for one in kept if area.first_row <= one.row.number <= area.last_row]
        if covered and _report_across(area, columns, covered, report):
            continue
        if code is None or len(covered) < 2 or not (text := covered[0].text(code)):
            continue
        if any(sign.isdigit() for sign in text):
            rows = told_rows([one.row.number for one in covered])
            at = columns.place(area.first_row, area.first_column)
            report.add("cell-merged", at, text, rows=rows, count=len(covered))


def _report_across(
    area: Area, columns: Columns, covered: Sequence[FilledRow], report: Report
) -> bool:
    """Ask of what column a figure or a code is that is merged over several; whether it is one.

    Words may stand over columns of words, and marks over months: no sum comes of them.
    """
    over = {
        index: code
        for code, index in columns.index.items()
        if area.first_column <= index <= area.last_column
    }
    text = columns.text(covered[0].row, over[min(over)]) if over else ""
    alone = any(code in _ALONE for code in over.values())
    if len(over) < 2 or not alone or not any(sign.isdigit() for sign in text):
        return False
    names = " ".join(f"“{columns.headings[index]}”" for index in sorted(over))
    rows = told_rows([one.row.number for one in covered])
    at = columns.place(area.first_row, area.first_column)
    report.add("cell-across", at, text, columns=names, rows=rows)
    return True


def report_merged_codes(table: Table, columns: Columns, report: Report) -> None:
    """Ask of each code that is merged over rows with amounts of their own whether it is one."""
    code, money = columns.index.get("id"), columns.index.get("budget")
    if code is None or money is None:
        return
    merged = table.looks.merged
    shared = {
        row
        for area in merged
        if area.first_column <= money <= area.last_column
        for row in range(area.first_row + 1, area.last_row + 1)
    }
    for area in (one for one in merged if one.first_column == one.last_column == code):
        inside = (one for one in table.rows if area.first_row <= one.number <= area.last_row)
        own = [
            row.number
            for row in inside
            if row.number not in shared
            and any(sign.isdigit() for sign in columns.text(row, "budget"))
        ]
        if len(own) > 1 and area.first_row > columns.head:
            text = next(columns.text(row, "id") for row in table.rows if row.number == own[0])
            at = columns.place(area.first_row, code)
            report.add("code-merged", at, text, rows=told_rows(own), count=len(own))
