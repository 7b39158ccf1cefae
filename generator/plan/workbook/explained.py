"""What the sheet of explanations in our workbooks says: each column, and how some are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.own_sheets import SIGNED
from generator.plan.workbook.choices import Choice

_HOW = {
    TextKind.LISTED: "เลือกจากรายการในช่อง",
    TextKind.MONTH: "เลือกเดือนจากรายการในช่อง",
    TextKind.DATE: "วัน เดือน ปี พ.ศ. เช่น 31 ต.ค. 2569",
    TextKind.AMOUNT: "พิมพ์ตัวเลขเป็นบาท ไม่ต้องใส่จุลภาค",
    TextKind.MARK: "✓ ในเดือนที่ทำงาน เดือนที่ไม่ทำให้เว้นว่าง",
}
_FREE = "ข้อความ"

# By a column that they tell of: shown where the table has it.
_SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "start": (
        "เดือนที่ทำงาน",
        (
            "เลือกเดือนเริ่มและเดือนสิ้นสุดจากรายการ ทำเดือนเดียวให้เลือกเดือนเดียวกันทั้งสองช่อง",
            "ถ้าทำแล้วเว้นช่วง ให้ลบสองคอลัมน์นี้ แล้วเพิ่มสิบสองคอลัมน์หัว ต.ค. พ.ย. … ก.ย. ใส่ ✓ ในเดือนที่ทำ",
        ),
    ),
    "month-10": (
        "เดือนที่ทำงาน",
        ("ใส่ ✓ ในทุกเดือนที่ทำงาน เดือนที่ไม่ทำให้เว้นว่าง ไม่ต้องขีดหรือระบายสี",),
    ),
    "villages": (
        "หมู่บ้าน",
        ("หลายหมู่คั่นด้วยจุลภาค เช่น 1, 3, 5 ช่วงเขียน 1-12 ทุกหมู่เขียน ทั้งตำบล",),
    ),
    "owner": (
        "เจ้าของโครงการ",
        ("โครงการของหน่วยงานอื่นในพื้นที่ให้เลือกว่าเป็นของใคร เว้นว่างคือองค์กรดำเนินการเอง",),
    ),
    "status": (
        "รายงานความก้าวหน้า",
        (
            "แถวสีเทาคือรายงานที่มีอยู่แล้ว อย่าแก้หรือลบ",
            "แถวที่มีแต่รหัสและชื่อรอรายงานใหม่ กรอกเฉพาะโครงการที่จะรายงาน แถวที่ไม่กรอกไม่ถูกนับ",
            "รายงานล่าสุดของแต่ละโครงการอยู่ในความเห็นของช่อง “สถานะ”",
        ),
    ),
    "change": (
        "การเพิ่มเติม แก้ไข เปลี่ยนแปลง",
        (
            "กรอกเฉพาะโครงการที่เพิ่ม แก้ไข หรือยกเลิก แก้ไขและยกเลิกใช้รหัสเดิมของโครงการที่ประกาศแล้ว",
            "แถวแก้ไข: ช่องที่เว้นว่างคือไม่เปลี่ยน ใส่ - คือลบค่าเดิม",
            "แถวยกเลิก: กรอกเพียงรหัส การเปลี่ยนแปลง และเหตุผล แถวเพิ่ม: กรอกเหมือนโครงการในแผน",
        ),
    ),
}


def explained(
    file: str, fields: Sequence[Field[Any]], lists: Mapping[str, Choice]
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the sheet: a text alone, or column, whether it must be filled, and how."""
    yield (f"{SIGNED} · วิธีกรอก {file}",)
    yield ("คอลัมน์", "ต้องกรอก", "ความหมาย", "วิธีกรอก")
    for field in fields:
        must = "ต้องกรอก" if field.required else ""
        yield (field.name, must, _meaning(field), _how(field, lists))
    codes = {field.code for field in fields}
    for code, (title, lines) in _SECTIONS.items():
        if code in codes:
            yield ("",)
            yield (title,)
            yield from ((line,) for line in lines)
    yield ("",)
    yield (f"กรอกเสร็จแล้วบันทึกเป็น {file} ในโฟลเดอร์ของปีนั้น แล้วสั่ง phaen check",)


def _meaning(field: Field[Any]) -> str:
    return (field.meaning or "").replace(" ข้างล่าง", " ด้านล่าง").replace("`", "")


def _how(field: Field[Any], lists: Mapping[str, Choice]) -> str:
    if field.code in lists:
        closed = lists[field.code].closed
        return "เลือกจากรายการในช่อง" if closed else "เลือกจากรายการ หรือพิมพ์เอง"
    if field.kind is TextKind.LISTED:
        return _FREE
    return _HOW.get(field.kind, _FREE)
