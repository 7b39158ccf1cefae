"""The columns of progress.csv. To add one whose text is kept as written, add one `plain` here.

The last are only in one that we published.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from generator.plan.fields.column import Kind
from generator.plan.fields.field import Field, TextKind
from generator.plan.fields.published import PUBLISHED_OF_REPORTS
from generator.plan.model import ProgressReport
from generator.plan.record import day_text
from generator.thai.numbers import plain_baht

CORRECTS = "corrects"


def _corrects(report: ProgressReport) -> str:
    return day_text(report.corrects) if report.corrects else ""


def _spent(report: ProgressReport) -> str:
    return "" if report.spent is None else plain_baht(report.spent)


def plain(code: str, *headings: str, attribute: str = "", **more: Any) -> Field[ProgressReport]:
    """Return a column whose text is kept as written; with no `attribute`, by its code name."""
    write = attrgetter(attribute) if attribute else lambda report: report.said(code)
    return Field(code, headings, write=write, attribute=attribute, **more)


FIELDS: tuple[Field[ProgressReport], ...] = (
    Field(
        "id",
        ("รหัสโครงการ", "รหัส"),
        TextKind.CODE,
        "รหัสตามแผน",
        told="รหัสของโครงการที่รายงาน",
        example="2570-001",
        required=True,
        write=attrgetter("project"),
    ),
    Field(
        "date",
        ("ณ วันที่", "วันที่รายงาน"),
        TextKind.DATE,
        told="วันของข้อมูลที่รายงาน ค.ศ.",
        example="2026-12-31",
        required=True,
        write=lambda report: day_text(report.date),
    ),
    Field(
        "status",
        ("สถานะ",),
        TextKind.LISTED,
        "ยังไม่ดำเนินการ อยู่ระหว่างดำเนินการ แล้วเสร็จ ยกเลิก กันเงิน",
        told="สถานะที่รายงาน",
        example="อยู่ระหว่างดำเนินการ",
        required=True,
        write=attrgetter("status.thai"),
    ),
    Field(
        "percent",
        ("ร้อยละ", "ร้อยละความก้าวหน้า"),
        TextKind.NUMBER,
        "0 ถึง 100",
        told="ร้อยละของงาน",
        example="45",
        holds=Kind.PERCENT,
        write=attrgetter("percent"),
    ),
    Field(
        "spent",
        ("เบิกจ่าย", "เบิกจ่าย (บาท)"),
        TextKind.AMOUNT,
        "ยอดสะสมเป็นบาท ยังไม่เบิกให้กรอก 0",
        told="ยอดเบิกจ่ายสะสม ว่างคือรายงานไม่บอก ไม่ใช่ศูนย์",
        example="200000.50",
        holds=Kind.BAHT,
        write=_spent,
    ),
    plain(
        "result",
        "ผลการดำเนินการ",
        "ผลการดำเนินงาน",
        attribute="result",
        told="ผลการดำเนินการที่รายงาน",
    ),
    plain(
        "problem",
        "ปัญหาอุปสรรค",
        "ปัญหา อุปสรรค",
        "ปัญหา/อุปสรรค",
        attribute="problem",
        told="ปัญหาอุปสรรคที่รายงาน",
    ),
    plain("suggestion", "ข้อเสนอแนะ", attribute="suggestion", told="ข้อเสนอแนะที่รายงาน"),
    plain(
        "evidence",
        "หลักฐาน",
        attribute="evidence",
        meaning="ภาพใน documents คั่นด้วย ;",
        told="ไฟล์หลักฐาน คั่นด้วย ;",
    ),
    Field(
        CORRECTS,
        ("แก้รายงานของวันที่", "แก้ไขรายงานของวันที่", "แก้รายงาน ณ วันที่"),
        TextKind.DATE,
        "เฉพาะแถวที่แก้รายงานที่เผยแพร่ไปแล้ว: วันที่ของรายงานเดิม",
        told="วันที่ของรายงานเดิมที่แถวนี้แก้ ค.ศ. ว่างคือรายงานใหม่",
        write=_corrects,
    ),
    Field(
        "name",
        ("โครงการ", "ชื่อโครงการ"),
        meaning="ใส่ไว้ให้อ่านง่ายเท่านั้น",
        told="ชื่อโครงการตามแผนฉบับล่าสุด",
    ),
    *PUBLISHED_OF_REPORTS,
)
