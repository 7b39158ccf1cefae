"""The cells of worksheets as nearly every program writes them, taken from the markup at once.

openpyxl makes an element, an object and a style of its own for every cell; ten thousand rows take
it three seconds. It is given such a sheet without its cells, and these are put in. A sheet with a
formula or with anything that is not written plainly is left to it whole.

openpyxl's own values are what cells say here, too; they carry no types, hence `Any`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.plan.read.cells import column_index
from generator.plan.uploads.plain import (
    BEGIN,
    CELL,
    DECLARED,
    END,
    SPACE,
    as_read,
    is_plain,
    text_of,
)

# What is left of the rows when their cells are gone.
_ROWS = re.compile(rb"(?:\s*<row(?:\s[^<>]*)?(?:/>|>\s*</row>))*\s*")
_TEXT = re.compile(rb"<si><t" + SPACE + rb">([^<]*)</t></si>")
_SST = re.compile(rb"(<sst(?:\s[^<>]*)?>)(.*)(</sst>)\s*", re.DOTALL)
# As openpyxl reads shared texts: the escape of an underscore loses its middle.
_ESCAPE = "x005F_"
_SHARED = "xl/sharedStrings.xml"
# What is in no list of a workbook's parts may be anybody's: no reader takes its texts.
_TYPES = "[Content_Types].xml"
_NAMED = re.compile(
    rb"""<Override(?=[^<>]*\sPartName="/xl/sharedStrings\.xml")[^<>]*\.sharedStrings\+xml["']"""
)


@dataclass(slots=True)
class PlainCell:
    """A cell with what is asked of openpyxl's; its style is the workbook's own, not a copy."""

    value: Any
    number_format: str
    has_style: bool
    _style: Any


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The part of a worksheet without its cells, and these as they were written."""

    part: bytes
    _cells: bytes

    @classmethod
    def of(cls, part: bytes) -> PlainSheet | None:
        """Take the cells out of a part, which is well-formed XML; None where it is not plain."""
        part = as_read(part)
        if not is_plain(part) or part.count(b"<sheetData") != 1 or BEGIN not in part:
            return None
        if part.count(b"<?", DECLARED):  # an instruction may say anything, also cells
            return None
        head, _, rest = part.partition(BEGIN)
        cells, found, tail = rest.partition(END)
        left = CELL.sub(b"", cells)
        if not found or not _ROWS.fullmatch(left):
            return None
        return cls(b"".join((head, BEGIN, left, END, tail)), cells)

    def cells(
        self, book: Any, shared: Sequence[str]
    ) -> Iterator[tuple[tuple[int, int], PlainCell | None]]:
        """Yield row and column, both from 1, of each cell, and the cell, as openpyxl does.

        In a blank one is None. `book` is what openpyxl has read of the workbook, `shared` the texts
        that cells refer to.
        """
        styles = [_style(book, one) for one in book._cell_styles]
        values = _Values(book, shared)
        columns: dict[bytes, int] = {}
        for found in CELL.finditer(self._cells):
            letters, row, style, kind, value, text = found.groups()
            number = int(style or 0)
            said = values.of(kind or b"n", value, text, number)
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_index(letters.decode()) + 1
            yield (int(row), column), None if said is None else PlainCell(said, *styles[number])


@dataclass(frozen=True, slots=True)
class PlainBook:
    """What was taken out of a workbook: cells by the part of their sheet, and shared texts."""

    sheets: Mapping[str, PlainSheet]
    texts: tuple[str, ...] | None = None

    @classmethod
    def of(cls, parts: dict[str, bytes], sheets: Iterable[str]) -> PlainBook:
        """Take the cells out of those parts that are plain sheets, of a book without formulas.

        Shared texts are taken too where no sheet is left that refers to them.
        """
        found = {path: one for path in sheets if (one := PlainSheet.of(parts[path]))}
        for path, one in found.items():
            parts[path] = one.part
        whole = bool(found) and len(found) == len({*sheets})
        named = whole and _SHARED in parts and _NAMED.search(parts.get(_TYPES, b""))
        texts = _texts(parts[_SHARED]) if named else None
        if texts:
            parts[_SHARED] = texts[0]
        return cls(found, tuple(texts[1]) if texts else None)

    def put(self, sheet: Any, path: str, shared: Sequence[str]) -> None:
        """Put the cells of a part into openpyxl's sheet; under a merged one stands nothing.

        `shared` are the texts that openpyxl was left with.
        """
        from openpyxl.cell import MergedCell  # noqa: PLC0415

        if path not in self.sheets:
            return
        for spot, cell in self.sheets[path].cells(
            sheet.parent, shared if self.texts is None else self.texts
        ):
            there = sheet._cells.get(spot)
            if cell is not None and not isinstance(there, MergedCell):
                sheet._cells[spot] = cell
            elif isinstance(there, PlainCell):  # the part has the cell twice: the last one says
                del sheet._cells[spot]


def _texts(part: bytes) -> tuple[bytes, list[str]] | None:
    """Return the part of shared texts without these, and the texts; None where it is not plain."""
    part = as_read(part)
    found = _SST.search(part) if is_plain(part) else None
    if found is None or _TEXT.sub(b"", found[2]).strip():
        return None
    texts = [text_of(one[1]).replace(_ESCAPE, "") for one in _TEXT.finditer(found[2])]
    return part[: found.start(2)] + part[found.end(2) :], texts


def _style(book: Any, style: Any) -> tuple[str, bool, Any]:
    from openpyxl.styles.numbers import (  # noqa: PLC0415
        BUILTIN_FORMATS,
        BUILTIN_FORMATS_MAX_SIZE,
    )

    number = style.numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        code = BUILTIN_FORMATS.get(number, "General")
    else:
        code = book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
    return code, any(style), style


class _Values:
    """Makes of what is written the value that openpyxl makes of it."""

    def __init__(self, book: Any, shared: Sequence[str]) -> None:
        self._book, self._shared = book, shared
        # A sheet says most of its texts more than once.
        self._texts: dict[bytes, str] = {}

    def of(self, kind: bytes, value: bytes | None, text: bytes | None, style: int) -> Any:
        """Return the value of a cell, None for none."""
        if kind == b"inlineStr":
            return None if text is None else self._said(text)
        if not value:
            return None
        if kind in (b"str", b"e"):
            return self._said(value)
        said = text_of(value)
        if kind == b"n":
            return self._number(said, style)
        return self._shared[int(said)] if kind == b"s" else bool(int(said))

    def _said(self, written: bytes) -> str:
        known = self._texts.get(written)
        if known is None:
            known = self._texts[written] = text_of(written)
        return known

    def _number(self, written: str, style: int) -> Any:
        from openpyxl.utils.datetime import from_excel  # noqa: PLC0415

        number = float(written) if set(written) & {".", "E", "e"} else int(written)
        if style not in self._book._date_formats:
            return number
        try:
            timed = style in self._book._timedelta_formats
            return from_excel(number, self._book.epoch, timedelta=timed)
        except (OverflowError, ValueError):
            return "#VALUE!"  # out of the days that a sheet has
