"""Totals that stand in a table: held against the rows above them, told once a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.fields import TextKind
from generator.plan.model.account import RowKind
from generator.plan.read import Row, Table
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.interpret import Interpreted
from generator.problems import Report
from generator.thai.numbers import AmountError, format_baht, parse_satang
from generator.thai.text import arabic_digits

_SHOWN = 5
_COUNT = re.compile(r"(?<![0-9.])([0-9][0-9,]*)\s*โครงการ")
# Where a total may begin to count: below a sub-heading, a repeated heading or another total.
_ENDS = frozenset(RowKind) - {RowKind.PROJECT, RowKind.CONTINUED, RowKind.OMITTED}


def report_totals(table: Table, columns: Columns, read: Interpreted, report: Report) -> bool:
    """Report totals that no run of rows above comes to, and return whether there are any.

    Held are the amount of a total and the number of projects that it tells.
    """
    totals = read.account.aside.get(RowKind.TOTAL, ())
    if not totals:
        return False
    ends = sorted(one for kind, rows in read.account.aside.items() if kind in _ENDS for one in rows)
    wrong = sorted(_wrong(table, totals, ends, read, columns))
    if wrong:
        row, text, _ = wrong[0]
        at = columns.place(row, columns.index.get("budget", 0))
        told = "; ".join(words for _, _, words in wrong[:_SHOWN])
        report.add("total-differs", at, text, totals=told + " …" * (len(wrong) > _SHOWN))
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
    table: Table,
    totals: Sequence[int],
    ends: Sequence[int],
    read: Interpreted,
    columns: Columns,
) -> Iterator[tuple[int, str, str]]:
    """Yield row, text and what is to be said of each total that is another than the rows'."""
    money = [(row.row.number, _amount(row)) for row in read.rows]
    counts = [(row.row.number, _count(row)) for row in read.rows]
    ones = [(number, 1) for number, _ in counts]
    for row in (one for one in table.rows if one.number in set(totals)):
        text = columns.text(row, "budget")
        starts = [0, *(end for end in ends if end < row.number)][::-1]
        stated = _satang(text, columns)
        sums = [_sum(money, start, row.number) for start in starts]
        if stated is not None and _differs(stated, sums):
            told = format_baht(next(filter(None, sums)) or 0)
            yield row.number, text, f"แถว {row.number} เขียน {text} แต่รวมได้ {told}"
        number = _told_count(row)
        counted = [_sum(counts, start, row.number) for start in starts]
        rows = [_sum(ones, start, row.number) for start in starts]
        if number is not None and number not in rows and _differs(number, counted):
            told = str(next(filter(None, counted)))
            words = f"แถว {row.number} เขียน {number} โครงการ แต่นับได้ {told}"
            yield row.number, str(number), words


def _differs(stated: int, sums: Sequence[int | None]) -> bool:
    return None not in sums and any(sums) and stated not in sums


def _satang(text: str, columns: Columns) -> int | None:
    try:
        return parse_satang(text, columns.scales.get("budget", 1))
    except AmountError:
        return None


def _told_count(row: Row) -> int | None:
    """Return how many projects a total says there are."""
    found = [_COUNT.search(arabic_digits(text)) for text in row.texts if text]
    return next((int(one[1].replace(",", "")) for one in found if one), None)


def _count(row: FilledRow) -> int | None:
    text = arabic_digits(row.text("count"))
    return int(text) if text.isdigit() else None if text else 1


def _sum(money: Sequence[tuple[int, int | None]], start: int, end: int) -> int | None:
    """Return the sum of the rows between two, None where one of them cannot be read."""
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
