"""A sheet with several tables below each other: แบบ ผด.02, then ผด.02/1 with columns of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.plan.model.account import RowKind
from generator.plan.read import Row, Table
from generator.plan.sheet.columns import Fields
from generator.plan.sheet.head import (
    Head,
    find_head,
    has_code,
    head_at,
    may_be_heading,
    plain_names,
)
from generator.plan.sheet.wording import kind_of_words

# What stands above a heading belongs to it.
_TITLES = frozenset(
    {RowKind.TITLE, RowKind.STRATEGY, RowKind.TACTIC, RowKind.PROGRAMME, RowKind.EQUIPMENT}
)


def parts_of(table: Table, fields: Fields) -> Iterator[Table]:
    """Yield the tables that stand below each other on a sheet; a heading that comes again is one.

    Where the columns of a later heading stand elsewhere, what is below is read by that heading.
    """
    head = find_head(table, fields)
    start = 0
    if head is not None:
        known = plain_names(fields)
        for at, row in enumerate(table.rows):
            if row.number <= head.last or not may_be_heading(row, known):
                continue
            if has_code(row, head):  # a project named as a column is
                continue
            later = head_at(table, at, fields)
            if later is not None and not _columns(later).items() <= _columns(head).items():
                cut = _above(table, at)
                yield _part(table, start, cut)
                start, head = cut, later
    yield _part(table, start, len(table.rows)) if start else table


def _part(table: Table, start: int, end: int) -> Table:
    rows = table.rows[start:end]
    numbers = {row.number for row in rows}
    faults = tuple(fault for fault in table.faults if fault.row in numbers)
    return replace(table, rows=rows, faults=faults)


def _above(table: Table, at: int) -> int:
    """Return where the titles of the heading at `at` begin."""
    while at and _is_title(table.rows[at - 1]):
        at -= 1
    return at


def _is_title(row: Row) -> bool:
    texts = {text for text in row.texts if text}
    return not texts or (len(texts) == 1 and kind_of_words(texts.pop()) in _TITLES)


def _columns(head: Head) -> dict[str, int]:
    return {one.field.code: at for at, one in enumerate(head.headings) if one.field}
