"""The columns of overlap.csv: a row a pair of look-alikes, and what a person decided of it."""

from __future__ import annotations

from generator.plan.fields.field import Field, TextKind
from generator.plan.model import Decision

FIELDS: tuple[Field[Decision], ...] = (
    Field("id", ("รหัสโครงการ", "รหัส"), TextKind.CODE, required=True),
    Field("name", ("โครงการ", "ชื่อโครงการ")),
    Field("budget", ("งบประมาณ", "งบประมาณ (บาท)"), TextKind.AMOUNT),
    Field("other", ("คล้ายกับ", "คล้ายกับรหัส"), TextKind.CODE, required=True),
    Field("other-name", ("โครงการที่คล้าย",)),
    Field("other-budget", ("งบประมาณของโครงการที่คล้าย",), TextKind.AMOUNT),
    Field("why", ("คล้ายเพราะ",)),
    Field("decision", ("คำตัดสิน",), TextKind.LISTED, required=True),
    Field("office", ("ผู้ตัดสิน", "หน่วยงานที่ตัดสิน", "หน่วยงาน")),
    Field("date", ("วันที่ตัดสิน", "วันที่"), TextKind.DATE),
    Field("reason", ("เหตุผล",)),
)
