"""What can be wrong with a sealed year, in words for those who check it."""

from __future__ import annotations

from dataclasses import dataclass

NOT_A_ZIP = "ไม่ใช่แฟ้ม zip ที่สมบูรณ์"
UNSAFE_NAME = "ชื่อแฟ้มในแฟ้มปิดผนึกไม่ปลอดภัย จึงไม่เปิดแฟ้มนี้"
NAME_TWICE = "มีชื่อแฟ้มซ้ำกัน หรือต่างกันเพียงตัวพิมพ์ จึงไม่เปิดแฟ้มนี้"
NOT_PLAIN = "เป็นลิงก์ ถูกเข้ารหัสลับ หรือถูกบีบอัด จึงไม่เปิดแฟ้มนี้"
OVERLAPS = "ข้อมูลในแฟ้ม zip วางซ้อนกันหรือเกินจากที่ควร จึงไม่เปิดแฟ้มนี้"
NOT_AS_PACKED = "ส่วนหัวของแฟ้มนี้ใน zip ถูกเปลี่ยน"
MISSING = "หายไป"
NOT_LISTED = "เกินมา ไม่อยู่ในบัญชีของแฟ้มปิดผนึก"
CHANGED = "เนื้อหาไม่ตรงกับค่า sha256 และ sha512 ที่ปิดผนึกไว้"
LIST_CHANGED = "บัญชีค่าตรวจสอบถูกเปลี่ยน"
FOREIGN = "ไม่ใช่แฟ้มที่ Phaen รุ่นใดที่รุ่นนี้รู้จักทำขึ้น จึงไม่เผยแพร่"
FOREIGN_KIND = "ไม่ใช่ชนิดแฟ้มที่แผนเผยแพร่ได้"
UNGUARDED = "หน้านี้อาจเรียกใช้โปรแกรมอื่น หรือพาผู้อ่านไปที่อื่น จึงไม่เผยแพร่"
NOT_DATA = "มีสิ่งอื่นนอกจากข้อมูล จึงไม่เผยแพร่"
UNFIT_PAPER = "เอกสารนี้มีโปรแกรม หรือเนื้อหาไม่ตรงกับนามสกุล จึงไม่เผยแพร่"
NOT_OF_THE_YEAR = "แฟ้มปิดผนึกของปีหนึ่งไม่มีแฟ้มชื่อนี้ จึงไม่เผยแพร่"
LACKING = "ไม่มีแฟ้มนี้ ทั้งที่แฟ้มปิดผนึกของปีหนึ่งต้องมี"
FORMULA = "มีช่องที่โปรแกรมตารางจะอ่านเป็นสูตร จึงไม่เผยแพร่"
NOT_A_TABLE = "ไม่ใช่ตารางข้อมูลตามแบบที่ Phaen เขียน"
NOT_TEXT = "ไม่ใช่แฟ้มข้อความ"
NOT_AN_EMBLEM = "ไม่ใช่ตราขององค์กรตามแบบที่ Phaen วาด จึงไม่เผยแพร่"
NOT_A_CARD = "ไม่ใช่ภาพแชร์ตามแบบที่ Phaen วาด จึงไม่เผยแพร่"
OTHER_YEAR = "บอกปีอื่น ไม่ใช่ปีของแฟ้มปิดผนึกนี้"
OTHER_TOTALS = "ยอดรวมหรือจำนวนโครงการไม่ตรงกับรายการโครงการในแฟ้มปิดผนึกเดียวกัน"
OTHER_ROWS = "รายการโครงการไม่ตรงกับ year.json ในแฟ้มปิดผนึกเดียวกัน"
OTHER_TABLE = "ไม่ตรงกับไฟล์ CSV ของตารางเดียวกันในแฟ้มปิดผนึกเดียวกัน หรือมีสิ่งอื่นนอกจากข้อมูลนั้น"
OTHER_IMAGE = "ภาพไม่ตรงกับค่า sha256 ที่ year.json จดไว้"
YEAR_UNREADABLE = "เป็นบทสรุปของปีที่ Phaen รุ่นนี้อ่านไม่ได้"
NOT_IN_CHAIN = "ค่า sha256 ของแฟ้มไม่ตรงกับที่บันทึกไว้ใน plans/seals.txt"
CHAIN_BROKEN = "บรรทัดนี้ถูกเปลี่ยน หรือไม่ต่อจากบรรทัดก่อนหน้า"
CHAIN_TOO_LONG = "บัญชีนี้ยาวเกินกว่าที่การปิดผนึกจะเขียน จึงไม่อ่าน"
DAY_EARLIER = "บรรทัดนี้ลงวันที่ก่อนบรรทัดข้างบน"
DAY_NOT_OVER = "บรรทัดนี้ลงวันที่ก่อนปีงบประมาณนั้นสิ้นสุด"
SITE_CHANGED = "แฟ้มบนเว็บไซต์ไม่ตรงกับที่ปิดผนึกไว้"
SITE_EXTRA = "แฟ้มบนเว็บไซต์เกินจากที่ปิดผนึกไว้"
SOURCE_CHANGED = "แฟ้มต้นทางไม่ตรงกับที่ปิดผนึกไว้"
SIGNATURE_WRONG = "ลายเซ็นไม่ตรงกับแฟ้มปิดผนึก หรือผู้ลงนามไม่อยู่ใน plans/allowed_signers"
SIGNATURE_UNCHECKED = (
    "มีลายเซ็น แต่ตรวจไม่ได้ เพราะไม่มีแฟ้ม plans/allowed_signers หรือไม่มีโปรแกรม ssh-keygen"
)
# What is whole, but must not be published; what contradicts itself; all else but a summary that
# is not understood is damage.
_HARMS = frozenset({
    FOREIGN, FOREIGN_KIND, UNGUARDED, NOT_DATA, UNFIT_PAPER, NOT_OF_THE_YEAR, LACKING, FORMULA,
    NOT_A_TABLE, NOT_TEXT, NOT_A_CARD, NOT_AN_EMBLEM,
})  # fmt: skip
_UNTRUTHS = frozenset({OTHER_YEAR, OTHER_TOTALS, OTHER_ROWS, OTHER_TABLE, OTHER_IMAGE})


@dataclass(frozen=True, slots=True, order=True)
class SealFault:
    """One thing that is wrong: which file, and what."""

    file: str
    reason: str

    @property
    def code(self) -> str:
        """The problem that it is for a portal."""
        if self.reason in _HARMS:
            return "seal-harmful"
        if self.reason == YEAR_UNREADABLE:
            return "seal-unreadable"
        return "seal-untrue" if self.reason in _UNTRUTHS else "seal-changed"


class SealRefusedError(Exception):
    """The year cannot be sealed as asked; the message says why and what to do, in Thai."""


class DamagedSealError(Exception):
    """A sealed file is not what was sealed; `faults` say where."""

    def __init__(self, faults: tuple[SealFault, ...]) -> None:
        super().__init__(" · ".join(f"{fault.file}: {fault.reason}" for fault in faults[:3]))
        self.faults = faults
