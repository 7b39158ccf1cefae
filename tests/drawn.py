"""Forms as workbooks with shapes over them, in parts as Excel writes them; for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.form import Form, Grid
from generator.plan.intake.months import MonthColumns, MonthsRead, read_months
from generator.plan.read.cells import column_letter
from zips import with_parts

PIXEL = 9_525
MONTHS = tuple(field.headings[0] for field in MONTH_FIELDS)
HEADS = ("ลำดับที่", "โครงการ", "งบประมาณ", *MONTHS, "หมายเหตุ")
#: Columns before the months, the row of the first project from 0, a month's pixels, a row's points.
BEFORE, FIRST, WIDE, HIGH = 3, 2, 32, 60.0
COLUMNS = MonthColumns(tuple((BEFORE + month, BEFORE + month + 1) for month in range(12)))
_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
    ' xmlns:xdr14="http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENDS = '<a:ln w="9525"><a:headEnd type="triangle"/><a:tailEnd type="triangle"/></a:ln>'


def filled(projects: int = 3, font: tuple[str, float] = ("Calibri", 11)) -> openpyxl.Workbook:
    """Return a workbook with one form's table, months at D to O, a project a row from row 3."""
    book = openpyxl.Workbook()
    fonts: Any = book._fonts  # type: ignore[attr-defined]
    fonts[0] = Font(name=font[0], sz=font[1], family=2)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "ผด.02"
    sheet["A1"] = "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570"
    for column, text in enumerate(HEADS, start=1):
        sheet.cell(2, column, text)
    for number in range(projects):
        row = FIRST + 1 + number
        sheet.cell(row, 1, str(number + 1))
        sheet.cell(row, 2, f"โครงการที่ {number + 1}")
        sheet.cell(row, 3, "10,000")
        sheet.row_dimensions[row].height = HIGH
    for column, width in enumerate((6, 27, 12, *(4.6 for _ in MONTHS), 16)):
        sheet.column_dimensions[column_letter(column)].width = width
    return book


@dataclass(slots=True)
class Parts:
    """What is put into a workbook beside its cells: by sheet number its relationships and parts."""

    drawing: str = ""
    parts: dict[str, str | bytes] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)


def saved(book: openpyxl.Workbook, anchors: str = "", more: Parts | None = None) -> bytes:
    """Return the workbook with anchors drawn on its first sheet, and with further parts."""
    parts = more or Parts()
    relations = list(parts.relations)
    files: dict[str, str | bytes] = dict(parts.parts)
    if anchors or parts.drawing:
        drawing = parts.drawing or f"<xdr:wsDr {_SPACES}>{anchors}</xdr:wsDr>"
        files["xl/drawings/drawing1.xml"] = drawing
        relations.append(("drawing", "../drawings/drawing1.xml"))
    if relations:
        told = "".join(
            f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{_OFFICE}/{kind}"}"'
            f' Target="{target}"/>'
            for number, (kind, target) in enumerate(relations, start=1)
        )
        files["xl/worksheets/_rels/sheet1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{told}</Relationships>"
        )
    stream = io.BytesIO()
    book.save(stream)
    return repacked(stream.getvalue(), files)


def repacked(data: bytes, files: Mapping[str, str | bytes]) -> bytes:
    """Return a zipped file with some members put in, or in the place of others."""
    return with_parts(data, files)


def corner(name: str, column: int, across: float, row: int, down: float) -> str:
    """Return a corner of an anchor; lengths in EMU."""
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{round(across)}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{round(down)}</xdr:rowOff></xdr:{name}>"
    )


def corner_at(name: str, months: float, rows: float) -> str:
    """Return a corner so many months from October's border, and rows from the first project."""
    month, row = int(months // 1), int(rows // 1)
    across = (months - month) * WIDE * PIXEL
    return corner(name, BEFORE + month, across, FIRST + row, (rows - row) * HIGH * 12_700)


def anchored(shape: str, start: float, end: float, top: float, bottom: float | None = None) -> str:
    """Return a shape between two corners, told in months and rows."""
    low = top if bottom is None else bottom
    corners = corner_at("from", start, top) + corner_at("to", end, low)
    return f"<xdr:twoCellAnchor>{corners}{shape}<xdr:clientData/></xdr:twoCellAnchor>"


def connector(form: str = "", frame: str = "", ends: str = ENDS, name: str = "ลูกศร 1") -> str:
    """Return a connector; `form` are attributes of its xfrm, `frame` its corner and size."""
    return (
        f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="{name}"/>'
        f"</xdr:nvCxnSpPr><xdr:spPr><a:xfrm{form}>{frame or place(0, 0, 0, 0)}</a:xfrm>"
        f'<a:prstGeom prst="straightConnector1"/>{ends}</xdr:spPr></xdr:cxnSp>'
    )


def shape(preset: str, text: str = "", form: str = "", frame: str = "", about: str = "/>") -> str:
    """Return a preset shape with a text; `about` ends the element that names it."""
    words = "".join(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in text.split("\n") if one)
    body = f"<xdr:txBody><a:bodyPr/>{words}</xdr:txBody>" if text else ""
    return (
        f'<xdr:sp macro=""><xdr:nvSpPr><xdr:cNvPr id="2" name="รูป"{about}</xdr:nvSpPr>'
        f"<xdr:spPr><a:xfrm{form}>{frame or place(0, 0, 0, 0)}</a:xfrm>"
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom></xdr:spPr>{body}</xdr:sp>'
    )


def group(children: str, inner: tuple[int, int, int, int], frame: str = "", form: str = "") -> str:
    """Return a group whose children count in the rectangle `inner` (x, y, width, height)."""
    x, y, wide, high = inner
    return (
        f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="กลุ่ม"/></xdr:nvGrpSpPr><xdr:grpSpPr>'
        f"<a:xfrm{form}>{frame or place(0, 0, 0, 0)}"
        f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{wide}" cy="{high}"/></a:xfrm></xdr:grpSpPr>'
        f"{children}</xdr:grpSp>"
    )


def place(x: float, y: float, wide: float, high: float) -> str:
    """Return a corner and a size, in EMU."""
    return f'<a:off x="{round(x)}" y="{round(y)}"/><a:ext cx="{round(wide)}" cy="{round(high)}"/>'


def months_of(form: Form, projects: int = 3) -> MonthsRead:
    """Return what is read of the months of each project of the first sheet."""
    return read_months(grid_of(form), COLUMNS, [[FIRST + at] for at in range(projects)], 2570)


def grid_of(form: Form) -> Grid:
    """Return the form's first grid."""
    return next(form.grids)


def told(months: Sequence[bool]) -> str:
    """Return a row's months as numbers from October on: `0-2 5`."""
    return " ".join(_runs([at for at, one in enumerate(months) if one]))


def _runs(numbers: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
