"""The report of an import as a table that Excel opens: rows, questions, sums, what is not used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.plan.formulas import guarded
from generator.plan.intake.imported.account import Told

_HEADINGS = (
    "เรื่อง", "รหัสโครงการ", "ที่มาในแบบ", "ลำดับที่", "ข้อความในแบบ", "งบประมาณ (บาท)", "เดือนตามที่วาด",
    "เดือนที่อ่านได้", "สิ่งที่ต้องตอบ หรือเหตุผล", "วิธีทำ", "รหัสข้อความ",
    "ยุทธศาสตร์ แผนงาน รายละเอียด สถานที่ หน่วยงาน",
)  # fmt: skip


def report_csv(told: Told) -> bytes:
    """Return the report as CSV in UTF-8 with its mark; no cell of it is run by a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for cells in _lines(told):
        blank = [""] * (len(_HEADINGS) - len(cells))
        writer.writerow([*map(guarded, cells), *blank])
    return out.getvalue().encode("utf-8-sig")


def _lines(told: Told) -> Iterator[tuple[str, ...]]:
    for row in told.rows:
        asked = "\n".join(row.questions)
        mended = f"ซ่อมข้อความ: {row.mended}" if row.mended else ""
        months = row.months if row.answered else row.understood
        yield (
            "แถว", row.id, row.place, row.number, row.name, row.budget, row.drawn, months,
            "\n".join(filter(None, (asked, mended))), "", " ".join(row.codes), row.stands,
        )  # fmt: skip
    for kind, many in (("คำถาม", told.questions), ("ควรทราบ", told.mentions)):
        for one in many:
            rows, places = ", ".join(one.rows), ", ".join(dict.fromkeys(one.places))
            yield (kind, rows, places, "", "", "", "", "", one.text, one.todo, one.code)
    for total in told.sums:
        agrees = {None: "แบบไม่พิมพ์ยอด", True: "ตรงกัน", False: "ไม่ตรงกัน"}[total.agrees]
        said = f"อ่านได้ {total.read}" + (f" แบบพิมพ์ {total.stated}" if total.stated else "")
        text = f"{agrees}: {said} {total.difference}".strip()
        yield ("ยอดรวม", "", total.place, "", total.where, "", "", "", text, "")
    for text, place, why in told.unused:
        yield ("ไม่ได้ใช้", "", place, "", text, "", "", "", why, "")
    for text in told.left:
        yield ("หาที่ไปไม่พบ", "", "", "", text, "", "", "", "โปรแกรมไม่ได้ใช้และไม่ได้บอกเหตุผล", "")
    for note in (*told.notes, *told.changes):
        yield ("หมายเหตุ", "", "", "", "", "", "", "", note, "")
