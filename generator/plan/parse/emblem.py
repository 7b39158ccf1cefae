"""Pictures of the emblem → the one that pages show."""

from __future__ import annotations

from collections.abc import Mapping

from generator.machine.layout import EMBLEM_NAMES, PLANS
from generator.plan.emblem import reduced
from generator.plan.model import Emblem
from generator.plan.read import Cell
from generator.plan.read.emblem import MOST_BYTES
from generator.problems import Place, Report

_LAY = f"บันทึกภาพเป็น {PLANS}/{EMBLEM_NAMES[0]}"
_SMALLER = "ย่อภาพให้กว้างไม่เกิน 1,000 จุด แล้วบันทึกใหม่เป็น PNG หรือ JPEG"
_AGAIN = "เปิดภาพในโปรแกรมวาดภาพ แล้วบันทึกใหม่เป็น PNG (เปลี่ยนเพียงนามสกุลของไฟล์ไม่พอ) หรือลบไฟล์นี้"


def parse_emblem(named: Cell, pictures: Mapping[str, bytes], report: Report) -> Emblem | None:
    """Return the emblem as it is shown; None where there is none, or it cannot be used.

    `named` is what the organisation's file calls it, which may be left out; `pictures` are those
    that are there by the names that we know.
    """
    name = named.text.replace("\\", "/").removeprefix("./").removeprefix(f"{PLANS}/")
    if name and name not in pictures:
        known = name in EMBLEM_NAMES
        reason = "เพราะไม่พบไฟล์" if known else "เพราะระบบอ่านจากชื่อเดียว"
        wanted = _LAY if known else f"{_LAY} แล้วเขียน emblem: {EMBLEM_NAMES[0]}"
        _refuse(report, named.place, named.text, reason, f"{wanted} หรือลบบรรทัด emblem")
        return None
    name = name or next(iter(pictures), "")
    if not name:
        return None
    if not pictures[name]:
        reason = f"เพราะไฟล์ว่างเปล่า หรือใหญ่กว่า {MOST_BYTES // 1_000_000} เมกะไบต์"
        _refuse(report, Place(f"{PLANS}/{name}"), name, reason, _SMALLER)
        return None
    emblem = reduced(pictures[name])
    if emblem is None:
        reason = "เพราะไฟล์เสีย ใหญ่เกินสี่สิบล้านจุด หรือข้างในไม่ใช่ภาพ PNG หรือ JPEG"
        _refuse(report, Place(f"{PLANS}/{name}"), name, reason, _AGAIN)
    return emblem


def _refuse(report: Report, at: Place, value: str, reason: str, todo: str) -> None:
    report.add("emblem-unreadable", at, value, reason=reason, todo=todo)
