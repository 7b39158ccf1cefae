"""Totals that stand in a table: held against the rows above them, told once a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.fields import TextKind
from generator.plan.model.account import RowKind
from generator.plan.read import Row, Table
from generator.plan.sheet.columns import Columns, Fields, FilledRow
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


def with_plain_totals(
    table: Table, columns: Columns, fields: Fields, read: Interpreted
) -> Interpreted:
    """Return what was read with sums that nobody labelled as totals: Excel's AutoSum.

    A row that says nothing but amounts is one where each is the sum of a run of rows above it.
    """
    unclear = read.account.aside.get(RowKind.UNCLEAR, ())
    if not unclear:
        return read
    money = [
        one.code for one in fields if one.kind is TextKind.AMOUNT and one.code in columns.index
    ]
    inside = {columns.index[code] for code in money}
    rows = {row.number: row for row in table.rows if row.number in set(unclear)}
    sums = [
        number
        for number, row in rows.items()
        if {at for at, text in enumerate(row.texts) if text} <= inside
        if all(_is_sum(row, code, columns, read) for code in money if columns.text(row, code))
    ]
    if not sums:
        return read
    left = tuple(one for one in unclear if one not in sums)
    totals = sorted((*read.account.aside.get(RowKind.TOTAL, ()), *sums))
    aside = {**read.account.aside, RowKind.UNCLEAR: left, RowKind.TOTAL: tuple(totals)}
    account = replace(read.account, aside={kind: rows for kind, rows in aside.items() if rows})
    return replace(read, account=account)


def _is_sum(row: Row, code: str, columns: Columns, read: Interpreted) -> bool:
    """Whether an amount is the sum of the rows above, from the first or from some end on."""
    ends = [one for kind, rows in read.account.aside.items() if kind in _ENDS for one in rows]
    money = [(one.row.number, _amount(one, code)) for one in read.rows]
    try:
        stated = parse_satang(columns.text(row, code), columns.scales.get(code, 1))
    except AmountError:
        return False
    starts = (0, *(end for end in ends if end < row.number))
    return any(_sum(money, start, row.number) == stated for start in starts)


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


def _amount(row: FilledRow, code: str = "budget") -> int | None:
    text = row.text(code)
    if not any(sign.isdigit() for sign in text):
        return 0
    try:
        return parse_satang(text, row.scale(code))
    except AmountError:
        return None
