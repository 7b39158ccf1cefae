"""Questions about what a worksheet shows beside its texts: hidden, struck through, merged.

Each is asked once a table, or once a merged cell; it blocks until the answer stands in the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.machine.layout import PLAN, of_year
from generator.plan.fields import TextKind
from generator.plan.read import Area, Table
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
        what = " และ".join(told)
        cells = [table.place.at(row=row) for row in rows]
        first = cells[0] if cells else table.place
        plan = _plan_of(first.file)
        report.add("table-hidden", first, what, cells, hidden=what, plan=plan)


def _plan_of(file: str) -> str:
    """Return the plan.yml that answers for a table: that of its year, for amendments too."""
    return of_year(file.split("/")[1], PLAN)


def report_struck(
    table: Table, columns: Columns, kept: Sequence[FilledRow], report: Report
) -> None:
    """Ask whether rows, or single cells, that are struck through count."""
    struck = table.looks.struck
    if not struck:
        return
    rows: list[int] = []
    spots: list[tuple[int, int]] = []
    for number, texts in ((one.row.number, one.row.texts) for one in kept):
        filled = [(number, at) for at, text in enumerate(texts) if text]
        out = [spot for spot in filled if spot in struck]
        if len(out) == len(filled):
            rows.append(number)
        else:
            spots += [spot for spot in out if spot[1] in columns.index.values()]
    if rows:
        cells = [table.place.at(row=row) for row in rows]
        report.add("rows-struck", cells[0], "", cells)
    if spots:
        cells = [columns.place(*spot) for spot in spots]
        report.add("cells-struck", cells[0], "", cells)


def once_merged(
    table: Table, columns: Columns, fields: Fields, kept: Sequence[FilledRow], report: Report
) -> tuple[FilledRow, ...]:
    """Ask of each figure that is merged over several rows whether it is one or each row's.

    Returns the rows with each in its first row alone: until the answer it counts once.
    """
    figures = {
        columns.index[one.code]: one.code
        for one in fields
        if one.kind in _FIGURES and one.code in columns.index
    }
    across = Across.of(columns, fields)
    repeated: dict[int, set[int]] = {}
    for area in table.looks.merged:
        code = figures.get(area.first_column)
        covered = [one for one in kept if area.first_row <= one.row.number <= area.last_row]
        if covered and across.is_asked(area, covered[0].row):
            _ask_across(area, columns, covered, report)
            continue
        if code is None or area.first_row == area.last_row:
            continue
        text = covered[0].text(code) if len(covered) > 1 else ""
        if any(sign.isdigit() for sign in text):
            cells = [columns.place(one.row.number, area.first_column) for one in covered]
            at = columns.place(area.first_row, area.first_column)
            report.add("cell-merged", at, text, cells, count=len(covered))
            for one in covered[1:]:
                repeated.setdefault(one.row.number, set()).add(area.first_column)
    return tuple(one.without(repeated.get(one.row.number, ())) for one in kept)


def _ask_across(area: Area, columns: Columns, covered: Sequence[FilledRow], report: Report) -> None:
    """Ask of what column a figure or a code is that is merged over several."""
    inside = range(area.first_column, area.last_column + 1)
    headed = [columns.headings[at] for at in inside if at < len(columns.headings)]
    names = ", ".join(f"“{one}”" for one in headed if one)
    cells = [columns.place(one.row.number, area.first_column) for one in covered]
    value = covered[0].row.texts[area.first_column]
    report.add("cell-merged-across", cells[0], value, cells, columns=names)


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
            cells = [columns.place(row, code) for row in own]
            report.add("code-merged", at, text, cells, count=len(own))
            asked.add(area.first_row)
    return frozenset(asked)
