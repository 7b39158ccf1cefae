"""A year's plan in our own workbook, with as many rows as asked for: invented, of every column.

openpyxl's cells carry no types, hence `Any`.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from typing import Any

import openpyxl

from generator.plan.fields import project_fields
from generator.plan.model import Organization, Plan
from generator.plan.workbook import projects_workbook
from generator.plan.workbook.choices import choices

_WORKS = (
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก สาย{place} ช่วงที่ {n} กว้าง 4 เมตร ยาว {size} เมตร หนา 0.15 เมตร",
    "ก่อสร้างรางระบายน้ำคอนกรีตเสริมเหล็กรูปตัวยู ซอย {n} {place} ยาว {size} เมตร",
    "ซ่อมแซมผิวจราจรแอสฟัลท์ติกคอนกรีต {place} ซอย {n} พื้นที่ไม่น้อยกว่า {size} ตารางเมตร",
    "ขุดลอกลำเหมืองสาธารณะ {place} สายที่ {n} ยาวไม่น้อยกว่า {size} เมตร พร้อมกำจัดวัชพืช",
    "ติดตั้งโคมไฟฟ้าสาธารณะพลังงานแสงอาทิตย์ {place} ซอย {n} จำนวน {size} จุด",
    "ฝึกอบรมอาชีพระยะสั้นแก่ประชาชน {place} รุ่นที่ {n} จำนวน {size} คน",
    "จัดซื้อครุภัณฑ์คอมพิวเตอร์สำหรับงานประมวลผล {place} แบบที่ {n} จำนวน {size} เครื่อง",
    "รณรงค์ป้องกันและควบคุมโรคไข้เลือดออก {place} ครั้งที่ {n} จำนวน {size} ครัวเรือน",
)
_DETAILS = (
    "ตามแบบแปลนของเทศบาล พร้อมป้ายโครงการ และตรวจรับตามระเบียบพัสดุ",
    "ตามแบบมาตรฐานกรมส่งเสริมการปกครองท้องถิ่น พร้อมตรวจรับงาน",
    "โดยประชุมชี้แจง ดำเนินการตามแผน ติดตามและประเมินผล",
    "ตามปริมาณงานที่กำหนดในแบบ และคุณลักษณะเฉพาะที่คณะกรรมการกำหนด",
)
_SOURCES = ("เทศบัญญัติงบประมาณรายจ่าย", "เงินอุดหนุนเฉพาะกิจ", "เงินสะสม", "เงินอุดหนุนทั่วไป")


def large_workbook(organization: Organization, plan: Plan, rows: int, fault: str = "") -> bytes:
    """Return `projects.xlsx` as `phaen template` makes it, filled in to its last column.

    A `fault` is written before every amount, which then is none.
    """
    book = openpyxl.load_workbook(io.BytesIO(projects_workbook(organization, plan)))
    sheet: Any = book.worksheets[0]
    fields = [field for field in project_fields() if field.offered]
    columns = [
        (field.code, sheet.column_dimensions[sheet.cell(1, at).column_letter]._style)
        for at, field in enumerate(fields, start=1)
    ]
    for number, texts in enumerate(_rows(organization, plan, rows), start=2):
        for column, (code, style) in enumerate(columns, start=1):
            cell = sheet.cell(number, column)
            cell._style = style  # as Excel gives a cell the format of its column
            value = texts.get(code)
            cell.value = f"{fault}{value}" if fault and code == "budget" else value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(organization: Organization, plan: Plan, rows: int) -> Iterator[dict[str, Any]]:
    """Yield rows by the codes of their columns, spread over all that the lists offer."""
    chance = random.Random(rows)  # the same each time
    lists = choices(organization, plan)
    villages = organization.villages
    for number in range(1, rows + 1):
        village = chance.choice(villages)
        start = chance.randrange(9)
        name = _WORKS[number % len(_WORKS)].format(
            place=village.name, n=number // len(_WORKS) + 2, size=chance.randrange(20, 900)
        )
        yield {
            **{code: chance.choice(lists[code].texts) for code in ("tactic", "programme", "unit")},
            "id": f"{plan.year.label}-{number:05}",
            "strategy": lists["strategy"].texts[number % len(plan.strategies)],
            "form": lists["form"].texts[0],
            "name": name,
            "detail": f"{name} {chance.choice(_DETAILS)}",
            "budget": chance.randrange(10_000, 5_000_000),
            "source": chance.choice(_SOURCES),
            "place": f"{village.name} หมู่ที่ {village.number} {organization.name}",
            "villages": str(village.number),
            "partners": chance.choice(lists["partners"].texts) if number % 4 == 0 else None,
            "owner": lists["owner"].texts[0],
            "start": lists["start"].texts[start],
            "end": lists["end"].texts[start + 3],
            "count": str(chance.randrange(1, 5)),
            "plan_ref": f"แผนพัฒนาท้องถิ่น (พ.ศ. 2566–2570) หน้า {number % 400} ลำดับ {number % 20}",
            "note": "ดำเนินการเมื่อได้รับจัดสรรงบประมาณ" if number % 5 == 0 else None,
        }
