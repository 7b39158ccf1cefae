"""แบบ ผด.02 and ผด.02/1: a sheet for each strategy, under a heading that every page repeats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from generator.site.render.documents.workbooks import looks
from generator.site.render.documents.workbooks.arrows import Arrow
from generator.site.render.documents.workbooks.book import Book, Sheet
from generator.site.render.documents.workbooks.room import Room, room_of

Data = Mapping[str, Any]
_WIDTHS = (6.0, 32.0, 38.0, 14.0, 19.0, 17.0)
_NAME, _COUNT, _BUDGET, _MONTHS = 1, 2, 3, len(_WIDTHS)
_MONTH = 4.3
_ALL = (*_WIDTHS, *(_MONTH,) * 12)
_CELLS = (looks.CENTRE, looks.TEXT, looks.TEXT, looks.MONEY, looks.TEXT, looks.CENTRE)
# Rows of the heading: the form's number, three lines, the strategy, two of the table.
_HEADING = 7
_NUMBER_FROM = 13  # columns of the form's number, at the right edge


def write_form(book: Book, data: Data) -> None:
    """Write the form: its strategies, then the sum of all and what is to be said of it."""
    sums: list[tuple[Sheet, int]] = []
    for name, sections in groupby(data["sections"], key=lambda one: one["sheet"]):
        parts = [*sections]
        sheet = _headed(book, data, name, parts[0]["strategy"])
        sums.append((sheet, _strategy(sheet, parts, data["count"])))
    if not sums:
        sheet = _headed(book, data, data["form"].replace("/", "-"), "")
        sheet.line(data["words"]["none"], looks.HEAD)
    else:
        *_, total = data["sections"][-1]["totals"]
        _sum(
            sheet,
            total,
            data["count"],
            lambda column: "+".join(
                one.cell(row, column, elsewhere=one is not sheet) for one, row in sums
            ),
        )
    for note in data["notes"]:
        sheet.line(note, looks.NOTE)


def _headed(book: Book, data: Data, name: str, strategy: str) -> Sheet:
    """Return a sheet with its heading."""
    sheet = book.sheet(name, _ALL, _HEADING)
    if data["draft"]:
        sheet.merged(0, 1, data["words"]["draft"], looks.TITLE, looks.TEXT)
    sheet.merged(_NUMBER_FROM, sheet.last, data["form"], looks.LEAD, looks.RIGHT)
    sheet.end(24)
    for line in data["heading"]:
        sheet.line(line, looks.TITLE)
    sheet.line(strategy, looks.LEAD)
    top = sheet.at
    for column, words in enumerate(data["columns"]):
        look = sheet.book.look(looks.HEAD)
        sheet.page.merge_range(top, column, top + 1, column, "", look)
        sheet.text(top, column, words, looks.HEAD)
    at = _MONTHS
    for words, months in data["years"]:
        sheet.merged(at, at + months - 1, words, looks.HEAD)
        at += months
    for month, words in enumerate(data["months"]):
        sheet.text(top + 1, _MONTHS + month, words, looks.NARROW)
    sheet.end(26, 2)
    return sheet


def _strategy(sheet: Sheet, sections: Sequence[Data], counted: str) -> int:
    """Write the programmes of a strategy; return the row of its sum."""
    found = []
    for section in sections:
        sheet.line(section["programme"], looks.PART)
        first = sheet.at
        for row in section["rows"]:
            _row(sheet, row)
        found.append(sheet.at)
        _sum(sheet, section["totals"][0], counted, _of_rows(sheet, first, section["rows"]))
    _sum(
        sheet,
        sections[-1]["totals"][1],
        counted,
        lambda column: "+".join(sheet.cell(row, column) for row in found),
    )
    return sheet.at - 1


def _of_rows(sheet: Sheet, first: int, rows: Sequence[Data]) -> Callable[[int], str]:
    """Return what the sum of a programme is reckoned by: of its money, or of its projects."""
    last, more = sheet.at - 1, sum(row["count"] - 1 for row in rows)

    def formula(column: int) -> str:
        if column == _BUDGET:
            return f"SUM({sheet.cell(first, column)}:{sheet.cell(last, column)})"
        # A row that stands for several projects counts as these.
        names = f"COUNTA({sheet.cell(first, _NAME)}:{sheet.cell(last, _NAME)})"
        return f"{names}+{more}" if more else names

    return formula


def _row(sheet: Sheet, row: Data) -> None:
    """Write a project; one that is higher than a row may be stands over several, merged."""
    room = room_of(row["cells"], _WIDTHS)
    top, end = sheet.at, sheet.at + room.rows - 1
    size = looks.size(room.size)
    for column, words in enumerate(row["cells"]):
        look = (_CELLS[column], size)
        if room.rows > 1:
            sheet.page.merge_range(top, column, end, column, "", sheet.book.look(*look))
        _cell(sheet, column, words, row, look)
    for column in range(_MONTHS, len(_ALL)):
        if room.rows > 1:
            sheet.page.merge_range(top, column, end, column, "", sheet.book.look(looks.CENTRE))
        else:
            sheet.text(top, column, "", looks.CENTRE)
    sheet.arrows += _arrows(sheet, row, room)
    sheet.end(room.height, room.rows, loose=room.rows == 1)


def _cell(sheet: Sheet, column: int, words: str, row: Data, look: tuple[looks.Look, ...]) -> None:
    figures = sheet.book.figures
    if column == 0:
        sheet.number(sheet.at, column, row["number"], *look, looks.NUMBER, figures.whole)
    elif column == _BUDGET and row["satang"] is not None:
        sheet.number(sheet.at, column, row["satang"] / 100, *look, figures.hundredths)
    else:
        sheet.text(sheet.at, column, words, *look)


def _arrows(sheet: Sheet, row: Data, room: Room) -> list[Arrow]:
    down, told = room.height / 2, row["months"].split(", ")
    return [
        Arrow(sheet.at, _MONTHS + first, _MONTHS + first + length - 1, sheet.top, down, words)
        for (first, length), words in zip(row["runs"], told, strict=False)
    ]


def _sum(sheet: Sheet, total: Data, counted: str, formula: Callable[[int], str]) -> None:
    """Write a sum: its label, and how many projects and what money, by the `formula` of each."""
    figures = sheet.book.figures
    sheet.merged(0, _NAME, total["label"], looks.HEAD)
    count = (looks.HEAD, figures.counted(counted))
    sheet.formula(sheet.at, _COUNT, formula(_COUNT), total["projects"], *count)
    money = figures.hundredths if total["stated"] else figures.or_dash
    look = (looks.MONEY, looks.SUM, money)
    sheet.formula(sheet.at, _BUDGET, formula(_BUDGET), total["satang"] / 100, *look)
    for column in range(_BUDGET + 1, len(_ALL)):
        sheet.text(sheet.at, column, "", looks.TEXT)
    sheet.end(25)
