"""Why `phaen import` does not read a file, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """Why a file is no form to be read, and what to do; `{name}` is the file's name."""

    code: str
    message: str
    advice: str


_SIMPLER = (
    "PDF: นำเข้าแฟ้ม Excel หรือ Word ของแบบเดียวกัน "
    "Excel หรือ Word: ลบแผ่นงาน ภาพ และรูปวาดที่ไม่ใช่ของแบบ แล้วบันทึกเป็นสำเนา"
)
_KINDS = (
    RefusedKind(
        "image-only",
        "“{name}” เป็นภาพสแกน ไม่มีข้อความให้อ่าน",
        "ขอแฟ้ม Excel หรือ Word ที่ใช้พิมพ์แบบนี้ แล้วนำเข้าแฟ้มนั้น",
    ),
    RefusedKind(
        "text-as-shapes",
        "“{name}” มีแต่เส้นและรูปวาด ไม่มีข้อความให้อ่าน (ตัวอักษรอาจถูกแปลงเป็นรูป)",
        "ขอแฟ้ม Excel หรือ Word ที่ใช้พิมพ์แบบนี้ แล้วนำเข้าแฟ้มนั้น",
    ),
    RefusedKind(
        "letters-unknown",
        "“{name}” เป็น PDF ที่ไม่บอกว่าตัวอักษรที่เห็นคือตัวใด จึงอ่านข้อความไม่ได้",
        "ขอแฟ้ม Excel หรือ Word ที่ใช้พิมพ์แบบนี้ แล้วนำเข้าแฟ้มนั้น",
    ),
    RefusedKind(
        "not-an-action-plan-form",
        "“{name}” ไม่ใช่แบบแผนการดำเนินงาน (ผด.01 ผด.02 ผด.02/1){said}",
        "เลือกแฟ้มของแผนการดำเนินงาน ซึ่งมีคอลัมน์เดือน ต.ค. ถึง ก.ย.",
    ),
    RefusedKind(
        "no-months",
        "“{name}” ไม่มีตารางที่มีคอลัมน์เดือน ต.ค. ถึง ก.ย.{said}",
        "เลือกแฟ้มของแผนการดำเนินงาน หรือพิมพ์ชื่อเดือน ต.ค. ถึง ก.ย. ในหัวคอลัมน์เดือนแล้วนำเข้าใหม่",
    ),
    RefusedKind(
        "no-rows",
        "“{name}” ไม่มีแถวของโครงการ เช่นมีเพียงบัญชีสรุป ผด.01",
        "ระบุแฟ้มของ ผด.02 ด้วยในคำสั่งเดียวกัน เช่น phaen import ผด.01.xlsx ผด.02.xlsx",
    ),
    RefusedKind("no-table", "“{name}” ไม่มีตาราง{said}", "เลือกแฟ้มที่มีตารางของแบบ ผด.02"),
    RefusedKind(
        "not-one-plan",
        "แฟ้มเหล่านี้ไม่ใช่แผนเดียวกัน{said}",
        "สั่งแยกกัน ครั้งละหนึ่งแผน เช่น phaen import แฟ้มของแผนแรก แล้ว phaen import แฟ้มของแผนที่สอง",
    ),
    RefusedKind(
        "not-one-edition",
        "แฟ้มเหล่านี้ไม่ใช่ฉบับเดียวกันของแผน{said}",
        "สั่งแยกกัน ครั้งละหนึ่งฉบับ: phaen import แฟ้มของแผนเดิมแล้วนำเข้าคลังก่อน แล้วจึงสั่งกับแฟ้มของฉบับแก้ไข",
    ),
    RefusedKind(
        "encrypted",
        "“{name}” ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
        "เปิดแฟ้ม แล้วบันทึกสำเนาที่ไม่มีรหัสผ่าน: แฟ้ม → ข้อมูล → ป้องกัน → เข้ารหัสลับด้วยรหัสผ่าน → ลบรหัสให้ว่าง",
    ),
    RefusedKind(
        "broken",
        "“{name}” เสียหรือไม่ครบ เปิดไม่ได้{said}",
        "เปิดในโปรแกรมที่สร้าง แล้วบันทึกใหม่ ถ้าเปิดไม่ได้ ขอแฟ้มจากผู้ส่งใหม่",
    ),
    RefusedKind(
        "too-large",
        "“{name}” ใหญ่หรือซับซ้อนเกินไป{said}",
        _SIMPLER,
    ),
    RefusedKind(
        "took-too-long",
        "“{name}” ซับซ้อนเกินไป โปรแกรมทำงาน {seconds} วินาทีแล้วยังอ่านไม่เสร็จ จึงหยุด",
        _SIMPLER,
    ),
    RefusedKind(
        "machine-busy",
        "เครื่องนี้มีงานอื่นมาก รอ {seconds} วินาทีแล้วยังอ่าน “{name}” ไม่เสร็จ จึงหยุด แฟ้มไม่ได้ผิดอะไร",
        "ปิดโปรแกรมอื่นหรือรอให้เครื่องว่าง แล้วสั่งใหม่",
    ),
    RefusedKind(
        "reader-died",
        "โปรแกรมอ่าน “{name}” หยุดกลางคัน (แฟ้มอาจเสีย หรือใช้หน่วยความจำเกิน {megabytes} เมกะไบต์)",
        "เปิดในโปรแกรมที่สร้าง บันทึกเป็น .xlsx หรือ .docx แล้วนำเข้าแฟ้มนั้น",
    ),
    RefusedKind(
        "needs-office",
        "“{name}” เป็นแฟ้มแบบเก่า ({kind}) ซึ่งต้องมี LibreOffice ในเครื่องจึงอ่านได้",
        "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
    ),
    RefusedKind(
        "office-failed",
        "LibreOffice แปลง “{name}” ไม่ได้ แฟ้มอาจเสีย",
        "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
    ),
    RefusedKind(
        "drawings-lost",
        "“{name}” ({kind}) มีรูปวาดที่ LibreOffice แปลงแล้วหายหรือย้ายที่ จึงอ่านลูกศรของเดือนไม่ได้",
        "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
    ),
    RefusedKind(
        "office-slow",
        "LibreOffice แปลง “{name}” ไม่เสร็จในเวลาที่ให้ จึงหยุด",
        "เปิดแฟ้มด้วย {program} เลือก แฟ้ม → บันทึกเป็น เลือกชนิด {save_as} แล้วนำเข้าแฟ้ม {ending} นั้น",
    ),
    RefusedKind(
        "pdf-library",
        "อ่าน PDF ต้องมีส่วนเสริม ซึ่งเครื่องนี้ยังไม่มี",
        "สั่ง {command} แล้วนำเข้าอีกครั้ง "
        "หรือบันทึกแบบเดิมเป็น .docx หรือ .xlsx แล้วนำเข้าแฟ้มนั้น ซึ่งอ่านได้ครบกว่า PDF",
    ),
    RefusedKind(
        "other-kind",
        "“{name}” ไม่ใช่แฟ้มที่อ่านได้{said}",
        "เปิดแฟ้ม แล้วบันทึกเป็น .xlsx หรือ .docx แล้วนำเข้าแฟ้มนั้น",
    ),
)
REFUSED: Mapping[str, RefusedKind] = {one.code: one for one in _KINDS}
assert len(REFUSED) == len(_KINDS)
