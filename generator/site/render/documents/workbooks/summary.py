"""แบบ ผด.01: one sheet, with every sum a formula and every share as the pages have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.site.render.documents.workbooks import looks
from generator.site.render.documents.workbooks.book import Book, Sheet
from generator.site.render.documents.workbooks.room import height_of

Data = Mapping[str, Any]
_WIDTHS = (52.0, 16.0, 17.0, 20.0, 18.0, 52.0)
_MONEY = 3
# What the figures of a line are: projects and their share, money and its share.
_FIGURES = range(1, 5)
_HEADING = 5


def write_summary(book: Book, data: Data) -> None:
    """Write the form."""
    sheet = _headed(book, data)
    lines: list[int] = []
    sums: list[int] = []
    for row in data["rows"]:
        if row["kind"] == "strategy":
            sheet.line(row["cells"][0], looks.PART)
        elif row["kind"] == "line":
            lines.append(sheet.at)
            _line(sheet, row)
        else:
            rows, total = (lines, False) if row["kind"] == "sum" else (sums, True)
            _sum(sheet, row, rows, total=total)
            if not total:
                sums.append(sheet.at - 1)
                lines = []
    for note in data["notes"]:
        sheet.line(note, looks.NOTE)


def _headed(book: Book, data: Data) -> Sheet:
    sheet = book.sheet(data["form"], _WIDTHS, _HEADING)
    if data["draft"]:
        sheet.text(0, 0, data["words"]["draft"], looks.TITLE, looks.TEXT)
    sheet.text(0, sheet.last, data["form"], looks.LEAD, looks.RIGHT)
    sheet.end(24)
    for line in data["heading"]:
        sheet.line(line, looks.TITLE)
    for column, words in enumerate(data["columns"]):
        sheet.text(sheet.at, column, words, looks.HEAD)
    sheet.end(height_of(data["columns"], _WIDTHS, 14))
    return sheet


def _line(sheet: Sheet, row: Data) -> None:
    sheet.text(sheet.at, 0, row["cells"][0], looks.TEXT, looks.INNER)
    for column in _FIGURES:
        sheet.number(sheet.at, column, _value(row, column), *_looks(sheet, row, column))
    sheet.text(sheet.at, sheet.last, row["cells"][-1], looks.TEXT)
    words = (row["cells"][0], row["cells"][-1])
    sheet.end(height_of(words, (_WIDTHS[0] - 2, _WIDTHS[-1]), 14), loose=True)


def _sum(sheet: Sheet, row: Data, rows: list[int], *, total: bool) -> None:
    """Write a sum: of the lines of a strategy, which follow each other, or of strategies."""
    sheet.text(sheet.at, 0, row["cells"][0], looks.HEAD)
    for column in _FIGURES:
        cells = [sheet.cell(one, column) for one in rows]
        formula = "+".join(cells) if total else f"SUM({cells[0]}:{cells[-1]})"
        look = (*_looks(sheet, row, column), looks.SUM)
        sheet.formula(sheet.at, column, formula or "0", _value(row, column), *look)
    sheet.text(sheet.at, sheet.last, "", looks.TEXT)
    sheet.end(25)


def _value(row: Data, column: int) -> float:
    projects, money = row["shares"]
    values = (row["projects"], projects / 100, row["satang"] / 100, money / 100)
    return float(values[column - 1])


def _looks(sheet: Sheet, row: Data, column: int) -> tuple[looks.Look, looks.Look]:
    figures = sheet.book.figures
    if column == _MONEY:
        return looks.MONEY, figures.hundredths if row["stated"] else figures.or_dash
    return looks.NUMBER, figures.whole if column == _FIGURES[0] else figures.hundredths
