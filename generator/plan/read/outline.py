"""The area's border: a file of JSON that another program drew. Bounded; not interpreted here."""

from __future__ import annotations

import json
from pathlib import Path

from generator.machine.layout import OUTLINE, OUTLINE_NAME
from generator.plan.read.opened import opened
from generator.plan.uploads import is_pointer
from generator.problems import Place, Report

# Two hundred thousand points, each to fifteen places of a degree; a province has a tenth of them.
MOST_BYTES = 10_000_000
_DRAW_AGAIN = "ส่งออกเส้นขอบเป็น GeoJSON ใหม่จากโปรแกรมแผนที่ หรือลบไฟล์นี้ เว็บไซต์ทำงานได้โดยไม่มีเส้นขอบ"


def read_outline(root: Path, report: Report) -> object:
    """Return what the file of the area's border says, as JSON; None where there is none.

    One that is too large, or no JSON, is a problem and gives None.
    """
    file = root / OUTLINE
    if not file.is_file():
        return None
    if file.stat().st_size > MOST_BYTES:
        reason = f"เพราะไฟล์ใหญ่กว่า {MOST_BYTES // 1_000_000} เมกะไบต์"
        _refuse(report, reason, "ลดจำนวนจุดในโปรแกรมแผนที่ (simplify) แล้วบันทึกใหม่")
        return None
    data = opened(root, OUTLINE, report)
    if data is None:
        return None
    if is_pointer(data):
        report.add("file-lfs", Place(OUTLINE))
        return None
    try:
        told: object = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # UnicodeDecodeError is one
        _refuse(report, "เพราะข้างในไม่ใช่ JSON ที่อ่านได้", _DRAW_AGAIN)
        return None
    return told


def _refuse(report: Report, reason: str, todo: str) -> None:
    report.add("outline-unreadable", Place(OUTLINE), OUTLINE_NAME, reason=reason, todo=todo)
