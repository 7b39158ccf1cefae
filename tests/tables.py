"""Tables of projects and reports read in memory: as CSV text or as a workbook's cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from generator.plan.model import ProgressReport, Project, Record, Strategy
from generator.plan.parse.progress import Known, parse_progress
from generator.plan.parse.projects import RowReader
from generator.plan.read import Table
from generator.plan.read.csv_file import read_csv
from generator.plan.read.xlsx_file import read_xlsx
from generator.problems import Place, Report
from generator.thai.fiscal import FiscalYear
from portals import ORGANIZATION

YEAR = FiscalYear(2570)
STRATEGIES = (Strategy("1", "โครงสร้างพื้นฐาน", ()),)
HEADINGS = (
    *("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "แหล่งงบประมาณ", "สถานที่", "หมู่ที่"),
    *("หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด", "จำนวนโครงการ", "หมายเหตุ"),
)
SOUND = (
    *("2570-001", "1", "ก่อสร้างถนน", "478300", "ข้อบัญญัติ", "ซอย 3", "1", "กองช่าง"),
    *("พ.ย. 2569", "ม.ค. 2570", "", ""),
)
REPORT_HEADINGS = ("รหัสโครงการ", "ณ วันที่", "สถานะ", "ร้อยละ", "เบิกจ่าย")

Cells = Sequence[Any]


def row(number: int = 1, **changes: Any) -> list[Any]:
    """Return a sound row of the table, with other texts under some headings' code names."""
    codes = ("id", "strategy", "name", "budget", "source", "place", "villages", "unit", "start")
    kept = dict(zip((*codes, "end", "count", "note"), SOUND, strict=True))
    kept |= {"id": f"2570-{number:03}", "name": f"ก่อสร้างถนน สายที่ {number}"}
    return list((kept | changes).values())


def csv_of(rows: Sequence[Cells]) -> str:
    """Return rows as CSV text, quoted where they must be."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def workbook(rows: Sequence[Cells], formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook of one sheet; `formats` gives number formats by the cell's name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for one in rows:
        sheet.append(list(one))
    for name, code in (formats or {}).items():
        sheet[name].number_format = code
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def tables_of(content: str | bytes, name: str, report: Report) -> tuple[Table, ...]:
    """Return the tables of a CSV text or a workbook."""
    if isinstance(content, bytes):
        return read_xlsx(content, Place(f"plans/2570/{name}.xlsx"), report)
    table = read_csv(content.encode(), Place(f"plans/2570/{name}.csv"), report)
    return (table,) if table else ()


def projects(
    content: str | bytes, announced: frozenset[str] = frozenset()
) -> tuple[tuple[Project, ...], Report]:
    """Return what is read of a table of projects, and what is reported."""
    report = Report()
    reader = RowReader(ORGANIZATION, YEAR, STRATEGIES, report, announced=announced)
    return reader.read(tables_of(content, "projects", report), 0), report


def reports(
    content: str | bytes, record: Record | None = None
) -> tuple[tuple[ProgressReport, ...], Report]:
    """Return what is read of a table of progress, and what is reported."""
    report = Report()
    known = Known(frozenset({"2570-001", "2570-002"}), record)
    return parse_progress(tables_of(content, "progress", report), report, [], known=known), report


def told(report: Report) -> list[str]:
    """Return the codes of what was reported, each as often as it is told."""
    return [problem.code for problem in report]


def baht_of(found: Sequence[Project]) -> int:
    """Return the sum of budgets in satang."""
    return sum(one.budget.satang or 0 for one in found)
