"""A table as the office keeps it → the rows that are projects or reports; the rest set aside.

The one interpreter of forms: sub-headings give the rows below them their strategy and programme,
a row that goes on joins the row above, totals, repeated headings, signatures and notes are set
aside and named. Nothing is dropped without standing in the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import zip_longest

from generator.plan.model.account import RowKind, TableAccount
from generator.plan.read import Area, Cell, Row, Table
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.rows import RowJudge
from generator.plan.sheet.wording import bare_title

# What a sub-heading of a kind gives the rows below it, and which it ends.
_GIVES = {RowKind.STRATEGY: "strategy", RowKind.TACTIC: "tactic", RowKind.PROGRAMME: "programme"}
_ENDS = {
    RowKind.STRATEGY: ("tactic", "programme"),
    RowKind.TACTIC: ("programme",),
    RowKind.PROGRAMME: (),
}


class HiddenPolicy(Enum):
    """What plan.yml says of hidden rows and columns; unsaid, they are a question."""

    ASK = ""
    PUBLISH = "publish"
    OMIT = "omit"


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What one table holds: its filled rows, and an account of all rows and columns."""

    rows: tuple[FilledRow, ...]
    account: TableAccount


@dataclass(slots=True)
class _Gathered:
    """Rows told apart so far, and what sub-headings above say."""

    kept: list[tuple[Row, Mapping[str, Cell]]] = field(default_factory=list)
    aside: defaultdict[RowKind, list[int]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, Cell] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)  # a row by that which it goes on from


def interpret(
    table: Table, columns: Columns, fields: Fields, last_of_head: int, hidden: HiddenPolicy
) -> Interpreted:
    """Return the rows below the heading, whose last row is `last_of_head`."""
    gathered = _Gathered()
    judge = RowJudge.of(columns, fields)
    one_code = _rows_of_one_code(columns, table.looks.merged)
    before: RowKind | None = None
    for row in table.rows:
        if row.number <= last_of_head or row.empty:
            continue
        if hidden is HiddenPolicy.OMIT and row.number in table.looks.hidden_rows:
            gathered.aside[RowKind.OMITTED].append(row.number)
            continue
        kind = RowKind.CONTINUED if row.number in one_code else judge.kind(row, before)
        if kind is RowKind.CONTINUED and not gathered.kept:
            kind = RowKind.PROJECT
        _take(row, kind, columns, gathered)
        before = kind
    unread = tuple(
        heading
        for index, heading in enumerate(columns.headings)
        if heading and index not in columns.index.values()
    )
    read = tuple(columns.headings[index] for index in sorted(columns.index.values()))
    rows = tuple(FilledRow(columns, row, given) for row, given in gathered.kept)
    account = TableAccount(
        table.place,
        len(rows),
        read,
        unread,
        last_of_head,
        len(gathered.joined),
        {kind: tuple(numbers) for kind, numbers in gathered.aside.items()},
    )
    return Interpreted(rows, account)


def _take(row: Row, kind: RowKind, columns: Columns, gathered: _Gathered) -> None:
    if kind is RowKind.PROJECT:
        gathered.kept.append((row, dict(gathered.given)))
    elif kind is RowKind.CONTINUED:
        first, given = gathered.kept[-1]
        gathered.kept[-1] = _joined(first, row), given
        gathered.joined[row.number] = first.number
    else:
        gathered.aside[kind].append(row.number)
        if code := _GIVES.get(kind):
            for ended in _ENDS[kind]:
                gathered.given.pop(ended, None)
            if code not in columns.index:
                index = next(at for at, text in enumerate(row.texts) if text)
                place = columns.place(row.number, index)
                gathered.given[code] = Cell(bare_title(row.texts[index]), place)


def _joined(first: Row, more: Row) -> Row:
    """Return a row with what the row below it adds, each in a line of its own."""
    pairs = zip_longest(first.texts, more.texts, fillvalue="")
    texts = (
        above if not below or below == above else "\n".join(filter(None, (above, below)))
        for above, below in pairs
    )
    return replace(first, texts=tuple(texts))


def _rows_of_one_code(columns: Columns, merged: Sequence[Area]) -> frozenset[int]:
    """Return the rows whose code stands in a cell merged with that of the row above."""
    index = columns.index.get("id")
    return frozenset(
        number
        for area in merged
        if area.first_column == area.last_column == index
        for number in range(area.first_row + 1, area.last_row + 1)
    )
