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

from generator.plan.fields import TextKind
from generator.plan.model.account import RowKind, TableAccount
from generator.plan.read import Area, Cell, Row, Table
from generator.plan.sheet.across import Across
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.head import Head
from generator.plan.sheet.rows import RowJudge
from generator.plan.sheet.wording import bare_title, is_ditto

# What a sub-heading of a kind gives the rows below it, and which it ends.
_GIVES = {RowKind.STRATEGY: "strategy", RowKind.TACTIC: "tactic", RowKind.PROGRAMME: "programme"}
_ENDS = {
    RowKind.STRATEGY: ("tactic", "programme"),
    RowKind.TACTIC: ("programme",),
    RowKind.EQUIPMENT: ("strategy", "tactic", "programme"),
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
    table: Table, columns: Columns, fields: Fields, head: Head, hidden: HiddenPolicy
) -> Interpreted:
    """Return the rows below the heading; sub-headings above it count for them too."""
    gathered = _Gathered()
    judge = RowJudge.of(columns, fields, table.rows)
    one_code = _rows_of_one_code(columns, table.looks.merged)
    across = Across.of(columns, fields)
    before: RowKind | None = None
    for row in map(across.once, table.rows):
        if row.empty or head.first <= row.number <= head.last:
            continue
        if hidden is HiddenPolicy.OMIT and row.number in table.looks.hidden_rows:
            gathered.aside[RowKind.OMITTED].append(row.number)
            continue
        if row.number < head.first:
            _take_above(row, judge, columns, gathered)
            continue
        kind = judge.kind(row, before, gathered.kept[-1][0] if gathered.kept else None)
        if row.number in one_code and kind in (RowKind.PROJECT, RowKind.CONTINUED):
            kind = RowKind.CONTINUED
        if kind is RowKind.CONTINUED and not gathered.kept:
            kind = RowKind.PROJECT
        _take(row, kind, columns, fields, gathered)
        if kind is not RowKind.HEADING:  # a page may end inside a project
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
        head.last,
        tuple(gathered.joined),
        {kind: tuple(numbers) for kind, numbers in gathered.aside.items()},
    )
    return Interpreted(rows, account)


def _take_above(row: Row, judge: RowJudge, columns: Columns, gathered: _Gathered) -> None:
    """Account for a row above the heading: a title, or one that belongs below it."""
    if judge.is_record(row):
        gathered.aside[RowKind.ABOVE].append(row.number)
        return
    gathered.aside[RowKind.HEADLINE].append(row.number)
    _give(row, judge.sub_heading(row), columns, gathered)


def _take(row: Row, kind: RowKind, columns: Columns, fields: Fields, gathered: _Gathered) -> None:
    if kind is RowKind.PROJECT:
        above = gathered.kept[-1][0] if gathered.kept else None
        gathered.kept.append((_said_again(row, above, columns, fields), dict(gathered.given)))
    elif kind is RowKind.CONTINUED:
        first, given = gathered.kept[-1]
        gathered.kept[-1] = _joined(first, row), given
        gathered.joined[row.number] = first.number
    else:
        gathered.aside[kind].append(row.number)
        _give(row, kind, columns, gathered)


def _give(row: Row, kind: RowKind | None, columns: Columns, gathered: _Gathered) -> None:
    """Keep what a sub-heading says for the rows below it, and forget what it ends."""
    for ended in _ENDS.get(kind, ()) if kind else ():
        gathered.given.pop(ended, None)
    if kind in _GIVES:
        index = next(at for at, text in enumerate(row.texts) if text)
        place = columns.place(row.number, index)
        gathered.given[_GIVES[kind]] = Cell(bare_title(row.texts[index]), place)


def _said_again(row: Row, above: Row | None, columns: Columns, fields: Fields) -> Row:
    """Return a row with the words of the row above where it has a ditto mark."""
    if above is None or not any(is_ditto(text) for text in row.texts):
        return row
    words = {
        columns.index[one.code]
        for one in fields
        if one.code in columns.index and one.kind in (TextKind.FREE, TextKind.LISTED)
    }
    texts = (
        above.texts[at] if at in words and is_ditto(text) and at < len(above.texts) else text
        for at, text in enumerate(row.texts)
    )
    return replace(row, texts=tuple(texts))


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
