"""Questions about what a worksheet shows beside its texts: hidden, struck through, merged.

Each is asked once a table, or once a merged cell; it blocks until the answer stands in the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.fields import TextKind
from generator.plan.read import Table
from generator.plan.sheet.across import Across
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.problems import Report, told_rows

_FIGURES = frozenset({TextKind.AMOUNT, TextKind.NUMBER})


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
        what, place = " และ".join(told), table.place.at(row=rows[0] if rows else 0)
        report.add("table-hidden", place, what, hidden=what, plan=_plan_of(place.file))


def _plan_of(file: str) -> str:
    """Return the plan.yml that answers for a table; an amendment's stands two folders below it."""
    folder = file.rpartition("/")[0]
    return f"{folder.partition('/amendments/')[0]}/plan.yml"


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
    """Ask of each figure that is merged over several rows whether it is one or each row's."""
    figures = {
        columns.index[one.code]: one.code
        for one in fields
        if one.kind in _FIGURES and one.code in columns.index
    }
    for area in table.looks.merged:
        code = figures.get(area.first_column)
        covered = [one for one in kept if area.first_row <= one.row.number <= area.last_row]
        if code is None or len(covered) < 2 or not (text := covered[0].text(code)):
            continue
        if any(sign.isdigit() for sign in text):
            rows = told_rows([one.row.number for one in covered])
            at = columns.place(area.first_row, area.first_column)
            report.add("cell-merged", at, text, rows=rows, count=len(covered))
    across = Across.of(columns, fields)
    for one in kept:
        for first, last in across.asked(one.row):
            told = [f"“{columns.headings[index]}”" for index in range(first, last + 1)]
            place, value = columns.place(one.row.number, first), one.row.texts[first]
            report.add("cell-merged-across", place, value, columns=", ".join(told))


def report_merged_codes(table: Table, columns: Columns, report: Report) -> frozenset[int]:
    """Ask of each code that is merged over rows with amounts of their own whether it is one.

    Returns the first rows of such codes: what they say together is nobody's row.
    """
    code, money = columns.index.get("id"), columns.index.get("budget")
    if code is None or money is None:
        return frozenset()
    merged = table.looks.merged
    shared = {
        row
        for area in merged
        if area.first_column <= money <= area.last_column
        for row in range(area.first_row + 1, area.last_row + 1)
    }
    asked = set()
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
            asked.add(area.first_row)
    return frozenset(asked)
