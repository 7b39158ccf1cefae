"""Columns of money whose heading says พันบาท or ล้านบาท: how they are read, or what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.sheet.columns import Columns, FilledRow
from generator.problems import Report
from generator.thai.numbers import AmountError, format_baht, parse_satang

# A thousand million baht in one row: under such a heading it was typed in baht.
_MOST = 10**9 * 100
# No project costs less than a thousand baht; of so many rows, not one.
_LEAST, _FEWEST_SMALL = 1_000 * 100, 3


def scaled(
    columns: Columns, rows: Sequence[FilledRow], head: int, report: Report
) -> tuple[FilledRow, ...]:
    """Say that a column is multiplied; ask where a figure would then be more than any project.

    Returns the rows without the figures that are asked about.
    """
    asked: dict[int, set[int]] = {}
    for code, scale in columns.scales.items():
        index = columns.index.get(code)
        at = columns.table.at(row=head) if index is None else columns.place(head, index)
        huge = [row for row in rows if _satang(row.text(code), scale) >= _MOST]
        if huge:
            text = huge[0].text(code)
            report.add(
                "heading-scale-unclear",
                huge[0].place(code),
                text,
                [row.place(code) for row in huge],
                scaled=format_baht(_satang(text, scale)),
                plain=format_baht(_satang(text, 1)) if _satang(text, 1) else text,
            )
            for row in huge:
                asked.setdefault(row.row.number, set()).add(columns.index[code])
            continue
        example = next((row.text(code) for row in rows if _satang(row.text(code), scale)), "")
        told = f" (เช่น {example} คือ {format_baht(_satang(example, scale))} บาท)" if example else ""
        report.add("heading-scaled", at, at.heading, scale=f"{scale:,}", example=told)
    if "budget" not in columns.scales:
        _report_small(columns, rows, head, report)
    return tuple(row.without(asked.get(row.row.number, ())) for row in rows)


def _report_small(columns: Columns, rows: Sequence[FilledRow], head: int, report: Report) -> None:
    """Say that no project of a plan costs a thousand baht: its figures may be thousands of them."""
    index = columns.index.get("budget")
    if index is None or "change" in columns.index:
        return
    small = 0
    for row in rows:
        satang = _satang(row.text("budget"), 1)
        if satang >= _LEAST:
            return
        small += satang > 0
    if small >= _FEWEST_SMALL:
        at = columns.place(head, index)
        report.add("amounts-small", at, at.heading, count=small)


def _satang(text: str, scale: int) -> int:
    try:
        return parse_satang(text, scale)
    except AmountError:
        return 0
