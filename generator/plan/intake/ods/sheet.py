"""A sheet of OpenDocument → a grid with its cells, its marks, and the lines around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from generator.plan.intake.form import (
    FormRefusedError,
    Grid,
    GridCell,
    Line,
    LineOrigin,
    Spot,
)
from generator.plan.intake.ods.drawn import drawn_in
from generator.plan.intake.ods.looks import Looks
from generator.plan.intake.ods.placed import Ground, Hung
from generator.plan.intake.ods.words import paragraphs
from generator.plan.intake.sheets.bands import Bands
from generator.plan.intake.sheets.cells import rows_of_faint
from generator.plan.intake.xml.measures import number
from generator.plan.read.cells import Held, Stored, column_letter

_COLUMNS = ("table:table-columns", "table:table-header-columns", "table:table-column-group")
_ROWS = ("table:table-rows", "table:table-header-rows", "table:table-row-group")
_CELLS = ("table:table-cell", "table:covered-table-cell")
# What is written out over more has no text: empty cells to the sheet's end.
_MOST_COLUMNS, _MOST_ROWS = 512, 20_000
_MOST_CELLS = 400_000
_WIDTH, _HEIGHT = 64.0, 12.8  # points, of what no style tells
_HELD = {
    "float": Held.NUMBER, "currency": Held.NUMBER, "percentage": Held.PERCENT, "date": Held.DATE,
    "boolean": Held.TRUTH,
}  # fmt: skip
_SEEN = ("visible", "")


@dataclass(slots=True)
class _Column:
    width: float
    style: str
    hidden: bool


class Sheet:
    """Reads one sheet (`table:table`)."""

    def __init__(self, table: Element, looks: Looks, *, whole: bool) -> None:
        """Nothing is read yet; `whole` tells that shapes are measured with what is hidden."""
        self._table, self._looks, self._whole = table, looks, whole
        self._title = table.get("name", "")
        self._style = table.get("style-name", "")
        self._columns: list[_Column] = []
        self._heights: dict[int, float] = {}
        self._hidden: set[int] = set()
        self._cells: list[GridCell] = []
        self._hanging: list[Hung] = []
        self._notes: list[Line] = []
        self._faint: set[tuple[int, int]] = set()
        self._heading = 0
        self._row = 0

    def parts(self) -> Iterator[Line | Grid]:
        """Yield the grid, between what stands at the margins of its pages, and its comments."""
        here = Spot(sheet=self._title)
        for text in self._looks.margin(self._style, "style:header"):
            yield Line(text, here, LineOrigin.PAGE_HEADER)
        for shapes in self._table.findall("table:shapes"):
            self._hanging += (Hung(None, 0, one) for one in drawn_in(shapes, self._looks))
        self._take_columns(self._table, hidden=False)
        self._take_rows(self._table, hidden=False, heading=False)
        yield self._grid(here)
        yield from self._notes
        for text in self._looks.margin(self._style, "style:footer"):
            yield Line(text, here, LineOrigin.PAGE_FOOTER)

    def _take_columns(self, parent: Element, *, hidden: bool) -> None:
        for one in parent:
            if one.tag in _COLUMNS:
                closed = one.get("display", "true") == "false"
                self._take_columns(one, hidden=hidden or closed)
            elif one.tag == "table:table-column":
                room = _MOST_COLUMNS - len(self._columns)
                times = min(number(one.get("number-columns-repeated"), 1), room)
                unseen = hidden or one.get("visibility", "") not in _SEEN
                column = _Column(
                    self._looks.width(one.get("style-name", "")),
                    one.get("default-cell-style-name", ""),
                    unseen,
                )
                self._columns += [column] * max(times, 0)

    def _take_rows(self, parent: Element, *, hidden: bool, heading: bool) -> None:
        for one in parent:
            if one.tag in _ROWS:
                closed = one.get("display", "true") == "false"
                self._take_rows(
                    one,
                    hidden=hidden or closed,
                    heading=heading or one.tag == "table:table-header-rows",
                )
            elif one.tag == "table:table-row":
                self._take_row(one, hidden=hidden)
                if heading:
                    self._heading = self._row

    def _take_row(self, row: Element, *, hidden: bool) -> None:
        times = max(1, number(row.get("number-rows-repeated"), 1))
        unseen = hidden or row.get("visibility", "") not in _SEEN
        height = self._looks.height(row.get("style-name", ""))
        filled = any(len(cell) or cell.get("style-name") for cell in row)
        if self._row + times > _MOST_ROWS and any(len(cell) for cell in row):
            raise FormRefusedError("too-large", found="แถวมากเกินไป")
        for at in range(self._row, min(self._row + times, _MOST_ROWS)):
            self._heights[at] = height
            if unseen:
                self._hidden.add(at)
            if filled and at - self._row < _MOST_COLUMNS:
                self._take_cells(row, at)
        self._row += times

    def _take_cells(self, row: Element, at: int) -> None:
        column = 0
        usual = row.get("default-cell-style-name", "")
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = max(1, number(cell.get("number-columns-repeated"), 1))
            last = min(column + times, _MOST_COLUMNS)
            if len(cell) or times < _MOST_COLUMNS // 4:
                for own in range(column, last):
                    self._take_cell(cell, at, own, usual)
            column += times
            if column > _MOST_COLUMNS and len(cell):
                raise FormRefusedError("too-large", found="คอลัมน์มากเกินไป")

    def _take_cell(self, cell: Element, row: int, column: int, usual: str) -> None:
        self._hanging += (Hung(row, column, one) for one in drawn_in(cell, self._looks))
        spot = self._spot(row, column)
        for note in cell.findall("office:annotation"):
            said = (text for text in paragraphs(note) if text.strip())
            self._notes += (Line(text, spot, LineOrigin.COMMENT) for text in said)
        if cell.tag == "table:covered-table-cell":
            return
        if len(self._cells) >= _MOST_CELLS:
            raise FormRefusedError("too-large", found="ช่องมากเกินไป")
        by_column = self._columns[column].style if column < len(self._columns) else ""
        style = cell.get("style-name") or usual or by_column
        text, fill = "\n".join(paragraphs(cell)), self._looks.fill(style)
        rows, columns = (
            max(1, min(number(cell.get(f"number-{which}-spanned"), 1), most))
            for which, most in (("rows", _MOST_ROWS), ("columns", _MOST_COLUMNS - column))
        )
        if text.strip() or fill or rows > 1 or columns > 1:
            struck = bool(text.strip()) and self._looks.is_struck(style)
            faint = bool(text.strip()) and not fill and self._looks.is_white(style)
            if faint:
                self._faint.add((row, column))
            made = GridCell(text, row, column, spot, rows, columns, fill, _stored(cell, text))
            self._cells.append(replace(made, struck=struck, faint=faint))

    def _spot(self, row: int, column: int) -> Spot:
        return Spot(sheet=self._title, cell=f"{column_letter(column)}{row + 1}")

    def _ground(self) -> Ground:
        """Return the columns and rows, as they are seen and as they are without hiding any."""
        widths = {at: one.width for at, one in enumerate(self._columns)}
        shown = {at: 0.0 if one.hidden else one.width for at, one in enumerate(self._columns)}
        heights = {at: 0.0 if at in self._hidden else high for at, high in self._heights.items()}
        last = max(self._row, 1) - 1
        return Ground(
            self._title,
            Bands(shown, _WIDTH, _MOST_COLUMNS - 1),
            Bands(heights, _HEIGHT, last),
            Bands(widths, _WIDTH, _MOST_COLUMNS - 1),
            Bands(self._heights, _HEIGHT, last),
            self._whole,
        )

    def _grid(self, here: Spot) -> Grid:
        ground = self._ground()
        columns, marks = ground.columns, ground.marks(self._hanging)
        # Colours count as far to the right as there are texts: whole rows are painted.
        written_at = [(one.row, one.column) for one in self._cells if one.text.strip()]
        written = (one.column + one.columns for one in self._cells if one.text or one.columns > 1)
        used = max(written, default=0)
        self._cells = [cell for cell in self._cells if cell.column < used]
        used = max([used, *(columns.at(max(mark.right - 0.01, 0.0)) + 1 for mark in marks)])
        return Grid(
            spot=here,
            edges=tuple(columns.start(at) for at in range(used + 1)),
            cells=tuple(sorted(self._cells, key=lambda cell: (cell.row, cell.column))),
            marks=marks,
            hidden_rows=frozenset(self._hidden) | rows_of_faint(written_at, self._faint),
            hidden_columns=frozenset(
                at for at, one in enumerate(self._columns[:used]) if one.hidden
            ),
            heading_rows=self._heading,
            hidden=not self._looks.is_shown(self._style),
        )


def _stored(cell: Element, text: str) -> Stored | None:
    held = _HELD.get(cell.get("office:value-type", ""))
    if held is None:
        return None
    value = (
        cell.get("office:value")
        or cell.get("office:date-value")
        or cell.get("office:boolean-value")
        or ""
    )
    return Stored(held, value, "", text) if value else None
