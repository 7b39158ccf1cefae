"""Forms as an office hands them in: workbooks, written in the test, and the command on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from form_maker import COLUMNS, MONTHS
from generator.cli import phaen

OFFICE = "เทศบาลตำบลธารฟ้าคราม อำเภอเมืองฟ้าคราม จังหวัดตัวอย่าง"
STRATEGY, PROGRAMME = "1. ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน", "1.1 แผนงานเคหะและชุมชน"
TODAY = "2568-11-24"


@dataclass(frozen=True)
class Row:
    """A row of a form; `months` are the numbers (0 is October) of those with a tick."""

    name: str
    budget: str = "10,000"
    place: str = "หมู่ที่ 1"
    detail: str = "จำนวน 1 แห่ง"
    unit: str = "กองช่าง"
    months: Sequence[int] = (2, 3, 4)
    number: str = ""
    beside: Sequence[str] = ()


@dataclass(frozen=True)
class OfficeForm:
    """A workbook with one sheet: titles, a strategy, a programme, and rows that are numbered."""

    rows: Sequence[Row]
    year: int = 2569
    title: str = ""
    office: str = OFFICE
    form: str = "แบบ ผด. 02"
    strategy: str = STRATEGY
    total: str = ""
    beside: Sequence[str] = ()
    author: str = ""
    more: Sequence[Sequence[str]] = field(default=())

    def to_bytes(self) -> bytes:
        """Return it as Excel keeps it."""
        book = openpyxl.Workbook()
        book.properties.creator = self.author
        sheet = book.active
        assert sheet is not None
        sheet.title = "ผด.02"
        title = self.title or f"แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. {self.year}"
        for line in (self.form, title, self.office, self.strategy, PROGRAMME):
            sheet.append([line])
        sheet.append([*COLUMNS, *MONTHS, *self.beside])
        for at, row in enumerate(self.rows, start=1):
            ticks = ["✓" if month in row.months else "" for month in range(12)]
            told = (row.name, row.detail, row.budget, row.place, row.unit)
            sheet.append([row.number or str(at), *told, *ticks, *row.beside])
        if self.total:
            sheet.append(["รวม", f"{len(self.rows)} โครงการ", "", self.total])
        for cells in self.more:
            sheet.append(list(cells))
        for cell in (one for line in sheet.iter_rows() for one in line):
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is no formula here
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def write(self, path: Path) -> Path:
        """Write it and return where."""
        path.write_bytes(self.to_bytes())
        return path


def run(*arguments: str | Path) -> Result:
    """Run the command as it is typed."""
    return CliRunner().invoke(phaen, [str(one) for one in arguments], catch_exceptions=False)


def run_import(*arguments: str | Path) -> Result:
    """Run `phaen import` on the day of these tests."""
    return run("import", *arguments, "--today", TODAY)
