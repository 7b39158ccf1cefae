"""Totals that stand in a table: held against the rows above them, told once a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.plan.model.account import RowKind
from generator.plan.read import Table
from generator.plan.sheet.columns import Columns, FilledRow
from generator.plan.sheet.interpret import Interpreted
from generator.problems import Report
from generator.thai.numbers import AmountError, format_baht, parse_satang

_SHOWN = 5
# Where a total may begin to count: below a sub-heading, a repeated heading or another total.
_ENDS = frozenset(RowKind) - {RowKind.PROJECT, RowKind.CONTINUED, RowKind.OMITTED}


def report_totals(table: Table, columns: Columns, read: Interpreted, report: Report) -> bool:
    """Report totals that no run of rows above comes to, and return whether there are any."""
    totals = read.account.aside.get(RowKind.TOTAL, ())
    if not totals or "budget" not in columns.index:
        return False
    ends = sorted(one for kind, rows in read.account.aside.items() if kind in _ENDS for one in rows)
    money = [(row.row.number, _amount(row)) for row in read.rows]
    written = {row.number: columns.text(row, "budget") for row in table.rows}
    wrong = list(_wrong([(row, written[row]) for row in totals], ends, money, columns))
    if wrong:
        at = columns.place(wrong[0][0], columns.index["budget"])
        told = "; ".join(
            f"แถว {row} เขียน {text} แต่รวมได้ {format_baht(satang)}"
            for row, text, satang in wrong[:_SHOWN]
        )
        report.add("total-differs", at, wrong[0][1], totals=told + " …" * (len(wrong) > _SHOWN))
    return bool(wrong)


def _wrong(
    totals: Sequence[tuple[int, str]],
    ends: Sequence[int],
    money: Sequence[tuple[int, int | None]],
    columns: Columns,
) -> Iterator[tuple[int, str, int]]:
    """Yield row, text, and the sum since the row that ends what is above."""
    for row, text in totals:
        try:
            stated = parse_satang(text, columns.scales.get("budget", 1))
        except AmountError:
            continue
        starts = [0, *(end for end in ends if end < row)]
        sums = [_sum(money, start, row) for start in reversed(starts)]
        filled = [one for one in sums if one]
        if None not in sums and filled and stated not in sums:
            yield row, text, filled[0] or 0


def _sum(money: Sequence[tuple[int, int | None]], start: int, end: int) -> int | None:
    """Return the sum of the rows between two, None where one of them has no readable amount."""
    found = [satang for row, satang in money if start < row < end]
    return None if None in found else sum(satang or 0 for satang in found)


def _amount(row: FilledRow) -> int | None:
    text = row.text("budget")
    if not any(sign.isdigit() for sign in text):
        return 0
    try:
        return parse_satang(text, row.scale("budget"))
    except AmountError:
        return None
