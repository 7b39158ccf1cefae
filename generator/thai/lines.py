"""Where a line of Thai must not break: within words, and between figures and their units.

Owns blanks and patterns; knows no markup.
"""

import re

from generator.thai.villages import LONG

NBSP = "\u00a0"
# A blank between a figure and its unit, or between a word and the figure it counts.
_FIGURE = "[0-9๐-๙]"
_UNITS = (
    "เมตร|ม\\.|กม\\.|กิโลเมตร|ตร\\.ม\\.|ตารางเมตร|ลบ\\.ม\\.|ลูกบาศก์เมตร|ซม\\.|เซนติเมตร|นิ้ว|ลิตร|กิโลกรัม|"
    "ไร่|วัตต์|บีทียู|บาท|ล้านบาท|วัน|เดือน|ปี|ครั้ง|คน|ราย|แห่ง|จุด|สาย|ชุด|เครื่อง|คัน|ตัว|หลัง|ต้น|"
    "หมู่บ้าน|ครัวเรือน|โครงการ"
)
_COUNTED = (*LONG, "ระยะที่", "ช่วงที่", "ซอย", "กว้าง", "ยาว", "หนา", "พ.ศ.", "หน้า", "ลำดับ")
_NUMBER_AND_UNIT = re.compile(
    f"(?<={_FIGURE}) (?=(?:{_UNITS}))"
    + "".join(f"|(?<={re.escape(word)}) (?={_FIGURE})" for word in _COUNTED)
)
# A pattern of what Thai would break inside the word, too.
VILLAGE_NUMBER = f"หมู่ที่[ {NBSP}]?{_FIGURE}+(?:[–-]{_FIGURE}+)?"
# Words that a browser's dictionary takes for two: those that offices write most.
COMPOUNDS = (
    *("ปีงบประมาณ", "งบประมาณ", "แผนงาน", "ดำเนินงาน", "ดำเนินการ", "หน่วยงาน", "รับผิดชอบ", "ท้องถิ่น"),
    *("ปิดประกาศ", "เผยแพร่", "เบิกจ่าย", "เบี้ยยังชีพ", "เงินสะสม", "เพิ่มขึ้น", "ความก้าวหน้า", "แล้วเสร็จ"),
    *("ต่อเนื่อง", "ระยะเวลา", "วันที่", "หมู่ที่", "สถานที่", "พื้นฐาน", "ร้อยละ", "รายละเอียด", "รายชื่อ"),
    *("ผู้บริหาร", "คณะกรรมการ", "เจ้าหน้าที่", "ข้อสังเกต", "ข้อเสนอแนะ", "ประเมินผล", "คำศัพท์"),
)


def bound(text: str) -> str:
    """Return `text` with no blank at which a line may break."""
    return text.replace(" ", NBSP)


def bound_units(text: str) -> str:
    """Return `text` with numbers kept on one line with their unit, and หมู่ที่ with its number."""
    return _NUMBER_AND_UNIT.sub(NBSP, text)
