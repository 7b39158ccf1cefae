"""What offices call the columns of their forms: one place for these habits.

`wording.py` has the words of rows that are no projects.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain
from operator import itemgetter

from generator.plan.model.vocabulary import PROGRAMMES
from generator.thai.dates import MONTHS
from generator.thai.text import arabic_digits

_CENTURY = 2500

# By the code names of columns: what forms call them besides, beyond what our own tables do.
FORM_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ordinal": ("เลขที่", "ข้อ", "ข้อที่", "ลำดับโครงการ", "ลำดับความสำคัญ", "No", "ที่/ลำดับ"),
    "name": (
        *("ชื่อโครงการ/กิจกรรม", "ชื่อโครงการ/รายการ", "โครงการ/รายการ", "รายการ", "กิจกรรม", "ชื่อครุภัณฑ์"),
        *("รายการครุภัณฑ์", "โครงการ/กิจกรรม/รายการ", "แผนงาน/โครงการ/กิจกรรม", "ชื่อแผนงาน/โครงการ"),
        *("โครงการและกิจกรรม", "งาน/โครงการ", "ชื่อโครงการและกิจกรรม", "ครุภัณฑ์/รายการ", "ประเภทครุภัณฑ์"),
    ),
    "detail": (
        *("รายละเอียดของโครงการ", "รายละเอียดกิจกรรมที่เกิดขึ้นจากโครงการ", "รายละเอียดครุภัณฑ์"),
        *("รายละเอียดของกิจกรรมที่เกิดจากโครงการ", "กิจกรรมที่เกิดขึ้นจากโครงการ", "คุณลักษณะ"),
        *("คุณลักษณะเฉพาะ", "ลักษณะงาน", "รายละเอียดโครงการ/กิจกรรม", "รายละเอียดของกิจกรรม/โครงการ"),
    ),
    "budget": (
        *("งบประมาณที่ตั้งไว้", "งบประมาณที่ตั้ง", "วงเงินงบประมาณ", "จำนวนงบประมาณ", "งบประมาณรวม"),
        *("จำนวนเงิน", "วงเงิน", "งบประมาณที่ได้รับ", "งบประมาณที่อนุมัติ", "งบประมาณที่ได้รับจัดสรร"),
    ),
    "source": (
        *("ที่มาของงบประมาณ", "ที่มางบประมาณ", "แหล่งที่มา", "แหล่งที่มางบประมาณ", "แหล่งเงินงบประมาณ"),
        *("ประเภทงบประมาณ", "ที่มา", "ที่มาของเงิน", "แหล่งงบ", "งบประมาณจาก", "ประเภทเงิน"),
    ),
    "place": (
        *("พื้นที่ดำเนินการ", "พื้นที่", "สถานที่ดำเนินงาน", "สถานที่ดำเนินโครงการ", "พื้นที่เป้าหมาย"),
        *("สถานที่/พื้นที่ดำเนินการ", "พื้นที่/สถานที่ดำเนินการ", "สถานที่จัดโครงการ"),
    ),
    "unit": (
        *("หน่วยงานหลัก", "หน่วยงาน", "ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบหลัก", "หน่วยงานดำเนินการ"),
        *("หน่วยดำเนินการ", "ส่วนราชการที่รับผิดชอบ", "ส่วนราชการ", "กอง/สำนัก", "สำนัก/กอง"),
        *("หน่วยงานผู้รับผิดชอบ", "หน่วยงานเจ้าของโครงการ", "หน่วยงานรับผิดชอบโครงการ"),
        *("กอง/หน่วยงาน", "ส่วนราชการ/หน่วยงาน", "หน่วยงาน/ผู้รับผิดชอบ", "ส่วนราชการผู้รับผิดชอบ"),
    ),
    "period": ("ระยะเวลาดำเนินงาน", "ช่วงเวลาดำเนินการ", "ระยะเวลาดำเนินโครงการ", "ห้วงเวลา"),
    "status": ("สถานะโครงการ", "สถานะการดำเนินงาน", "สถานะการดำเนินการ"),
    "percent": ("ร้อยละผลงาน", "ร้อยละความสำเร็จ", "ความก้าวหน้า (ร้อยละ)"),
    "spent": (
        *("เบิกจ่ายจริง", "งบประมาณที่เบิกจ่าย", "งบประมาณที่ใช้", "งบประมาณที่ใช้จริง", "ผลการเบิกจ่าย"),
        *("เบิกจ่ายแล้ว", "งบประมาณที่เบิกจ่ายจริง", "งบประมาณที่เบิกจ่ายแล้ว", "งบประมาณที่ใช้ไป"),
    ),
    "result": ("ผลที่ได้รับ", "ผลงาน", "ผลการปฏิบัติงาน", "ผลดำเนินการ"),
    "problem": ("ปัญหาและอุปสรรค", "ปัญหาและข้อขัดข้อง"),
    "change": (
        *("ประเภทการเปลี่ยนแปลง", "รายการเปลี่ยนแปลง", "เพิ่มเติม/แก้ไข/ยกเลิก", "เพิ่มเติม/เปลี่ยนแปลง"),
        *("การแก้ไข", "เพิ่มเติม/แก้ไข", "การเพิ่มเติม/เปลี่ยนแปลง", "สถานะการแก้ไข"),
    ),
    "reason": (
        *("เหตุผลความจำเป็น", "เหตุผลและความจำเป็น", "เหตุผลในการเปลี่ยนแปลง", "เหตุผลในการแก้ไข"),
        *("เหตุผลที่ขอแก้ไข", "เหตุผลประกอบ", "เหตุผลที่เปลี่ยนแปลง"),
    ),
}
#: What these forms say again and again: by them a sign is told that a file does not name.
WORDS_OF_FORMS: tuple[str, ...] = tuple(
    dict.fromkeys(
        word
        for text in (
            *chain.from_iterable(FORM_HEADINGS.values()),
            *(one.name for one in PROGRAMMES),
            *MONTHS,
            "โครงการ กิจกรรม งบประมาณ สถานที่ หน่วยงานรับผิดชอบหลัก รายละเอียดของกิจกรรม ลำดับ แผนงาน",
            "ยุทธศาสตร์",
            "แผนการดำเนินงาน ประจำปีงบประมาณ บัญชีจำนวนโครงการพัฒนาท้องถิ่น กิจกรรมและงบประมาณ พัฒนาด้าน",
            "องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลตำบล เทศบาลเมือง เทศบาลนคร อำเภอ จังหวัด",
            "โครงสร้างพื้นฐาน รวมทั้งสิ้น ก่อสร้าง ปรับปรุง ส่งเสริม สนับสนุน คอนกรีตเสริมเหล็ก ฝึกอบรม จัดซื้อ",
            "ครุภัณฑ์ หมู่ที่ หมู่บ้าน ชุมชน ประชาชน ผู้สูงอายุ สำนักปลัด กองช่าง กองคลัง กองการศึกษา สาธารณสุข",
            "สิ่งแวดล้อม ประเพณี วัฒนธรรม ป้องกัน ท่อระบายน้ำ ซ่อมแซม ไฟฟ้าสาธารณะ ขนาดกว้าง จำนวน อุดหนุน",
        )
        for word in re.findall("[ก-๙]{5,}", text)
    )
)
# Of what a heading is that says more than its column's name, or says it otherwise.
_PARTS_OF_HEADINGS = (
    ("ordinal", re.compile(r"ลำดับ")),
    ("source", re.compile(r"แหล่ง(?:ที่มา|งบ|เงิน)|ที่มาของ(?:งบ|เงิน)")),
    ("budget", re.compile(r"งบประมาณ|วงเงิน|จำนวนเงิน|^งบ(?:ฯ|$|\()|^รวมเงิน|^รวมเป็นเงิน|^ราคารวม")),
    ("unit", re.compile(r"หน่วยงาน|ส่วนราชการ|ผู้รับผิดชอบ|^ผู้ดำเนินการ|^กอง(?!ทุน)|^สำนัก|^ฝ่าย")),
    ("place", re.compile(r"สถานที่|พื้นที่|^ที่ตั้ง|^location", re.IGNORECASE)),
    ("detail", re.compile(r"รายละเอียด|คุณลักษณะ|^ปริมาณงาน|^ลักษณะ")),
    ("name", re.compile(r"โครงการ|ครุภัณฑ์|กิจกรรม|รายการ|^ชื่อ$|^project", re.IGNORECASE)),
    ("note", re.compile(r"หมายเหตุ")),
)
# A further column of the plan's money; what was spent or moved of it is none.
_MORE_MONEY = re.compile(
    r"งบประมาณ|วงเงิน|จำนวนเงิน"
    r"|(?:งบ|เงิน)(?:ของ|จาก)?\(?(?:อุดหนุน|สะสม|รายได้|กู้|สำรอง|นอกงบ|เทศบาล|ท้องถิ่น|อบต|อบจ|ทต|ทม|ทน|จังหวัด|กรม"
    r"|รัฐบาล|กองทุน|อื่น|ส่วนกลาง|สมทบ|บริจาค|ลงทุน|ดำเนินงาน|รายจ่าย|ตนเอง)"
)
_NOT_PLANNED = re.compile(r"จ่าย(?!ขาด)|ใช้|เหลือ|โอน|ต่อหน่วย|แหล่ง|ที่มา|ประเภท|หมวด|ร้อยละ|%")
# Of which state of the plan a column of money is: only one of them is the amount.
_STAGE = re.compile(r"ตัวอักษร|ตัวหนังสือ|แผน|อนุมัติ|จัดสรร|ที่ตั้ง|ตั้งไว้|บัญญัติ|ได้รับ|ปรับ|ประมาณการ|เสนอ|ขอ")
_MONEY_OF_YEAR = re.compile(r"(?<![0-9])(25[0-9]{2})(?![0-9])|ปี(?:งบประมาณ)?([5-9][0-9])(?![0-9])")
# A column of ticks for how a project went, where that is no status of ours: `ไม่เสร็จ`.
_OUTCOME = re.compile(
    r"(?:(?:ยัง)?ไม่(?:ได้|แล้ว)?(?:เสร็จ|ดำเนินการ|ดำเนินงาน|ทำ|เริ่ม)|(?:อยู่)?ระหว่าง(?:การ)?(?:ดำเนินการ|ดำเนินงาน|ทำ)?"
    r"|กำลัง(?:ดำเนินการ|ดำเนินงาน|ทำ)|(?:ดำเนินการ|ทำ)?(?:แล้ว)?เสร็จ|ดำเนินการ(?:แล้ว|ได้)|รอดำเนินการ)"
    r"(?:สิ้น|แล้ว|เรียบร้อย|(?:ทัน)?ตาม(?:แผน|กำหนด|เป้าหมาย)|บางส่วน)*"
)
_TICK = re.compile(r"[/\\✓✔√☑☒×xXvVPüÖ●•■*1]{1,2}")
_DISTRICTS = frozenset({"อำเภอ", "ตำบล", "หมู่บ้าน", "หมู่ที่", "หมู่", "ชุมชน", "อำเภอ/ตำบล", "ตำบล/อำเภอ"})
_SUM_OF = re.compile(r"รวม|ทั้งสิ้น|ทั้งหมด")


def part_of_heading(text: str, taken: Collection[str]) -> str:
    """Return which column a heading most likely names, of those not `taken`; empty for none."""
    plain = "".join(text.split())
    found = [
        (match.start(), code)
        for code, pattern in _PARTS_OF_HEADINGS
        if (match := pattern.search(plain))
    ]
    code = min(found, key=itemgetter(0))[1] if found else ""
    return "" if code in taken else code


def heads_a_sum(heading: str) -> bool:
    """Whether a heading of money says that it is the sum of those beside it."""
    return bool(_SUM_OF.search(heading))


def heads_an_outcome(heading: str) -> bool:
    """Whether a heading says how a project went, so that what stands below it are ticks."""
    return bool(_OUTCOME.fullmatch(heading))


def is_tick(text: str) -> bool:
    """Whether a text only ticks the cell in which it stands: `✓`, `/`, `x`."""
    return bool(_TICK.fullmatch(text))


def heads_more_money(heading: str) -> bool:
    """Whether a heading names money of the plan, one of several: `งบ อบจ.`, `วงเงินที่อนุมัติ`."""
    plain = "".join(heading.split())
    return bool(_MORE_MONEY.match(plain)) and not _NOT_PLANNED.search(plain)


def heads_a_stage(heading: str) -> bool:
    """Whether a heading of money says of which state of the plan it is, as planned or approved."""
    return bool(_STAGE.search("".join(heading.split())))


def year_of_money(heading: str) -> int:
    """Return the Buddhist year whose money stands below a heading, 0 for none or several."""
    found = _MONEY_OF_YEAR.findall(arabic_digits("".join(heading.split())))
    if len(found) != 1:
        return 0
    long, short = found[0]
    return int(long) if long else _CENTURY + int(short)


def heads_a_district(heading: str) -> bool:
    """Whether a heading names a part of the country, which is a place where no other column is."""
    return "".join(heading.split()) in _DISTRICTS
