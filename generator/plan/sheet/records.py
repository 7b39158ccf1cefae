"""The tables of a file → their filled rows, with an account; what cannot be read is reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from generator.plan.fields import Field, TextKind, all_fields
from generator.plan.model.account import RowKind, TableAccount
from generator.plan.read import Table
from generator.plan.read.cells import column_letter
from generator.plan.read.shown import is_error, is_too_narrow
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.copies import without_copies
from generator.plan.sheet.head import (
    Head,
    Heading,
    by_heading,
    find_head,
    likeliest_head,
    scale_above,
    scales,
    years,
)
from generator.plan.sheet.interpret import HiddenPolicy, Interpreted, interpret
from generator.plan.sheet.looks import (
    once_merged,
    report_hidden,
    report_merged_codes,
    report_struck,
)
from generator.plan.sheet.parts import parts_of
from generator.plan.sheet.scales import scaled
from generator.plan.sheet.slid import without_slid
from generator.plan.sheet.totals import report_totals
from generator.plan.sheet.wording import may_be_scaled, names_satang
from generator.problems import Report, told_rows
from generator.thai.damage import markup
from generator.thai.mending import is_mendable
from generator.thai.text import damaged, hint, match_key, nearest

# Faults of cells in which a value stands that is not read.
_LOST = frozenset({"cell-error", "cell-shows-nothing"})
# What sub-headings may give instead of a column.
_GIVEN = frozenset({"strategy", "programme", "tactic"})
# Rows set aside of which staff are told; what they left out themselves, or not filled in yet, they
# know.
_ASIDE = {RowKind.OMITTED, RowKind.HEADING, RowKind.WAITING, RowKind.SLID}
_FIX = " หรือสั่ง phaen check --fix ให้แก้"
_TOLD = frozenset(RowKind) - _ASIDE


def records(
    tables: tuple[Table, ...],
    fields: Fields,
    report: Report,
    accounts: list[TableAccount] | None = None,
    hidden: HiddenPolicy = HiddenPolicy.ASK,
) -> list[FilledRow]:
    """Return the filled rows of every table that has a heading, and report the rest.

    What became of each table's rows and columns joins `accounts`.
    """
    told = [] if accounts is None else accounts
    tables = tuple(part for table in tables for part in parts_of(table, fields))
    heads = [find_head(table, fields) for table in tables]
    heads = _without_summaries(heads, fields)
    found: list[Interpreted] = []
    for table, found_head in zip(tables, heads, strict=True):
        # Where no sheet has a heading, what is missing is said of the first.
        if found_head is None and (any(heads) or table is not tables[0]):
            report.add("sheet-ignored", table.place)
            told.append(_unread(table))
            continue
        head = found_head or likeliest_head(table, fields)
        columns = _columns(table, head, fields, hidden, report)
        read = interpret(table, columns, fields, head, hidden)
        if _lacks(columns, fields, read, head, report):
            continue
        if not read.rows and not _may_be_empty(tables, fields):
            report.add("table-without-rows", table.place)
        read = without_slid(table, read, fields, report)
        read = replace(read, rows=once_merged(table, columns, fields, read.rows, report))
        read = replace(read, rows=scaled(columns, read.rows, read.account.head, report))
        _report_table(table, columns, read, hidden, report)
        _report_without_strategy(columns, fields, read, report)
        report_merged_codes(table, columns, report)
        found.append(read)
    # Reports of progress name a project again every month, on sheets of their own.
    kept = without_copies(found, report) if "name" in {one.code for one in fields} else found
    told += [one.account for one in kept]
    return [_checked(row, report) for one in kept for row in one.rows]


def _without_summaries(heads: Sequence[Head | None], fields: Fields) -> list[Head | None]:
    """Pass over tables that name no project where another does: a summary, แบบ ผด.01."""
    required = {field.code for field in fields if field.required} & {"id", "name"}

    def names(head: Head | None) -> bool:
        return head is not None and bool(
            required & {one.field.code for one in head.headings if one.field}
        )

    if not any(map(names, heads)):
        return list(heads)
    return [head if names(head) else None for head in heads]


def _may_be_empty(tables: Sequence[Table], fields: Fields) -> bool:
    """Whether a table may have a heading alone: the only one of a plan that is being made."""
    wanted = {one.code for one in fields if one.required}
    return len(tables) == 1 and "name" in wanted and "change" not in wanted


def _report_without_strategy(
    columns: Columns, fields: Fields, read: Interpreted, report: Report
) -> None:
    """Say once which rows stand under no sub-heading of a strategy, where no column tells it."""
    wanted = any(one.required and one.code == "strategy" for one in fields)
    if not wanted or "strategy" in columns.index:
        return
    cells = [row.at for row in read.rows if "strategy" not in row.given]
    if cells:
        report.add("strategy-not-told", cells[0], "", cells)


def _unread(table: Table) -> TableAccount:
    return TableAccount(table.place, 0, ())


def _columns(
    table: Table, head: Head, fields: Fields, hidden: HiddenPolicy, report: Report
) -> Columns:
    texts = tuple(one.text for one in head.headings)
    columns = Columns(
        table.place,
        {},
        texts,
        {},
        years=years(head.headings),
        scales=scales(head, scale_above(table, head)),
        looks=table.looks,
        stored=table.stored,
        lost=frozenset((fault.row, fault.column) for fault in table.faults if fault.code in _LOST),
        head=head.last,
    )
    first: dict[str, int] = {}
    for index, heading in enumerate(_two_ends(head.headings)):
        code, at = heading.field.code if heading.field else "", columns.place(head.last, index)
        if not heading.text:
            continue
        if not code:
            below = _satang_below(table, head, index) if _is_satang(heading.text) else 0
            if below:
                report.add("satang-apart", columns.place(below, index), heading.text)
            else:
                report.add("heading-unknown", at, heading.text, hint=_hint(heading.text, fields))
        elif code in first:
            other = f"{column_letter(first[code])} “{texts[first[code]]}”"
            report.add("heading-twice", at, heading.text, other=other)
        elif hidden is HiddenPolicy.OMIT and index in table.looks.hidden_columns:
            continue
        else:
            first[code] = columns.index[code] = index
            columns.parts[code] = (0, column_letter(index), heading.text)
    return columns


def _two_ends(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Yield the headings; one of a period over two columns is over its start and its end."""
    ends = {one.code: one for one in all_fields() if one.code in ("start", "end")}
    codes = [one.field.code if one.field else "" for one in headings]
    both = [at for at, code in enumerate(codes) if code == "period"]
    two = len(both) == 2 and both[1] == both[0] + 1
    for at, heading in enumerate(headings):
        if two and at in both:
            yield replace(heading, field=ends["start" if at == both[0] else "end"])
        else:
            yield heading


def _report_table(
    table: Table, columns: Columns, read: Interpreted, hidden: HiddenPolicy, report: Report
) -> None:
    """Report what is to be asked or told of a table as a whole."""
    left = {number for numbers in read.account.aside.values() for number in numbers}
    for fault in table.faults:
        if fault.column in columns.index.values() and fault.row not in left:
            report.add(fault.code, columns.place(fault.row, fault.column), fault.value)
    if hidden is HiddenPolicy.ASK:
        report_hidden(table, columns, read.account.head, report)
    report_struck(table, columns, read.rows, report)
    left_out = _TOLD - {RowKind.TOTAL} if report_totals(table, columns, read, report) else _TOLD
    if aside := {kind: rows for kind, rows in read.account.aside.items() if kind in left_out}:
        told = "; ".join(f"{kind.value} แถว {told_rows(rows)}" for kind, rows in aside.items())
        cells = [table.place.at(row=row) for row in sorted(chain(*aside.values()))]
        report.add("rows-aside", cells[0], "", cells, rows=told, count=len(cells))


def _lacks(columns: Columns, fields: Fields, read: Interpreted, head: Head, report: Report) -> bool:
    """Whether a column is missing without which no row can be read, and say which."""
    given = {code for row in read.rows for code in row.given} & _GIVEN
    missing = [one for one in fields if one.required and one.code not in {*columns.index, *given}]
    for one in missing:
        at = columns.table.at(row=head.last)
        lost = _lost(head, one)
        report.add("heading-missing", at, one.name, english=one.code, hint=lost)
    return bool(missing)


def _is_satang(text: str) -> bool:
    return names_satang(text.rpartition(" ")[2])


def _satang_below(table: Table, head: Head, index: int) -> int:
    """Return the first row with satang of their own below the heading, 0 for none."""
    rows = (row for row in table.rows if row.number > head.last and index < len(row.texts))
    return next((row.number for row in rows if row.texts[index].strip("0๐-–. ")), 0)


def _hint(text: str, fields: Fields) -> str:
    # A heading that may count in thousands is another heading: its unit is never argued away.
    if may_be_scaled(text):
        return ""
    return hint(text, (name for field in fields for name in (*field.headings, field.code)))


def _lost(head: Head, field: Field[Any]) -> str:
    known = by_heading(all_fields())
    texts = [one.text for one in head.headings]
    strangers = [text for text in texts if text and match_key(text) not in known]
    near = nearest(field.name, strangers)
    if near and field.kind is TextKind.AMOUNT and may_be_scaled(near):
        return (
            f" หัวคอลัมน์ “{near}” ถ้าเป็นเงินหน่วยพันหรือล้านให้เขียนว่า "
            f"{field.name} (พันบาท) หรือ {field.name} (ล้านบาท)"
        )
    return f" หรือแก้หัวคอลัมน์ “{near}”" if near else ""


def _checked(record: FilledRow, report: Report) -> FilledRow:
    """Report cells that no column claims and cells whose text is damaged."""
    texts, headings = record.row.texts, record.columns.headings
    for index, text in enumerate(texts):
        if text and (index >= len(headings) or not headings[index]):
            report.add("row-too-long", record.columns.place(record.row.number, index), text)
            break
    for index, text in _suspicious(texts):
        at = record.columns.place(record.row.number, index)
        sign = damaged(text)
        if sign:
            signs = " ".join(f"U+{ord(one):04X}" for one in sign)
            report.add("cell-damaged", at, text, sign=signs, fix=_FIX * is_mendable(text))
        if found := markup(text):
            report.add("cell-markup", at, text, sign=found)
        if is_error(text):
            report.add("cell-error", at, text)
        elif is_too_narrow(text):
            report.add("cell-narrow", at, text)
    return record


def _suspicious(texts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield only cells worth a closer look: nearly every row is sound."""
    for index, text in enumerate(texts):
        if text and (text[0] == "#" or is_error(text) or markup(text) or damaged(text)):
            yield index, text
