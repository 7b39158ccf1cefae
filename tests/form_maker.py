"""Forms as a reader would give them, written as rows of texts; for tests of the interpreter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.form import Form, Grid, GridCell, Line, Mark, Spot
from generator.plan.read.cells import column_letter

MONTHS = tuple(field.headings[0] for field in MONTH_FIELDS)
COLUMNS = (
    *("ลำดับที่", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ (บาท)", "สถานที่ดำเนินการ"),
    "หน่วยงานรับผิดชอบหลัก",
)
HEAD = (*COLUMNS, *MONTHS)
TITLE = "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569"
OFFICE = "เทศบาลตำบลธารฟ้าคราม อำเภอเมืองฟ้าคราม จังหวัดตัวอย่าง"
#: The lines above a table, as most forms have them.
TOP = (("แบบ ผด. 02",), (TITLE,), (OFFICE,))
UNDER = (("1. ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน",), ("1.1 แผนงานเคหะและชุมชน",))
WIDTH = 30.0


def project(number: object, name: str = "", **more: str) -> tuple[str, ...]:
    """Return a project's row with all that a row needs; each of its columns can be said."""
    told = {"detail": "", "budget": "10,000", "place": "หมู่ที่ 1", "unit": "กองช่าง"} | more
    name = name or f"โครงการที่ {number} ของตำบล"
    cells = (str(number), name, told["detail"], told["budget"], told["place"], told["unit"])
    return (*cells, *("✓" for _ in MONTHS))


def grid(
    rows: Sequence[Sequence[str]],
    sheet: str = "ผด.02",
    merged: Mapping[str, tuple[int, int]] | None = None,
    marks: Sequence[Mark] = (),
    **more: Any,
) -> Grid:
    """Return a worksheet; `merged` gives by cell (`B9`) how many rows and columns it covers."""
    spans = dict(merged or {})
    width = max((len(row) for row in rows), default=0)
    cells = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            name = f"{column_letter(column)}{at + 1}"
            down, across = spans.get(name, (1, 1))
            if text or name in spans:
                spot = Spot(sheet=sheet, cell=name)
                cells.append(GridCell(text, at, column, spot, down, across))
    edges = tuple(WIDTH * index for index in range(width + 1))
    return Grid(Spot(sheet=sheet), edges, tuple(cells), tuple(marks), **more)


def table(rows: Sequence[Sequence[str]], number: int = 1) -> Grid:
    """Return a table of a text document."""
    width = max(len(row) for row in rows)
    cells = tuple(
        GridCell(text, at, column, Spot(table=number, row=at + 1))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    return Grid(Spot(table=number), tuple(WIDTH * at for at in range(width + 1)), cells)


def form(*parts: Grid | str, kind: str = "xlsx") -> Form:
    """Return a form of grids and lines of text."""
    lines = (
        Line(part, Spot(row=at + 1)) if isinstance(part, str) else part
        for at, part in enumerate(parts)
    )
    return Form(kind, tuple(lines))


def sheet(*rows: Sequence[str], top: Sequence[Sequence[str]] = (*TOP, *UNDER), **more: Any) -> Form:
    """Return a form of one sheet: its titles, the usual heading, and these rows."""
    return form(grid([*top, HEAD, *rows], **more))
