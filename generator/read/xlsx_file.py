"""Excel workbooks, cell by cell: a code stays text, an amount keeps its digits."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from generator.problems import Place, Report
from generator.read.cells import Fault, Row, Table
from generator.thai.text import tidy
from generator.uploads.archive import Archive
from generator.uploads.contents import UploadError

# openpyxl publishes no types for its cells, hence `Any` below.
_WANTED = "สมุดงาน Excel (.xlsx) ที่ไม่ใส่รหัสผ่าน"
# Excel keeps 15 digits of a number; a longer code typed as a number has lost its last ones.
_EXACT = 10**15
# Cells under merged ranges; each takes memory, and one line can claim seventeen thousand million.
_MOST_MERGED = 200_000
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
# In a number format: text that is shown as it is, such as the sign in `0"%"`.
_LITERAL = re.compile(r'"[^"]*"|\\.')

# How XML that may not hold a control sign holds it: Excel's line end is often `_x000D_` and a line
# feed (ISO/IEC 29500-1, ST_Xstring). What only looks so has its own first sign escaped.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")


def read_xlsx(data: bytes, place: Place, report: Report) -> tuple[Table, ...]:
    """Return a table for each visible, filled worksheet, or none with a problem.

    A merged cell says the same in every cell it covers, as its reader sees it.
    """
    try:
        _refuse_bombs(data)
        return tuple(_tables(data, place))
    except Exception:  # openpyxl raises many kinds for a damaged workbook, some cell by cell
        reason = "ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย"
        report.add("file-unreadable", place, reason=reason, wanted=_WANTED)
        return ()


def _refuse_bombs(data: bytes) -> None:
    """Raise for a workbook that would unpack, or merge cells, without measure."""
    archive = Archive(data)
    for name in archive.names:
        if name.startswith("xl/") and name.endswith(".xml"):
            part = archive.read(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise UploadError("DOCTYPE")
            if sum(map(_cells, _MERGED.findall(part))) > _MOST_MERGED:
                raise UploadError("merged")


def _cells(found: tuple[bytes, ...]) -> int:
    first_column, first_row, last_column, last_row = (part.decode() for part in found)
    width = _index(last_column) - _index(first_column) + 1
    return abs(width) * (abs(int(last_row) - int(first_row)) + 1)


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index


def _tables(data: bytes, place: Place) -> Iterator[Table]:
    values = _load(data, values=True)
    formulas = _load(data, values=False) if _has_formulas(data) else values
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        faults: list[Fault] = []
        rows = tuple(_rows(sheet, formulas[sheet.title], faults))
        if faults or any(not row.empty for row in rows):
            yield Table(Place(place.file, sheet.title), rows, tuple(faults))


def _load(data: bytes, *, values: bool) -> Any:
    import openpyxl  # noqa: PLC0415  # slow to load, and most portals hold only text files

    with warnings.catch_warnings():
        # Styles and extensions that openpyxl does not know do not matter for texts.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", archive.read(name)) for name in sheets)


def _rows(sheet: Any, formulas: Any, faults: list[Fault]) -> Iterator[Row]:
    """Yield the rows in which something stands; a stray format far below makes no rows."""
    merged = _merged(sheet)
    spots = sorted(spot for spot in formulas._cells if spot in merged or _filled(formulas, spot))
    for number, row in groupby(spots, key=itemgetter(0)):
        texts: list[str] = []
        for _, column in row:
            first = merged.get((number, column), (number, column))
            text, code, value = _text(sheet.cell(*first), formulas.cell(number, column))
            texts += [""] * (column - 1 - len(texts)) + [text]
            if code and first == (number, column):
                faults.append(Fault(code, number, column - 1, value))
        while texts and not texts[-1]:
            texts.pop()
        yield Row(number, tuple(texts))


def _filled(sheet: Any, spot: tuple[int, int]) -> bool:
    return sheet._cells[spot].value is not None


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each covered cell, the cell that holds the text, as (row, column) from 1."""
    return {
        spot: (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for spot in area.cells
        if spot != (area.min_row, area.min_col)
    }


def _text(cell: Any, original: Any) -> tuple[str, str, str]:
    """Return the cell's text, and the code and value of what is wrong with it."""
    value = cell.value
    if value is None:
        lost = original.value is not None
        return "", "cell-error" if lost else "", str(original.value) if lost else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        digits = format(Decimal(repr(value)), "f") if abs(value) >= _EXACT else ""
        code = "cell-rounded" if digits else ""
        return _number(value, "%" in _LITERAL.sub("", cell.number_format)), code, digits
    if isinstance(value, datetime.datetime):
        return value.date().isoformat(), "", ""
    return tidy(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))), "", ""


def _number(value: float, percent: bool) -> str:
    """Return the digits Excel shows: no exponent, no `.0`, nothing rounded away."""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + "%" * percent
