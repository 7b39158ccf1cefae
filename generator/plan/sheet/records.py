"""The tables of a file → their filled rows, with an account; what cannot be read is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from generator.plan.fields import all_fields
from generator.plan.formulas import CELL_LETTERS
from generator.plan.model.account import RowKind, TableAccount
from generator.plan.read import Table
from generator.plan.read.cells import column_letter
from generator.plan.read.shown import is_error, is_too_narrow
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.copies import without_copies
from generator.plan.sheet.head import (
    Head,
    Heading,
    find_head,
    likeliest_head,
    scale_above,
    scales,
    years,
)
from generator.plan.sheet.interpret import HiddenPolicy, Interpreted, interpret
from generator.plan.sheet.lacking import (
    report_headless,
    report_lacking,
    report_without_strategy,
)
from generator.plan.sheet.looks import (
    once_merged,
    report_hidden,
    report_merged_codes,
    report_struck,
)
from generator.plan.sheet.parts import parts_of
from generator.plan.sheet.scales import scaled
from generator.plan.sheet.slid import without_slid
from generator.plan.sheet.totals import report_totals, with_plain_totals
from generator.plan.sheet.unclear import report_unclear
from generator.plan.sheet.wording import may_be_scaled, names_satang
from generator.problems import Report, told_rows
from generator.thai.damage import markup
from generator.thai.mending import is_mendable
from generator.thai.text import damaged, hint

# Faults of cells in which a value stands that is not read.
_LOST = frozenset({"cell-error", "cell-unseen"})
_FIX = " หรือสั่ง phaen check --fix ให้แก้"
# Rows set aside of which staff are told; what they left out themselves, or not filled in yet, they
# know.
_ASIDE = {
    RowKind.OMITTED,
    RowKind.HEADING,
    RowKind.WAITING,
    RowKind.SLID,
    RowKind.UNCLEAR,
    RowKind.ABOVE,
    RowKind.HEADLINE,
}
# So many columns that come again are a table beside the first.
_BESIDE = 3
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
    heads = _without_summaries([find_head(table, fields) for table in tables], fields)
    if not any(heads):  # what is missing is said of the line that its writer takes for the heading
        heads = [likeliest_head(tables[0], fields), *heads[1:]] if tables else []
    found: list[Interpreted] = []
    without: list[Table] = []
    known: Columns | None = None
    for table, found_head in zip(tables, heads, strict=True):
        # Where no sheet has a heading, what is missing is said of the first.
        if found_head is None:
            without.append(table)
            continue
        head = found_head
        columns = _columns(table, head, fields, hidden, report)
        read = interpret(table, columns, fields, head, hidden)
        if report_lacking(table, columns, fields, read, head, report, alone=len(tables) == 1):
            told.append(_unread(table))
            continue
        known = known or columns
        if not read.rows and not _is_asked(read) and not _may_be_empty(tables, fields):
            report.add("table-without-rows", table.place)
        read = with_plain_totals(table, columns, fields, without_slid(table, read, fields, report))
        read = replace(read, rows=once_merged(table, columns, fields, read.rows, report))
        read = replace(read, rows=scaled(columns, read.rows, read.account.head, report))
        _report_table(table, columns, read, hidden, report)
        report_without_strategy(columns, fields, read, head, report)
        found.append(_without(read, report_merged_codes(table, columns, report)))
    # Where no sheet has a heading, what is missing is said of the first.
    report_headless(without, fields, known, report, alone=not any(heads))
    told += map(_unread, without)
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


def _is_asked(read: Interpreted) -> bool:
    """Whether rows that may be projects are asked about, so that the table is not empty."""
    return bool({RowKind.UNCLEAR, RowKind.ABOVE} & read.account.aside.keys())


def _may_be_empty(tables: Sequence[Table], fields: Fields) -> bool:
    """Whether a table may have a heading alone: the only one of a plan that is being made."""
    wanted = {one.code for one in fields if one.required}
    return len(tables) == 1 and "name" in wanted and "change" not in wanted


def _without(read: Interpreted, asked: frozenset[int]) -> Interpreted:
    """Return what was read but for the rows that are asked about as a whole."""
    if not asked:
        return read
    kept = tuple(one for one in read.rows if one.row.number not in asked)
    unclear = (*read.account.aside.get(RowKind.UNCLEAR, ()), *sorted(asked))
    aside = {**read.account.aside, RowKind.UNCLEAR: unclear}
    return Interpreted(kept, replace(read.account, rows=len(kept), aside=aside))


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
    headings = list(_two_ends(head.headings))
    beside = _table_beside(headings)
    if beside:
        at = columns.place(head.last, beside)
        report.add("table-beside", at, texts[beside], column=column_letter(beside))
    for index, heading in enumerate(headings):
        code, at = heading.field.code if heading.field else "", columns.place(head.last, index)
        if not heading.text or (beside and index >= beside):
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


def _table_beside(headings: Sequence[Heading]) -> int:
    """Return where a second table begins to the right of the first, 0 where there is none.

    It is one that has the headings of the first again, its code or its name among them.
    """
    codes = [one.field.code if one.field else "" for one in headings]
    again = [at for at, code in enumerate(codes) if code and code in codes[:at]]
    told = {codes[at] for at in again}
    return again[0] if len(again) >= _BESIDE and {"id", "name"} & told else 0


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
    report_unclear(table, columns, read, report)
    left_out = _TOLD - {RowKind.TOTAL} if report_totals(table, columns, read, report) else _TOLD
    if aside := {kind: rows for kind, rows in read.account.aside.items() if kind in left_out}:
        told = "; ".join(f"{kind.value} แถว {told_rows(rows)}" for kind, rows in aside.items())
        cells = [table.place.at(row=row) for row in sorted(chain(*aside.values()))]
        report.add("rows-aside", cells[0], "", cells, rows=told, count=len(cells))


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
    _report_full(record, report)
    return record


def _report_full(record: FilledRow, report: Report) -> None:
    for index, text in enumerate(record.row.texts):
        if len(text) >= CELL_LETTERS:  # a guard makes it one longer, and just so much was cut
            at = record.columns.place(record.row.number, index)
            report.add("cell-full", at, "", letters=f"{len(text):,}", most=f"{CELL_LETTERS:,}")


# Markup and what a spreadsheet shows for no value have one of these.
_SIGNS = re.compile("[#&<]|^E", re.MULTILINE)


def _suspicious(texts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield only cells worth a closer look: nearly every row is sound."""
    whole = "\n".join(texts)
    if not (_SIGNS.search(whole) or damaged(whole)):
        return
    for index, text in enumerate(texts):
        if text and (text[0] == "#" or is_error(text) or markup(text) or damaged(text)):
            yield index, text
