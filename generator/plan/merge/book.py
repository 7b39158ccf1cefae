"""A workbook taken apart: its worksheets as grids, and the parts that they are stored in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.grid import Grid, Value
from generator.plan.merge.looks import Look, looks_of
from generator.plan.merge.sheet_cells import (
    Formats,
    SheetCell,
    StoredRow,
    read_cell,
    shared_texts,
    stored_rows,
)
from generator.plan.read import Table
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook.markup import element, elements
from generator.plan.workbook.package import Package
from generator.problems import Place, Report
from generator.thai.text import tidy

_UNREAD = "อ่านสมุดงานนี้ได้ไม่ครบ"


@dataclass(frozen=True, slots=True, repr=False)  # a whole workbook is no message
class BookSheet:
    """A worksheet: its title, its part, its rows as stored, and its cells by row and column."""

    title: str
    state: str
    part: str
    data: bytes
    rows: Mapping[int, StoredRow]
    cells: Mapping[int, Mapping[int, SheetCell]]
    table: Table

    def values(self) -> Iterable[tuple[int, Mapping[int, Value]]]:
        """Yield the filled cells of every row, as what is compared."""
        shown = {row.number: row.texts for row in self.table.rows}
        for number, cells in self.cells.items():
            texts = shown.get(number, ())
            yield (
                number,
                {
                    at: _value(cell, texts[at] if at < len(texts) else "")
                    for at, cell in cells.items()
                },
            )


def _value(cell: SheetCell, shown: str) -> Value:
    told = shown or cell.text
    text = cell.text if cell.text == shown or tidy(cell.text) == told else f"{told} ⟨{cell.text}⟩"
    return Value(text, told, cell.formula, cell)


@dataclass(frozen=True, slots=True, repr=False)
class Book:
    """A workbook and its worksheets by their titles, in their order."""

    package: Package
    part: str
    sheets: Mapping[str, BookSheet]
    formats: Formats

    @classmethod
    def of(cls, data: bytes, file: str) -> Book:
        """Take a workbook apart. Raises UnsafeError for one that cannot be read whole."""
        try:
            package = Package.of(data)
        except UploadError:
            raise UnsafeError(_UNREAD) from None
        part = package.related("", "officeDocument")
        if not part:
            raise UnsafeError(_UNREAD)
        tables = {one.place.sheet: one for one in read_xlsx(data, Place(file), Report())}
        shared, formats = shared_texts(package, part), Formats(package, part)
        targets = {one.id: one.target for one in package.relations(part)}
        sheets = {}
        for one in elements(package.text(part), b"sheet"):
            title, name = one.tag.get("name"), targets.get(one.tag.get(":id"), "")
            if name not in package.parts:
                raise UnsafeError(_UNREAD)
            data_of = package.text(name)
            rows = {} if element(data_of, b"sheetData") is None else {
                row.number: row for row in stored_rows(data_of)
            }  # fmt: skip
            table = tables.get(title) or tables.get(tidy(title)) or Table(Place(file, title), ())
            sheets[title] = BookSheet(
                title,
                one.tag.get("state"),
                name,
                data_of,
                rows,
                _cells(rows, shared, formats),
                table,
            )
        return cls(package, part, sheets, formats)

    def states(self) -> tuple[tuple[str, str], ...]:
        """Return the sheets in their order, and which are hidden."""
        return tuple((one.title, one.state) for one in self.sheets.values())

    def notes(self) -> tuple[str, ...]:
        """Return what comments say, whichever cells they stand at."""
        names = [name for name in self.package.parts if name.startswith("xl/comments")]
        found = []
        for name in names:
            data = self.package.text(name)
            for one in elements(data, b"comment"):
                inner = elements(data, b"t", start=one.first, stop=one.last)
                found.append("".join(data[t.first : t.last].decode() for t in inner))
        return tuple(sorted(found))

    def looks(self, title: str, grid: Grid) -> frozenset[Look]:
        """Return what a sheet says beside its texts."""
        return looks_of(self.sheets[title].table, grid)


def _cells(
    rows: Mapping[int, StoredRow], shared: Sequence[str], formats: Formats
) -> dict[int, dict[int, SheetCell]]:
    found: dict[int, dict[int, SheetCell]] = {}
    for number, row in rows.items():
        cells = {at: read_cell(raw, shared, formats) for at, raw in row.cells.items()}
        filled = {at: cell for at, cell in cells.items() if cell.text or cell.formula}
        if filled:
            found[number] = filled
    return found
