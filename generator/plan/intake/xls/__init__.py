"""Bytes of a workbook of Excel 5 to 2003 (.xls) → a form: every sheet a grid with its marks.

Cells by xlrd, drawings by readers of our own. Nothing but FormRefusedError is raised.
Its floors: 0 biff, cells, looks · 1 art.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.plan.intake.form import (
    STRUCK_PARTLY,
    Form,
    FormRefusedError,
    Grid,
    Line,
    LineOrigin,
    Mark,
    MarkKind,
    Spot,
)
from generator.plan.intake.sheets.anchors import Sheet
from generator.plan.intake.sheets.cells import grid_cells, loose_rows, rows_of_faint
from generator.plan.intake.sheets.columns import EMU_A_POINT, columns_of, rows_of
from generator.plan.intake.xls.art import Art
from generator.plan.intake.xls.biff import listed_sheets, sheet_records, workbook_stream
from generator.plan.intake.xls.cells import xls_sheet
from generator.plan.read.cells import column_letter
from generator.plan.read.whole import margin_texts

_BIFF8 = 80
_WESTERN = (None, 1252)
UNSEEN = "ช่องนี้มีข้อความที่รูปแบบของช่องซ่อนไว้ ({value})"


def read_xls_form(data: bytes) -> Form:
    """Return the form that a workbook is. Raises FormRefusedError."""
    stream = workbook_stream(data)
    sheets = listed_sheets(stream)
    try:
        book = _opened(stream)
        reader = _Reader(book)
        titles = iter(book.sheets())
        for one in sheets:
            sheet = next(titles, None) if one.is_worksheet else None
            if sheet is not None:
                reader.read(sheet, stream, one.at)
            elif one.title:
                mark = Mark(MarkKind.OTHER, 0, 0, Spot(sheet=one.title), name="แผ่นแผนภูมิ")
                reader.loose.append(mark)
    except FormRefusedError:
        raise
    except MemoryError:
        raise FormRefusedError("too-large", found="ใหญ่เกินหน่วยความจำที่ให้") from None
    except Exception as error:  # xlrd raises many kinds for a damaged workbook
        code = "encrypted" if "encrypted" in str(error) else "broken"
        raise FormRefusedError(code, found="ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย") from None
    return Form("xls", tuple(reader.parts), tuple(reader.loose), doubts=tuple(reader.doubts))


def _opened(stream: bytes) -> Any:
    """Return xlrd's workbook; an old one that names no Thai code page is read as Thai."""
    from xlrd import open_workbook  # noqa: PLC0415  # few forms are so old

    def load(coding: str | None) -> Any:
        return open_workbook(
            file_contents=stream,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            encoding_override=coding,
        )

    book = load(None)
    if book.biff_version < _BIFF8 and book.codepage in _WESTERN:
        try:
            return load("cp874")
        except UnicodeDecodeError:
            return book
    return book


@dataclass(slots=True)
class _Reader:
    """Reads sheet after sheet of one workbook."""

    book: Any
    parts: list[Line | Grid] = field(default_factory=list)
    loose: list[Mark] = field(default_factory=list)
    doubts: list[tuple[Spot, str]] = field(default_factory=list)

    def read(self, sheet: Any, stream: bytes, at: int) -> None:
        """Take in a sheet whose records begin at a place of the stream."""
        here = Spot(sheet=sheet.name)
        found = sheet_records(stream, at)
        art = Art(found)
        self.parts += [
            Line(one, here, LineOrigin.PAGE_HEADER) for one in margin_texts(found.header)
        ]
        self.parts.append(self._grid(sheet, art))
        self.parts += [
            Line(text, Spot(sheet=sheet.name, cell=cell), LineOrigin.COMMENT)
            for cell, text in _remarks(sheet)
        ]
        self.parts += [
            Line(one, here, LineOrigin.PAGE_FOOTER) for one in margin_texts(found.footer)
        ]
        if art.cut:
            self.doubts.append((here, "อ่านรูปร่างในแผ่นงานนี้ได้ไม่ครบ"))

    def _grid(self, sheet: Any, art: Art) -> Grid:
        own = xls_sheet(self.book, sheet)
        self.doubts += [
            (Spot(sheet=sheet.name, cell=f"{column_letter(at)}{row}"), STRUCK_PARTLY)
            for row, at in sorted(own.partly)
        ]
        self.doubts += [
            (Spot(sheet=sheet.name, cell=f"{column_letter(at)}{row}"), UNSEEN.format(value=value))
            for (row, at), value in sorted(own.unseen.items())
            if value != "0"
        ]
        font = self.book.font_list[0] if self.book.font_list else None
        columns = columns_of(
            own.sizes, font.name if font else "", font.height / 20 if font else 10.0
        ).bands
        rows = rows_of(own.sizes)
        loose = loose_rows(own.texts, own.wrapped, own.looks.merged, own.sizes)
        place = Sheet(sheet.name, columns, rows, frozenset(loose))
        cells = grid_cells(sheet.name, own.texts, own.looks, own.stored)
        width = max((one.column + one.columns for one in cells), default=0)
        return Grid(
            Spot(sheet=sheet.name),
            tuple(columns.start(column) / EMU_A_POINT for column in range(width + 1)),
            cells,
            tuple(place.marks(art.shapes(place))),
            frozenset(
                row - 1 for row in own.looks.hidden_rows | rows_of_faint(own.texts, own.looks.faint)
            ),
            frozenset(column for column in own.looks.hidden_columns if column < width),
            own.titles,
            bool(sheet.visibility),
        )


def _remarks(sheet: Any) -> Iterator[tuple[str, str]]:
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        if note.text.strip():
            yield f"{column_letter(column)}{row + 1}", note.text.strip()
