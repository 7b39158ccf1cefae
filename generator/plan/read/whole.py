"""A workbook whole: every sheet, hidden ones too, with texts as typed, sizes and what prints.

For forms that an office keeps for itself; `xlsx_file` reads the tables that Phaen asks for.
openpyxl publishes no types, hence `Any`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.plan.read.cells import CellFault, Looks, Spot, Stored
from generator.plan.read.measure import TooLargeError, has_formulas
from generator.plan.read.sheet_cells import SheetCells
from generator.plan.read.workbook import cells_alone, transitional, without_drawings
from generator.plan.read.xlsx_file import Book, sheet_paths
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError

_USUAL_HEIGHT = 15.0  # points, of a row that nobody made higher
_WIDEST, _HIGHEST = 255.0, 409.5  # digits and points: what Excel lets anybody do
_LAST_COLUMN = 16_384
# Header and footer: font, size, colour and style before their words; numbers of pages.
_HEAD_FOOT = re.compile(
    rb"<(?:\w+:)?(odd|even|first)(Header|Footer)(?:\s[^<>]*)?>([^<]*)</", re.DOTALL
)
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|[0-9]{1,3}|[LCR]|[A-Z])')
_SHEET_END = b"sheetData>"


class UnreadableError(Exception):
    """A workbook that cannot be read: `large`, or broken; the text says in Thai why."""

    def __init__(self, why: str, *, large: bool = False) -> None:
        super().__init__(why)
        self.large = large


@dataclass(frozen=True, slots=True)
class Sizes:
    """How wide columns are, in digits, and how high rows, in points; 0 for what is hidden.

    Columns count from 0, rows from 1. `usual_width` 0 tells that the file names none, and that
    Excel's own of `base` digits counts. `own` are the rows whose height the file tells.
    """

    widths: Mapping[int, float]
    usual_width: float
    base: float
    heights: Mapping[int, float]
    usual_height: float
    own: frozenset[int]


@dataclass(frozen=True, slots=True)
class WholeSheet:
    """One worksheet: texts as typed, or as Excel shows what is no text.

    `faults` tell cells that say less than they hold, and those struck through in part.
    `wrapped` are cells whose text breaks into lines, so that Excel may make their row higher.
    `titles` is the last row that is printed on each page, 0 for none. `drawing` is its part.
    """

    title: str
    path: str
    hidden: bool
    texts: Mapping[Spot, str]
    stored: Mapping[Spot, Stored]
    faults: tuple[CellFault, ...]
    looks: Looks
    sizes: Sizes
    wrapped: frozenset[Spot]
    titles: int
    headers: tuple[str, ...]
    footers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeBook:
    """All worksheets in order, the other sheets' titles by their part, and the common font.

    `archive` holds the other parts, under the names that most programs know.
    """

    archive: ZippedUpload
    sheets: tuple[WholeSheet, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    font: str = ""
    size: float = 11.0
    theme: bytes = b""


def read_whole(data: bytes) -> WholeBook:
    """Return a workbook (.xlsx, .xlsm) whole; macros are not looked at. Raises UnreadableError."""
    try:
        archive = ZippedUpload(data)
        formulas = has_formulas(archive)
        data = transitional(data, archive)
        archive = ZippedUpload(data)
        book = _opened(without_drawings(data, archive), formulas=formulas)
        paths = {title: path for path, title in sheet_paths(archive).items()}
        others = sheet_paths(archive, "/chartsheet")
        sheets = tuple(_sheet(book, one, paths, archive) for one in book.values.worksheets)
    except TooLargeError as error:
        raise UnreadableError(str(error), large=True) from None
    except UploadError as error:
        large = any(word in str(error) for word in ("ใหญ่", "ยาวเกิน"))
        raise UnreadableError(str(error), large=large) from None
    except MemoryError:
        raise UnreadableError("ใหญ่เกินหน่วยความจำที่ให้", large=True) from None
    except Exception:  # openpyxl raises many kinds for a damaged workbook
        raise UnreadableError("ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย") from None
    font = book.values._fonts[0] if book.values._fonts else None
    return WholeBook(
        archive,
        sheets,
        others,
        (font.name or "") if font else "",
        float((font.sz if font else 0) or 11),
        book.values.loaded_theme or b"",
    )


def _opened(data: bytes, *, formulas: bool) -> Book:
    """Return a workbook; where openpyxl stops at something else than cells, without that."""
    archive = ZippedUpload(data)
    try:
        return Book(data, archive, formulas=formulas)
    except (UploadError, MemoryError):
        raise
    except Exception:  # openpyxl raises many kinds for what it does not know
        bare = cells_alone(data, archive)
        return Book(bare, ZippedUpload(bare), formulas=formulas)


def _sheet(book: Book, sheet: Any, paths: Mapping[str, str], archive: ZippedUpload) -> WholeSheet:
    cells = book.cells(sheet, verbatim=True)
    texts = {spot: _seen(text, cells, spot) for spot, text in cells.texts().items()}
    path = paths.get(sheet.title, "")
    looks, partly = book.looks(sheet, cells), cells.partly_struck()
    faults = [CellFault("struck-partly", *spot, texts[spot]) for spot in sorted(partly)]
    printed = list(_printed(archive.read(path))) if path else []
    return WholeSheet(
        sheet.title,
        path,
        sheet.sheet_state != "visible",
        texts,
        cells.stored,
        (*cells.faults, *faults),
        replace(looks, struck=looks.struck - partly),
        _sizes(sheet),
        frozenset(_wrapped(sheet, book.values)),
        _titles(sheet),
        tuple(text for where, text in printed if where == "Header"),
        tuple(text for where, text in printed if where == "Footer"),
    )


def _seen(text: str, cells: SheetCells, spot: Spot) -> str:
    """Return what a cell shows: of a number or a date, the text that Excel makes of it."""
    held = cells.stored.get(spot)
    return (held.shown if held else "") or text


def _sizes(sheet: Any) -> Sizes:
    form = sheet.sheet_format
    usual = 0.0 if form.zeroHeight else form.defaultRowHeight or _USUAL_HEIGHT
    heights, own = {}, set()
    for number, row in sheet.row_dimensions.items():
        if row.ht is not None or row.hidden:
            heights[number] = 0.0 if row.hidden else _within(row.ht, _HIGHEST)
            own.add(number)
        elif form.zeroHeight:
            heights[number] = form.defaultRowHeight or _USUAL_HEIGHT  # shown among hidden ones
    return Sizes(
        dict(_widths(sheet)),
        _within(form.defaultColWidth or 0, _WIDEST),
        _within(form.baseColWidth or 8, _WIDEST),
        heights,
        _within(usual, _HIGHEST),
        frozenset(own),
    )


def _within(size: float, most: float) -> float:
    """Return a size between nought and the most; what is no number is nought."""
    return float(size) if 0 <= size <= most else (most if size > most else 0.0)


def _widths(sheet: Any) -> Iterator[tuple[int, float]]:
    for column in sheet.column_dimensions.values():
        if column.min:
            width = 0.0 if column.hidden else _within(column.width, _WIDEST)
            for index in range(column.min - 1, min(column.max or column.min, _LAST_COLUMN)):
                yield index, width


def _wrapped(sheet: Any, book: Any) -> Iterator[Spot]:
    wraps = {number for number, one in enumerate(book._alignments) if one.wrap_text}
    for (row, column), cell in sheet._cells.items() if wraps else ():
        if cell.has_style and cell.value is not None and cell._style.alignmentId in wraps:
            yield row, column - 1


def _titles(sheet: Any) -> int:
    """Return the last of the rows that are printed on each page: `$7:$8` gives 8."""
    found = re.findall(r"[0-9]+", str(sheet.print_title_rows or ""))
    return int(found[-1]) if found else 0


def _printed(part: bytes) -> Iterator[tuple[str, str]]:
    """Yield Header or Footer with each of their texts, without codes of fonts and of pages."""
    tail = part.rpartition(_SHEET_END)[2]
    for _, where, written in _HEAD_FOOT.findall(tail):
        text = html.unescape(written.decode("utf-8", "replace"))
        yield from ((where.decode(), said) for said in margin_texts(text))


def margin_texts(written: str) -> Iterator[str]:
    """Yield the left, middle and right text of a page's margin, without codes."""
    for piece in re.split("&[LCR]", written.replace("&&", "\0")):
        said = _CODE.sub("", piece).replace("\0", "&").strip()
        if said:
            yield said
