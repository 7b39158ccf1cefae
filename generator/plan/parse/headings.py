"""Where the columns of `plan.fields` stand in a table, by its heading row, and its filled rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.plan.fields import Field, all_fields
from generator.plan.parse.vocabulary import hint
from generator.plan.read import Cell, Row, Table
from generator.plan.read.cells import column_letter
from generator.problems import Place, Report, Source
from generator.thai.text import damaged, match_key, nearest

# The office's own title lines may stand above the heading row.
_HEADING_WITHIN = 10
_EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


Fields = Sequence[Field[Any]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column stands in one table, and the headings as the office wrote them."""

    table: Place
    index: dict[str, int]
    headings: tuple[str, ...]
    parts: dict[str, tuple[int, str, str]]

    def place(self, row: int, index: int) -> Place:
        """Return the place of a cell of `row` under its written heading."""
        heading = self.headings[index] if index < len(self.headings) else ""
        return self.table.at(row=row, column=column_letter(index), heading=heading)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One filled row, read by code name."""

    columns: Columns
    row: Row

    def has(self, code: str) -> bool:
        """Whether the table has the column at all."""
        return code in self.columns.index

    def text(self, code: str) -> str:
        """Return the cell's text; empty where the cell or the whole column is missing."""
        index = self.columns.index.get(code, len(self.row.texts))
        return self.row.texts[index] if index < len(self.row.texts) else ""

    def place(self, code: str) -> Place:
        """Return the cell's place; the row's where the column is missing."""
        index = self.columns.index.get(code)
        return self.at if index is None else self.columns.place(self.row.number, index)

    def cell(self, code: str) -> Cell:
        """Return text and place together."""
        return Cell(self.text(code), self.place(code))

    @property
    def at(self) -> Place:
        """The row's place."""
        return self.columns.table.at(row=self.row.number)

    @property
    def source(self) -> Source:
        """The row's place with that of each of its columns."""
        return Source(self.at, self.columns.parts)


def records(tables: tuple[Table, ...], fields: Fields, report: Report) -> list[FilledRow]:
    """Return the filled rows of every table that has a heading row, and report the rest."""
    found: list[FilledRow] = []
    headings = [_heading_row(table, fields) for table in tables]
    for table, row in zip(tables, headings, strict=True):
        # Where no sheet has a heading row, what is missing is said of the first.
        if row is None and (any(headings) or table is not tables[0]):
            report.add("sheet-ignored", table.place)
            continue
        heading = row or (table.rows[0] if table.rows else Row(1, ()))
        columns = _columns(table, heading, fields, report)
        _report_faults(table, columns, report)
        if any(field.required and field.code not in columns.index for field in fields):
            continue
        filled = (row for row in table.rows if row.number > heading.number and not row.empty)
        found += [_checked(FilledRow(columns, row), report) for row in filled]
    return found


def heading_texts(table: Table) -> tuple[int, tuple[str, ...]]:
    """Return the number of a table's heading row and its texts, 0 and none where it has no such."""
    row = _heading_row(table, all_fields())
    return (row.number, row.texts) if row else (0, ())


def is_heading(text: str) -> bool:
    """Whether a column with this heading is read."""
    return match_key(text) in _by_heading(all_fields())


def _heading_row(table: Table, fields: Fields) -> Row | None:
    known = _by_heading(fields)
    candidates = table.rows[:_HEADING_WITHIN]
    scores = [sum(match_key(text) in known for text in row.texts if text) for row in candidates]
    best = max(scores, default=0)
    return candidates[scores.index(best)] if best >= 3 else None


def _by_heading(fields: Fields) -> dict[str, Field[Any]]:
    return {match_key(name): field for field in fields for name in (field.code, *field.headings)}


def _columns(table: Table, heading: Row, fields: Fields, report: Report) -> Columns:
    known = _by_heading(fields)
    columns = Columns(table.place, {}, heading.texts, {})
    for index, text in enumerate(heading.texts):
        if not text:
            continue
        at, field = columns.place(heading.number, index), known.get(match_key(text))
        if field is None:
            report.add("heading-unknown", at, text, hint=_hint(text, fields))
        elif field.code in columns.index:
            first = columns.index[field.code]
            other = f"{column_letter(first)} “{heading.texts[first]}”"
            report.add("heading-twice", at, text, other=other)
        else:
            columns.index[field.code] = index
            columns.parts[field.code] = (0, column_letter(index), text)
    for field in fields:
        if field.required and field.code not in columns.index:
            at = table.place.at(row=heading.number)
            report.add(
                "heading-missing", at, field.name, english=field.code, hint=_lost(heading, field)
            )
    return columns


def _report_faults(table: Table, columns: Columns, report: Report) -> None:
    """Report a workbook's broken cells in the columns that we read."""
    for fault in table.faults:
        if fault.column in columns.index.values():
            report.add(fault.code, columns.place(fault.row, fault.column), fault.value)


def _hint(text: str, fields: Fields) -> str:
    return hint(text, (name for field in fields for name in (*field.headings, field.code)))


def _lost(heading: Row, field: Field[Any]) -> str:
    known = _by_heading(all_fields())
    strangers = [text for text in heading.texts if text and match_key(text) not in known]
    near = nearest(field.name, strangers)
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
            report.add("cell-damaged", at, text, sign=" ".join(f"U+{ord(c):04X}" for c in sign))
        if text in _EXCEL_ERRORS:
            report.add("cell-error", at, text)
    return record


def _suspicious(texts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield only cells worth a closer look: nearly every row is sound."""
    for index, text in enumerate(texts):
        if text and (text[0] == "#" or damaged(text)):
            yield index, text
