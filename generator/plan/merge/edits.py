"""Cells of a table typed elsewhere than in a spreadsheet, put into the clerk's own file.

By the writers that merge tables: a CSV keeps its other bytes, a workbook its other cells and looks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.plan.formulas import guarded, unguarded
from generator.plan.merge.book import Book
from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.csv_file import CsvFile
from generator.plan.merge.grid import EMPTY, Column, Grid, GridRow, Value
from generator.plan.merge.rows import Out, SheetPlan
from generator.plan.merge.sheet_cells import SheetCell
from generator.plan.merge.tables import TableKind, book_grids, grids_of, table_kind
from generator.plan.merge.workbook import write_book
from generator.plan.sheet import Fields
from generator.thai.numbers import AmountError, parse_satang, plain_baht

_NO_ROW = "ไม่พบแถวนี้ในแฟ้มแล้ว อาจมีผู้แก้แฟ้มระหว่างนี้ เปิดหน้านี้ใหม่"
_NO_HEAD = "ไม่พบหัวตารางในแฟ้มนี้ แก้แฟ้มใน Excel ก่อน"
_FORMULA = "ช่อง “{heading}” เป็นสูตรของสมุดงาน แก้ใน Excel"
# As much as a cell of Excel holds; a CSV with more cannot be read by what reads it next.
_LONGEST = 32_767
_LONG = "ช่อง “{heading}” ยาว {n:,} ตัวอักษร ช่องของ Excel รับได้ไม่เกิน {most:,} ตัดให้สั้นลง หรือแนบเป็นเอกสาร"
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What is typed in one row: texts by the code names of columns.

    `number` is the row as Excel counts, 0 for a new one, in the sheet of that title (empty in a
    CSV; of a new row the first sheet that has a heading).
    """

    cells: Mapping[str, str]
    number: int = 0
    sheet: str = ""


def edited_table(path: str, data: bytes, edits: Sequence[RowEdit]) -> bytes:
    """Return the file with what was typed, all else as it was; new rows come last, in order.

    Raises UnsafeError, in Thai, where a row is not there or a cell cannot be written without harm.
    """
    kind = table_kind(path)
    is_csv = path.endswith(".csv")
    book, grids = _opened(path, data)
    by_sheet: dict[str, list[RowEdit]] = {}
    for one in edits:
        by_sheet.setdefault(_sheet_of(one, grids), []).append(one)
    plans = {
        title: _Editing(grids[title], kind, guards=is_csv).plan(found)
        for title, found in by_sheet.items()
    }
    if book is None:
        return CsvFile.of(data).written(grids[""], plans[""])[0] if plans else data
    return write_book(book, grids, plans)[0]


# A person reads and types in one file: it is taken apart once, as long as its bytes are the same.
@lru_cache(maxsize=2)
def _opened(path: str, data: bytes) -> tuple[Book | None, Mapping[str, Grid]]:
    """Return a table's grids, and a workbook's parts, of which nothing is changed."""
    if path.endswith(".csv"):
        return None, grids_of(table_kind(path), path, data)
    book = Book.of(data, path)
    return book, book_grids(table_kind(path), book)


def opened_table(path: str, data: bytes) -> Mapping[str, Grid]:
    """Return a table's grids by the titles of their sheets. Raises UnsafeError."""
    return _opened(path, data)[1]


def empty_table(fields: Fields, codes: Sequence[str]) -> bytes:
    """Return a CSV with the headings of some columns alone, which Excel opens as Thai."""
    names = {one.code: one.name for one in fields}
    return _MARK + _line([names[code] for code in codes])


def row_texts(path: str, data: bytes, sheet: str, number: int) -> dict[str, str]:
    """Return what stands in a row, by the code names of its columns. Raises UnsafeError."""
    _, grids = _opened(path, data)
    return _texts(_row(grids.get(sheet), number))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it stands in a file: its sheet, its number as Excel counts, its texts by column."""

    sheet: str
    number: int
    texts: Mapping[str, str]


def table_rows(path: str, data: bytes) -> tuple[TableRow, ...]:
    """Return every row below a heading in which something stands, in order. Raises UnsafeError.

    Of a workbook those of the sheets that a check reads: ours, which explain and list, are none.
    """
    book, grids = _opened(path, data)
    return tuple(
        TableRow(title, row.number, texts)
        for title, grid in grids.items()
        if book is None or book.sheets[title].table.rows
        for row in grid.rows
        if not row.head and any((texts := _texts(row)).values())
    )


def row_alone(path: str, data: bytes, sheet: str, number: int) -> bytes:
    """Return a CSV that has one row of a table, below its heading, as its reader sees it.

    What a row alone can be wrong in is so looked at without all others. Raises UnsafeError.
    """
    _, grids = _opened(path, data)
    grid, row = grids.get(sheet), _row(grids.get(sheet), number)
    assert grid is not None
    head = [one for one in grid.rows if one.head]
    columns = sorted(grid.columns, key=grid.columns.__getitem__)
    lines = ([_shown(one.value(at)) for at in columns] for one in (*head, row))
    return _MARK + b"".join(map(_line, lines))


def _texts(row: GridRow) -> dict[str, str]:
    return {
        column[0]: unguarded(value.shown or value.text)
        for column, value in row.cells.items()
        if column[1] == 0
    }


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _shown(value: Value) -> str:
    return value.shown or value.text


def _row(grid: Grid | None, number: int) -> GridRow:
    for row in grid.rows if grid else ():
        if row.number == number and not row.head:
            return row
    raise UnsafeError(_NO_ROW)


def _sheet_of(edit: RowEdit, grids: Mapping[str, Grid]) -> str:
    if edit.number:
        if edit.sheet not in grids:
            raise UnsafeError(_NO_ROW)
        return edit.sheet
    found = next((title for title, one in grids.items() if any(r.head for r in one.rows)), None)
    if found is None:
        raise UnsafeError(_NO_HEAD)
    return found


@dataclass(slots=True)
class _Editing:
    """One sheet on its way to what was typed."""

    grid: Grid
    kind: TableKind
    guards: bool
    added: dict[Column, str] = field(default_factory=dict)

    def plan(self, edits: Sequence[RowEdit]) -> SheetPlan:
        changed = {
            one.number: self._values(one, _row(self.grid, one.number))
            for one in edits
            if one.number
        }
        new = [self._values(one, None) for one in edits if not one.number]
        heads = [row.number for row in self.grid.rows if row.head]
        if self.added and not heads:
            raise UnsafeError(_NO_HEAD)
        rows = []
        for row in self.grid.rows:
            values = dict(changed.get(row.number, {}))
            if self.added and row.number == heads[-1]:
                values |= {at: self._value(name, EMPTY) for at, name in self.added.items()}
            rows.append(Out(row.number, values))
        last = max(self.grid.columns, key=self.grid.columns.__getitem__, default=None)
        at = self._end(rows)
        rows[at:at] = [Out(0, {name: one for name, one in row.items() if one.text}) for row in new]
        return SheetPlan(
            tuple(rows), added=tuple(zip(self.added, (last, *self.added), strict=False))
        )

    def _end(self, rows: Sequence[Out]) -> int:
        """Return where new rows come: after the last one that has a code, else after all."""
        coded = {row.number for row in self.grid.rows if row.code}
        found = [at for at, out in enumerate(rows) if out.number in coded]
        return found[-1] + 1 if found else len(rows)

    def _values(self, edit: RowEdit, row: GridRow | None) -> dict[Column, Value]:
        values = {}
        for code, text in edit.cells.items():
            column = (code, 0)
            if len(text) > _LONGEST:
                told = {"heading": self._heading(code), "n": len(text), "most": _LONGEST}
                raise UnsafeError(_LONG.format(**told))
            if column not in self.grid.columns:
                if not text:
                    continue
                self.added[column] = self._heading(code)
            was = row.value(column) if row else self._above(column)
            if row and was.formula:
                raise UnsafeError(_FORMULA.format(heading=self.grid.headings.get(column, code)))
            values[column] = self._value(text, was)
        return values

    def _above(self, column: Column) -> Value:
        """Return what the last row has in a column: numbers below numbers are numbers."""
        coded = [row for row in self.grid.rows if row.code and row.value(column).text]
        return coded[-1].value(column) if coded else EMPTY

    def _value(self, text: str, was: Value) -> Value:
        """Return a typed text as the file is to hold it: a number where a number stood."""
        text = text.replace("\r\n", "\n").strip()
        if self.guards:
            return Value(guarded(text))
        stored = was.source if isinstance(was.source, SheetCell) else None
        if stored and stored.kind == "n" and (plain := _plain_number(text)):
            return Value(plain, source=SheetCell("n", plain, "", stored.style, stored.format))
        return Value(text)

    def _heading(self, code: str) -> str:
        """Return the heading of a column that the table lacks, in the language of the others."""
        by_code = {one.code: one.name for one in self.kind.fields}
        says_codes = any(name == at[0] for at, name in self.grid.headings.items())
        return code if says_codes else by_code.get(code, code)


def _plain_number(text: str) -> str:
    try:
        satang = parse_satang(text)
    except AmountError:
        return ""
    return plain_baht(satang).removesuffix(".00")
