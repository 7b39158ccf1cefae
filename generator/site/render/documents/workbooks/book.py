"""One workbook: its sheets, each a page of A4 landscape as wide as the paper, and its bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from generator.plan.formulas import CELL_LETTERS
from generator.site.render.documents.packing import packed, parts_of
from generator.site.render.documents.workbooks.arrows import Arrow, with_arrows
from generator.site.render.documents.workbooks.looks import FONT, PLAIN, QUOTED, Figures, Look
from generator.site.render.documents.workbooks.room import height_of

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches
# What a spreadsheet takes for a formula when somebody edits the cell.
_FORMULA_SIGNS = ("=", "+", "-", "@")
_CHANGED = (
    ("docProps/app.xml", b">Microsoft Excel<", b">Phaen<"),
    (
        "docProps/core.xml",
        b"</cp:coreProperties>",
        b"<dc:language>th-TH</dc:language></cp:coreProperties>",
    ),
)
_HEIGHT = re.compile(rb'(<row r="([0-9]+)"[^>]*?) customHeight="1"')


class Book:
    """A workbook of a paper's data: its title, organisation and day are those of the paper."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._looks: dict[tuple[Look, ...], Any] = {}
        self._sheets: list[Sheet] = []
        self.figures = Figures(thai=data["digits"][0] != "0")
        day = datetime.datetime.combine(datetime.date(*data["date"]), datetime.time())
        self._book.set_properties(
            {"title": data["title"], "author": data["organization"], "created": day}
        )

    def sheet(self, name: str, widths: Sequence[float], heading: int) -> Sheet:
        """Return a new sheet, whose first rows, so many, stand on every page and never scroll."""
        sheet = Sheet(self, self._book.add_worksheet(name), name, tuple(widths))
        page = sheet.page
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(**_MARGINS)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_footer(f'&C&"{FONT}"&14{self._data["words"]["page"]} &P')
        page.repeat_rows(0, heading - 1)
        page.freeze_panes(heading, 0)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        self._sheets.append(sheet)
        return sheet

    def look(self, *looks: Look) -> Any:
        """Return the format of a cell that looks so, the later ones first in doubt."""
        found = self._looks.get(looks)
        if found is None:
            merged = {key: value for one in (PLAIN, *looks) for key, value in one}
            found = self._looks[looks] = self._book.add_format(merged)
        return found

    def finished(self) -> bytes:
        """Return the file."""
        for sheet in self._sheets:
            sheet.page.print_area(0, 0, max(sheet.at - 1, 0), len(sheet.widths) - 1)
        self._book.close()
        parts = parts_of(self._stream.getvalue())
        for n, sheet in enumerate(self._sheets, start=1):
            parts[f"xl/worksheets/sheet{n}.xml"] = _loosened(
                parts[f"xl/worksheets/sheet{n}.xml"], sheet.loose
            )
        drawn = {n: one.arrows for n, one in enumerate(self._sheets, start=1) if one.arrows}
        if drawn:
            parts = with_arrows(parts, drawn, dict(enumerate(self._sheets[0].widths)))
        for name, before, after in _CHANGED:
            parts[name] = parts[name].replace(before, after)
        return packed(parts)


@dataclass
class Sheet:
    """A sheet that is written row by row; `at` is the row that comes next, from 0."""

    book: Book
    page: Any
    name: str
    widths: tuple[float, ...]
    at: int = 0
    arrows: list[Arrow] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)
    top: float = 0.0  # of the row that comes next, in points

    @property
    def last(self) -> int:
        """The last column, from 0."""
        return len(self.widths) - 1

    def text(self, row: int, column: int, text: str, *looks: Look) -> None:
        """Write a text: whatever it looks like, it is one."""
        told = (*looks, QUOTED) if text.startswith(_FORMULA_SIGNS) else looks
        if text:
            self.page.write_string(row, column, text[:CELL_LETTERS], self.book.look(*told))
        else:
            self.page.write_blank(row, column, None, self.book.look(*looks))

    def number(self, row: int, column: int, number: float, *looks: Look) -> None:
        """Write a number."""
        self.page.write_number(row, column, number, self.book.look(*looks))

    def formula(self, row: int, column: int, formula: str, value: float, *looks: Look) -> None:
        """Write a formula with its value, for those who do not reckon."""
        self.page.write_formula(row, column, f"={formula}", self.book.look(*looks), value)

    def merged(self, first: int, last: int, text: str, *looks: Look) -> None:
        """Write a text over columns of the next row, as high as it needs, without going on."""
        if first == last:
            self.text(self.at, first, text, *looks)
        else:
            self.page.merge_range(self.at, first, self.at, last, "", self.book.look(*looks))
            self.text(self.at, first, text, *looks)

    def line(self, text: str, *looks: Look) -> None:
        """Write a line over the whole width, as high as it needs, and go on."""
        self.merged(0, self.last, text, *looks)
        size = {key: value for one in (PLAIN, *looks) for key, value in one}["font_size"]
        self.end(height_of([text], [sum(self.widths)], size))

    def end(self, height: float, rows: int = 1, *, loose: bool = False) -> None:
        """Go on behind so many rows of this height, in points.

        A `loose` one is made as high as it needs by whatever program somebody writes in it with.
        """
        for _ in range(rows):
            self.page.set_row(self.at, height)
            if loose:
                self.loose.add(self.at + 1)
            self.at += 1
        self.top += rows * height

    def cell(self, row: int, column: int, *, elsewhere: bool = False) -> str:
        """Return how a formula calls a cell, of another sheet where it is `elsewhere`."""
        name = xl_rowcol_to_cell(row, column)
        return f"'{self.name}'!{name}" if elsewhere else name


def _loosened(sheet: bytes, rows: set[int]) -> bytes:
    """Return a sheet in which these rows, from 1, have a height that nobody chose."""
    return _HEIGHT.sub(lambda row: row[1] if int(row[2]) in rows else row[0], sheet)
