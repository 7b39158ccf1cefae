"""A reason tells why something was withdrawn, for good and to everybody: never what it was.

Held against all that was covered, not against whole texts alone: of a cell that was covered whole
nobody knows which of its words name somebody, and a surname tells as much as a full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.plan.model import MASK, covered_pieces
from generator.plan.withdraw.needles import Folded, fold

# So many signs that follow each other in both are the same words; letters without their marks.
_RUN, _LETTERS = 4, 3
_LEAST_PIECE = 2
_LEAST_NUMBER = 3
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Words in which reasons are written, and plans too: they name nobody.
_COMMON = """
ข้อมูล ส่วนบุคคล บุคคล ประชาชน ราษฎร ชาวบ้าน ครัวเรือน ครอบครัว นักเรียน ผู้สูงอายุ ผู้พิการ
ผู้ป่วย ผู้ยากไร้ ผู้รับ ผู้มี ผู้ขอ ผู้ใด เด็ก เจ้าของ เจ้าหน้าที่ ชื่อ นามสกุล สกุล ที่อยู่
บ้านเลขที่ เลขที่ บ้าน หมายเลข โทรศัพท์ เบอร์โทร เบอร์ เลขประจำตัว ประจำตัว บัตร สุขภาพ ภาพถ่าย
รูปถ่าย พิกัด ตำแหน่ง ที่ตั้ง ที่ดิน สถานที่ หมู่บ้าน หมู่ที่ หมู่ ตำบล อำเภอ จังหวัด หมายเหตุ
รายละเอียด รายการ รายชื่อ รายงาน โครงการ กิจกรรม เอกสาร ข้อความ ถ้อยคำ ผลการดำเนินการ ดำเนินการ
ปัญหาอุปสรรค แผน ฉบับ แถว ช่อง หน่วยงาน องค์การบริหารส่วน เทศบาล คุ้มครอง กฎหมาย พระราชบัญญัติ
พ.ร.บ. ความยินยอม ยินยอม คำขอ ร้องขอ ขอให้ ขอถอน เพราะ เนื่องจาก ปรากฏ เปิดเผย เผยแพร่ ประกาศ
ระบุ บอก เกินจำเป็น จำเป็น พิมพ์ ผิดพลาด ไม่ควร ไม่ได้ ต้อง ของ และ หรือ ตาม เป็น อยู่ ให้ ได้
จาก กับ ไม่ ซึ่ง ว่า การ ความ แล้ว เพื่อ โดย ทราบ ซ่อมแซม ปรับปรุง ก่อสร้าง ช่วยเหลือ สงเคราะห์
จัดซื้อ อุดหนุน ถนน สาธารณะ ปีงบประมาณ งบประมาณ เงิน วันที่ มกราคม กุมภาพันธ์ มีนาคม เมษายน
พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
"""
_KNOWN = re.compile("|".join(sorted(map(re.escape, _COMMON.split()), key=len, reverse=True)))
_DIGIT = re.compile(r"\d")
_YEAR = re.compile("25[0-9]{2}")


def gone_from(was: str, now: str) -> tuple[str, ...]:
    """Return what a text says no more: the pieces that are covered, or all of it."""
    if not was or was == now:
        return ()
    return covered_pieces(was, now) or (was,)


def covered_reason(reason: str, gone: Iterable[str]) -> str:
    """Return a reason with █ for what it tells of texts that are gone; itself where nothing is."""
    told = fold(reason)
    hit = [False] * len(told.signs)
    kept = _KNOWN.sub(lambda found: "\0" * len(found[0]), reason)
    for text in dict.fromkeys(gone):
        signs = fold(text).signs
        for at, size in _shared(told, kept, signs):
            hit[at : at + size] = [True] * size
    return _masked(reason, told, hit)


def _shared(told: Folded, kept: str, signs: str) -> Iterable[tuple[int, int]]:
    """Yield where a reason says the same: from which sign, and how many."""
    numbers = {one for one in re.findall(r"\d+", signs) if len(one) >= _LEAST_NUMBER}
    for found in re.finditer(r"\d+", told.signs):
        if found[0] in numbers and not _YEAR.fullmatch(found[0]):
            yield found.start(), len(found[0])
    short = len(signs) < _RUN or len(_MARKS.sub("", signs)) < _LETTERS
    size = len(signs) if short else _RUN
    if size < _LEAST_PIECE or signs.isdecimal():
        return
    for at in range(len(told.signs) - size + 1):
        run = told.signs[at : at + size]
        letters = len(_MARKS.sub("", run)) >= (1 if short else _LETTERS)
        common = "\0" in kept[told.starts[at] : told.ends[at + size - 1]]
        if run in signs and letters and not common and not _DIGIT.search(run):
            yield at, size


def _masked(reason: str, told: Folded, hit: list[bool]) -> str:
    made, at = "", 0
    for index, covered in enumerate(hit):
        if covered:
            made += reason[at : told.starts[index]]
            made += "" if made.endswith(MASK) and not reason[at : told.starts[index]] else MASK
            at = max(at, told.ends[index])
    return made + reason[at:]
