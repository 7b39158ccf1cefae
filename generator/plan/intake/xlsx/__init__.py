"""Bytes of a workbook (.xlsx, .xlsm; strict ones too) → a form: every sheet a grid with its marks.

Macros are not looked at. Nothing but FormRefusedError is raised, whatever the bytes are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.machine.markup import ReadingLimit
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
from generator.plan.intake.sheets.anchors import Drawing, Sheet
from generator.plan.intake.sheets.cells import grid_cells, loose_rows, rows_of_faint
from generator.plan.intake.sheets.columns import EMU_A_POINT, columns_of, rows_of
from generator.plan.intake.xlsx.comments import remarks
from generator.plan.intake.xlsx.legacy import Legacy
from generator.plan.read.cells import CellFault, column_letter
from generator.plan.read.drawings import targets
from generator.plan.read.whole import UnreadableError, WholeBook, WholeSheet, read_whole
from generator.plan.uploads.contents import UploadError

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTS = {
    "cell-error": "สูตรในช่องนี้ไม่มีผลลัพธ์เก็บไว้ หรือผลลัพธ์ผิดพลาด ({value})",
    "cell-unseen": "ช่องนี้มีข้อความที่รูปแบบของช่องซ่อนไว้ ({value})",
    "cell-rounded": "ตัวเลขยาวเกินที่ Excel เก็บได้ครบทุกหลัก ({value})",
    "struck-partly": f"{STRUCK_PARTLY} ({{value}})",
    "cell-scaled": "ช่องนี้แสดงจำนวนเป็นพันหรือล้าน ค่าที่เก็บคือ {value}",
}


def read_xlsx_form(data: bytes) -> Form:
    """Return the form that a workbook is. Raises FormRefusedError."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise FormRefusedError("encrypted")
    try:
        return _Reader(read_whole(data)).form()
    except UnreadableError as error:
        code = "encrypted" if "รหัสผ่าน" in str(error) else "too-large" if error.large else "broken"
        raise FormRefusedError(code, found=str(error)) from None
    except UploadError as error:
        raise FormRefusedError("broken", found=str(error)) from None
    except RecursionError:
        raise FormRefusedError("broken", found="ไฟล์เสีย") from None


@dataclass(slots=True)
class _Reader:
    """Reads sheet after sheet; shapes and texts of all are taken from one share."""

    book: WholeBook
    share: ReadingLimit = field(default_factory=ReadingLimit)
    doubts: list[tuple[Spot, str]] = field(default_factory=list)
    loose: list[Mark] = field(default_factory=list)

    def form(self) -> Form:
        """Return all sheets in order; sheets of charts and pictures at margins are loose."""
        parts = tuple(part for sheet in self.book.sheets for part in self._parts(sheet))
        self.loose += [
            Mark(MarkKind.OTHER, 0.0, 0.0, Spot(sheet=title), name="แผ่นแผนภูมิ")
            for title in self.book.others.values()
        ]
        return Form("xlsx", parts, tuple(self.loose), doubts=tuple(self.doubts))

    def _parts(self, sheet: WholeSheet) -> Iterator[Line | Grid]:
        here = Spot(sheet=sheet.title)
        yield from (Line(text, here, LineOrigin.PAGE_HEADER) for text in sheet.headers)
        self.doubts += [(_at(sheet, one), _told(one)) for one in sheet.faults if _told(one)]
        yield self._grid(sheet)
        for cell, text in remarks(self.book.archive, sheet.path, self.share):
            yield Line(text, Spot(sheet=sheet.title, cell=cell), LineOrigin.COMMENT)
        yield from (Line(text, here, LineOrigin.PAGE_FOOTER) for text in sheet.footers)

    def _grid(self, sheet: WholeSheet) -> Grid:
        drawing, legacy = self._drawn(sheet)
        told = columns_of(sheet.sizes, self.book.font, self.book.size, drawing.told())
        columns = told.bands
        texts = {**dict(_formulas(sheet)), **sheet.texts}
        cells = grid_cells(sheet.title, texts, sheet.looks, sheet.stored, self.book.theme)
        lost = texts.keys() - sheet.texts.keys()
        cells = tuple(
            replace(one, doubtful=(one.row + 1, one.column) in lost) if lost else one
            for one in cells
        )
        place = Sheet(
            sheet.title,
            columns,
            rows_of(sheet.sizes),
            frozenset(loose_rows(sheet.texts, sheet.wrapped, sheet.looks.merged, sheet.sizes)),
            told.sure,
        )
        marks = (*drawing.marks(place, legacy.ids), *legacy.marks(place))
        width = max((one.column + one.columns for one in cells), default=0)
        return Grid(
            Spot(sheet=sheet.title),
            tuple(columns.start(column) / EMU_A_POINT for column in range(width + 1)),
            cells,
            marks,
            frozenset(
                row - 1
                for row in sheet.looks.hidden_rows | rows_of_faint(sheet.texts, sheet.looks.faint)
            ),
            frozenset(column for column in sheet.looks.hidden_columns if column < width),
            sheet.titles,
            sheet.hidden,
        )

    def _drawn(self, sheet: WholeSheet) -> tuple[Drawing, Legacy]:
        archive = self.book.archive
        drawing, legacy = Drawing(self.share), Legacy(self.share)
        for part in targets(archive, sheet.path, "/drawing") if sheet.path else ():
            drawing.read(archive.read(part))
        for part in targets(archive, sheet.path, "/vmlDrawing") if sheet.path else ():
            legacy.read(archive.read(part))
        picture = Mark(MarkKind.PICTURE, 0, 0, Spot(sheet=sheet.title), name="รูปที่ขอบกระดาษ")
        self.loose += [picture] * legacy.printed
        if legacy.broken:
            self.doubts.append((Spot(sheet=sheet.title), "อ่านรูปร่างแบบเก่าในแผ่นงานนี้ไม่ได้"))
        return drawing, legacy


def _at(sheet: WholeSheet, fault: CellFault) -> Spot:
    return Spot(sheet=sheet.title, cell=f"{column_letter(fault.column)}{fault.row}")


def _formulas(sheet: WholeSheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the formulas without a result, each by its cell: a row that has one says something."""
    for one in sheet.faults:
        if one.code == "cell-error" and one.value.startswith("="):
            yield (one.row, one.column), one.value


def _told(fault: CellFault) -> str:
    return _FAULTS.get(fault.code, "").format(value=fault.value)
