"""Excel workbooks, cell by cell: a code stays text, an amount keeps its digits."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from generator.machine.markup import ReadingLimit
from generator.plan.own_sheets import is_own
from generator.plan.read.cells import Looks, Spot, Table
from generator.plan.read.drawings import drawn_over
from generator.plan.read.measure import TooLargeError, has_formulas
from generator.plan.read.opened import resaved
from generator.plan.read.sheet_cells import SheetCells, Styles
from generator.plan.read.struck import struck_texts
from generator.plan.read.workbook import blank_cells, readable
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.markup import read_markup
from generator.problems import Place, Problem, Report
from generator.thai.text import tidy

# openpyxl publishes no types for its cells, hence `Any` below.
_WANTED = "สมุดงาน Excel (.xlsx) ที่ไม่ใส่รหัสผ่าน"
# Bytes of a workbook that is remembered as long as no other ones come: some thousand rows.
_SMALL = 1_000_000
_WANTED_SMALL = "สมุดงานที่มีเฉพาะตารางของแผน โดยลบแถวและคอลัมน์ว่างที่จัดรูปแบบไว้ออก"


def read_xlsx(data: bytes, place: Place, report: Report) -> tuple[Table, ...]:
    """Return a table for each visible, filled worksheet, or none with a problem.

    A merged cell says the same in every cell it covers, as its reader sees it. Hidden sheets are
    not read, and named, but for those that only feed drop-down lists.
    """
    tables, problems = (_known if len(data) <= _SMALL else _read)(data, place)
    report.take(problems)
    return tables


def _read(data: bytes, place: Place) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    report = Report()
    try:
        archive = ZippedUpload(data)
        formulas = has_formulas(archive)
        book = Book(data, archive, formulas=formulas)
        tables = tuple(book.tables(place))
    except TooLargeError as error:
        report.add("file-unreadable", place, reason=str(error), todo=resaved(_WANTED_SMALL))
    except Exception:  # openpyxl raises many kinds for a damaged workbook, some cell by cell
        reason = "ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย"
        report.add("file-unreadable", place, reason=reason, todo=resaved(_WANTED))
    else:
        unread = tuple(book.hidden())
        for title in unread:
            report.add("sheet-hidden", Place(place.file, title))
        if not tables:
            report.add("workbook-empty", place, sheets=book.listed())
        return tables, tuple(report)
    return (), tuple(report)


# Who checks a workbook shows, merges or edits it next: the last few are read once.
_known = lru_cache(maxsize=4)(_read)


class Book:
    """A workbook as openpyxl has it: what cells show, and what was written in them."""

    def __init__(self, data: bytes, archive: ZippedUpload, *, formulas: bool) -> None:
        paths = sheet_paths(archive)
        data, taken = readable(data, archive, () if formulas else paths)
        reader = _load(data, values=True)
        self.values = reader.wb
        for path in taken.sheets:
            taken.put(self.values[paths[path]], path, reader.shared_strings)
        self.written = _load(data, values=False).wb if formulas else self.values
        self.drawn = drawn_over(archive, paths)
        self.styles = Styles.of(self.values, struck_texts(archive))
        self.painted = {
            title: _painted(archive.read(path), self.values, self.styles)
            for path, title in paths.items()
        }

    def tables(self, place: Place) -> Iterator[Table]:
        """Yield the visible sheets in which something stands, but for those that Phaen adds."""
        for sheet in self.values.worksheets:
            own = is_own(sheet.title, sheet["A1"].value)
            if sheet.sheet_state == "visible" and not own:
                table = self._table(sheet, Place(place.file, sheet.title))
                if table.faults or any(not row.empty for row in table.rows):
                    yield table

    def hidden(self) -> Iterator[str]:
        """Yield the titles of hidden sheets in which something stands that nobody can choose."""
        lists = tuple(_sources_of_lists(self.values))
        for sheet in self.values.worksheets:
            filled = any(cell.value is not None for cell in sheet._cells.values())
            if sheet.sheet_state != "visible" and filled and not _names(lists, sheet.title):
                yield tidy(sheet.title)

    def listed(self) -> str:
        """Return the titles of all sheets, with what makes each of them say nothing."""
        return ", ".join(
            f"“{tidy(sheet.title)}” ({'ว่าง' if sheet.sheet_state == 'visible' else 'ซ่อนอยู่'})"
            for sheet in self.values.worksheets
        )

    def _table(self, sheet: Any, place: Place) -> Table:
        cells = self.cells(sheet)
        rows = tuple(cells.rows())
        return Table(place, rows, tuple(cells.faults), self.looks(sheet, cells), cells.stored)

    def cells(self, sheet: Any, *, verbatim: bool = False) -> SheetCells:
        """Return the reader of a sheet's cells; it leaves texts as typed where that is asked."""
        return SheetCells(sheet, self.written[sheet.title], self.styles, verbatim)

    def looks(self, sheet: Any, cells: SheetCells) -> Looks:
        """Return the looks of a sheet whose cells were read."""
        looks = cells.looks()
        return replace(
            looks,
            drawn=self.drawn.get(sheet.title, ()),
            painted={**looks.painted, **self.painted.get(sheet.title, {})},
        )


def _painted(part: bytes, book: Any, styles: Styles) -> dict[Spot, str]:
    """Return the colours of blank cells, which are left out of what openpyxl reads."""
    colours = {
        number: colour
        for number, style in enumerate(book._cell_styles)
        if (colour := styles.colours.get(style.fillId))
    }
    if not colours:
        return {}
    return {(row, column): colours[style] for row, column, style in blank_cells(part, colours)}


def sheet_paths(archive: ZippedUpload, kind: str = "/worksheet") -> dict[str, str]:
    """Return the title of each worksheet, or sheet of another kind, by the path of its part."""
    titles: dict[str, str] = {}
    parts: dict[str, str] = {}

    def see(element: str, attributes: Mapping[str, str], _text: str) -> None:
        if element == "sheet" and "id" in attributes:
            titles[attributes["id"]] = attributes.get("name", "")
        elif element == "Relationship" and attributes.get("Type", "").endswith(kind):
            target = attributes.get("Target", "")
            parts[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        if part in archive.names:
            read_markup(archive.read(part), ReadingLimit(), see)
    return {
        path: titles[key] for key, path in parts.items() if key in titles and path in archive.names
    }


def _sources_of_lists(book: Any) -> Iterator[str]:
    """Yield the formulas that name where drop-down lists take their choices from."""
    formulas = [
        str(rule.formula1 or "")
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
    ]
    yield from formulas
    sheets = (sheet.defined_names for sheet in book.worksheets)
    for names in (book.defined_names, *sheets):
        for name, defined in names.items():
            # A name of a range makes no list of it: filters and prints have names, too.
            if any(_word(name).search(formula) for formula in formulas):
                yield str(defined.attr_text)


def _names(formulas: Iterable[str], title: str) -> bool:
    """Whether one of the formulas refers to cells of the sheet with this title."""
    quoted = "'" + title.replace("'", "''") + "'!"
    bare = _word(f"{title}!")
    return any(quoted in formula or bare.search(formula) for formula in formulas)


def _word(text: str) -> re.Pattern[str]:
    """Return a pattern of a text that is no part of a longer word."""
    end = r"(?![\w.])" if text[-1:].isalnum() else ""
    return re.compile(rf"(?<![\w.']){re.escape(text)}{end}", re.IGNORECASE)


def _load(data: bytes, *, values: bool) -> Any:
    """Return openpyxl's reader of a workbook, which has the workbook and the texts it shares."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415  # slow, and few need it

    with warnings.catch_warnings():
        # Styles and extensions that openpyxl does not know do not matter for texts.
        warnings.simplefilter("ignore")
        reader = ExcelReader(io.BytesIO(data), data_only=values)
        reader.read()
    return reader
