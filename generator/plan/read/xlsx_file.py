"""Excel workbooks, cell by cell: a code stays text, an amount keeps its digits."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from generator.plan.own_sheets import is_own
from generator.plan.read.cells import Table
from generator.plan.read.drawings import drawn_over
from generator.plan.read.sheet_cells import SheetCells, Styles
from generator.plan.read.workbook import transitional
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.markup import MalformedError, ReadingLimit, read_markup
from generator.problems import Place, Report
from generator.thai.text import tidy

# openpyxl publishes no types for its cells, hence `Any` below.
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_WANTED = "สมุดงาน Excel (.xlsx) ที่ไม่ใส่รหัสผ่าน"
_WANTED_SMALL = "สมุดงานที่มีเฉพาะตารางของแผน โดยลบแถวและคอลัมน์ว่างที่จัดรูปแบบไว้ออก"
# A plan has some hundred rows of thirty columns. openpyxl takes about half a kilobyte for a cell,
# empty or not, and one line can merge seventeen thousand million of them.
MOST_ROWS = 20_000
MOST_CELLS = 200_000
MOST_MERGED = 200_000
MOST_MARKUP = 60_000_000  # bytes of XML, unpacked
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(data: bytes, place: Place, report: Report) -> tuple[Table, ...]:
    """Return a table for each visible, filled worksheet, or none with a problem.

    A merged cell says the same in every cell it covers, as its reader sees it. Hidden sheets are
    not read, and named, but for those that only feed drop-down lists.
    """
    try:
        archive, formulas = _refuse_bombs(data)
        book = _Book(transitional(data, archive), archive, formulas=formulas)
        tables = tuple(book.tables(place))
    except _TooLargeError as error:
        report.add("file-unreadable", place, reason=str(error), wanted=_WANTED_SMALL)
    except Exception:  # openpyxl raises many kinds for a damaged workbook, some cell by cell
        reason = "ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย"
        report.add("file-unreadable", place, reason=reason, wanted=_WANTED)
    else:
        unread = tuple(book.hidden())
        for title in unread:
            report.add("sheet-hidden", Place(place.file, title))
        if not tables:
            report.add("workbook-empty", place, sheets=book.listed())
        return tables
    return ()


class _TooLargeError(Exception):
    """More than any plan has; the text says of what, in Thai."""


def _refuse_bombs(data: bytes) -> tuple[ZippedUpload, bool]:
    """Return its parts, and whether there are formulas. Raises for a workbook without measure."""
    archive = ZippedUpload(data)
    if sum(map(archive.size, archive.names)) > MOST_MARKUP:
        raise _TooLargeError(f"ขยายแล้วใหญ่เกิน {MOST_MARKUP // 1_000_000} เมกะไบต์")
    count: Counter[str] = Counter()
    budget = ReadingLimit()
    for name in archive.names:
        part = archive.read(name)
        # Any part may be a sheet, whatever its name; only XML can be.
        if part.lstrip(_BEFORE_XML).startswith(b"<") and not name.endswith(".vml"):
            try:
                read_markup(part, budget, partial(_count, count))
            except MalformedError:
                raise
            except UploadError as error:
                raise _TooLargeError(str(error)) from None
    return archive, count["f"] > 0


def _count(count: Counter[str], name: str, attributes: Mapping[str, str], _text: str) -> None:
    """Count an element. Raises _TooLargeError at the first one too many."""
    if name not in _MOST:
        return
    found = _RANGE.fullmatch(attributes.get("ref", "")) if name == "mergeCell" else None
    count[name] += _cells(found) if found else 1
    if count[name] > _MOST[name][0]:
        most, what = _MOST[name]
        raise _TooLargeError(f"มีเกิน {most:,} {what}")


_MOST = {
    "row": (MOST_ROWS, "แถว (นับแถวว่างที่จัดรูปแบบไว้ด้วย)"),
    "c": (MOST_CELLS, "ช่อง (นับช่องว่างที่จัดรูปแบบไว้ด้วย)"),
    "mergeCell": (MOST_MERGED, "ช่องที่ผสาน"),
    "f": (MOST_CELLS, "สูตร"),
}


def _cells(found: re.Match[str]) -> int:
    first_column, first_row, last_column, last_row = found.groups()
    width = _index(last_column) - _index(first_column) + 1
    return abs(width) * (abs(int(last_row) - int(first_row)) + 1)


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index


class _Book:
    """A workbook as openpyxl has it: what cells show, and what was written in them."""

    def __init__(self, data: bytes, archive: ZippedUpload, *, formulas: bool) -> None:
        self.values = _load(data, values=True)
        self.written = _load(data, values=False) if formulas else self.values
        paths = _sheet_paths(archive)
        self.drawn = drawn_over(archive, paths)
        self.styles = Styles.of(self.values)

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
        lists = " ".join(_sources_of_lists(self.values))
        for sheet in self.values.worksheets:
            filled = any(cell.value is not None for cell in sheet._cells.values())
            if sheet.sheet_state != "visible" and filled and f"{sheet.title}" not in lists:
                yield tidy(sheet.title)

    def listed(self) -> str:
        """Return the titles of all sheets, with what makes each of them say nothing."""
        return ", ".join(
            f"“{tidy(sheet.title)}” ({'ว่าง' if sheet.sheet_state == 'visible' else 'ซ่อนอยู่'})"
            for sheet in self.values.worksheets
        )

    def _table(self, sheet: Any, place: Place) -> Table:
        formulas = self.written[sheet.title]
        cells = SheetCells(sheet, formulas, self.styles)
        rows = tuple(cells.rows())
        looks = replace(cells.looks(), drawn=self.drawn.get(sheet.title, ()))
        return Table(place, rows, tuple(cells.faults), looks, cells.stored)


def _sheet_paths(archive: ZippedUpload) -> dict[str, str]:
    """Return the title of each worksheet by the path of its part."""
    titles: dict[str, str] = {}
    parts: dict[str, str] = {}

    def see(element: str, attributes: Mapping[str, str], _text: str) -> None:
        if element == "sheet" and "id" in attributes:
            titles[attributes["id"]] = attributes.get("name", "")
        elif element == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
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
    for name in book.defined_names.values():
        yield str(name.attr_text)
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            yield str(rule.formula1 or "")


def _load(data: bytes, *, values: bool) -> Any:
    import openpyxl  # noqa: PLC0415  # slow to load, and most portals hold only text files

    with warnings.catch_warnings():
        # Styles and extensions that openpyxl does not know do not matter for texts.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
