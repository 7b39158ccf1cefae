"""The monitoring report: a sheet of how many projects stand how, and one of every project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.site.render.documents.workbooks import looks
from generator.site.render.documents.workbooks.book import Book, Sheet
from generator.site.render.documents.workbooks.room import height_of, room_of

Data = Mapping[str, Any]
_NARROW = (90.0, 40.0, 40.0)
_WIDTHS = (6.0, 36.0, 15.0, 15.0, 8.0, 15.0, 32.0, 26.0, 26.0)
_BUDGET, _SPENT = 2, 5
_CELLS = (
    looks.CENTRE,
    looks.TEXT,
    looks.MONEY,
    looks.CENTRE,
    looks.CENTRE,
    looks.MONEY,
    looks.TEXT,
    looks.TEXT,
    looks.TEXT,
)


def write_report(book: Book, data: Data) -> None:
    """Write the report."""
    summary, rows = data["sheets"]
    _summary(book, data, summary)
    sheet = _headed(book, data, rows, _WIDTHS, data["columns"])
    sums: list[int] = []
    for section in data["sections"]:
        sheet.line(section["name"], looks.PART)
        first = sheet.at
        for row in section["rows"]:
            _row(sheet, row)
        sums.append(sheet.at)
        _section_sum(sheet, section, first)
    label, budget, spent = data["all"]
    _sum(sheet, label, lambda column: "+".join(sheet.cell(row, column) for row in sums) or "0",
         {_BUDGET: budget / 100, _SPENT: spent / 100})  # fmt: skip
    sheet.line(data["total"], looks.NOTE)


def _headed(
    book: Book, data: Data, name: str, widths: tuple[float, ...], columns: list[str]
) -> Sheet:
    sheet = book.sheet(name, widths, len(data["heading"]) + 1 + data["draft"])
    if data["draft"]:
        sheet.line(data["words"]["draft"], looks.TITLE, looks.TEXT)
    for line in data["heading"]:
        sheet.line(line, looks.TITLE)
    for column, words in enumerate(columns):
        sheet.text(sheet.at, column, words, looks.HEAD)
    sheet.end(height_of(columns, widths, 14))
    return sheet


def _summary(book: Book, data: Data, name: str) -> None:
    sheet = _headed(book, data, name, _NARROW, data["summary-columns"])
    figures, first, count = book.figures, sheet.at, len(data["summary"])
    for at, (cells, values) in enumerate(zip(data["summary"], data["counts"], strict=True), 1):
        is_sum = at == count
        sheet.text(sheet.at, 0, cells[0], looks.HEAD if is_sum else looks.TEXT)
        for column, value in enumerate((values[0], values[1] / 100), start=1):
            look = (
                looks.NUMBER,
                looks.SUM if is_sum else (),
                (figures.whole, figures.hundredths)[column - 1],
            )
            if is_sum and count > 1:
                inside = f"{sheet.cell(first, column)}:{sheet.cell(sheet.at - 1, column)}"
                sheet.formula(sheet.at, column, f"SUM({inside})", value, *look)
            else:
                sheet.number(sheet.at, column, value, *look)
        sheet.end(25)
    for line in data["money"]:
        sheet.line(line, looks.NOTE, looks.size(14))


def _row(sheet: Sheet, row: Data) -> None:
    room = room_of(row["cells"], _WIDTHS)
    end, size, figures = sheet.at + room.rows - 1, looks.size(room.size), sheet.book.figures
    numbers = {0: (row["number"], figures.whole)} | {
        column: (satang / 100, figures.hundredths)
        for column, satang in ((_BUDGET, row["satang"]), (_SPENT, row["spent"]))
        if satang is not None
    }
    for column, words in enumerate(row["cells"]):
        look = (_CELLS[column], size)
        if room.rows > 1:
            sheet.page.merge_range(sheet.at, column, end, column, "", sheet.book.look(*look))
        if column in numbers:
            value, figure = numbers[column]
            sheet.number(sheet.at, column, value, *look, figure)
        else:
            sheet.text(sheet.at, column, words, *look)
    sheet.end(room.height, room.rows, loose=room.rows == 1)


def _section_sum(sheet: Sheet, section: Data, first: int) -> None:
    """Write the sums of a strategy; what the plan has no more is no part of its money."""
    last, values = sheet.at - 1, {_SPENT: (section["spent"] or 0) / 100}
    if section["counted"]:
        values[_BUDGET] = section["satang"] / 100

    def formula(column: int) -> str:
        return f"SUM({sheet.cell(first, column)}:{sheet.cell(last, column)})"

    _sum(sheet, section["sum"][0], formula, values)


def _sum(
    sheet: Sheet, label: str, formula: Callable[[int], str], values: Mapping[int, float]
) -> None:
    sheet.merged(0, 1, label, looks.HEAD)
    figures = sheet.book.figures
    for column in range(2, len(_WIDTHS)):
        if column in values:
            look = (looks.MONEY, looks.SUM, figures.hundredths)
            sheet.formula(sheet.at, column, formula(column), values[column], *look)
        else:
            sheet.text(sheet.at, column, "", looks.TEXT)
    sheet.end(25)
