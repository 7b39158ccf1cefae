"""What a file is, whatever its name says: told from its bytes, before it is read as a table.

A page that asked for a password is saved as easily as a table, an old workbook is renamed as
easily as a new one, and where git keeps large files elsewhere only a pointer may have come.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.machine.layout import TABLE_ENDINGS
from generator.plan.uploads import is_pointer
from generator.problems import Place, Report

_TEXT, _WORKBOOK = TABLE_ENDINGS
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|table|meta|script)\b",
    re.I | re.S,
)
_LOGIN = re.compile(r"password|passwd|log ?in|sign ?in|รหัสผ่าน|เข้าสู่ระบบ", re.I)
_LOOKED_AT = 20_000
_MARKS = b"\xef\xbb\xbf\xff\xfe"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"GIF8")
_RTF = b"{\\rtf"
_WORDPAD = "เอกสารที่มีรูปแบบ (RTF) ของ WordPad หรือ Word"
_AS_TEXT = "เปิดในโปรแกรมเดิม คัดลอกข้อความไปวางใน Notepad แล้วบันทึกเป็น UTF-8 ด้วยชื่อเดิม"
_DOCUMENTS = (
    (_RTF, _WORDPAD),
    (_ZIP, "เอกสาร Word หรือไฟล์บีบอัด"),
    (_OLD_OFFICE, "เอกสาร Word รุ่นเก่า"),
    (b"%PDF-", "เอกสาร PDF"),
)
_AGAIN = "เปิดไฟล์ในโปรแกรมที่ใช้ทำ แล้วบันทึกเป็นสมุดงาน Excel (.xlsx)"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, in Thai, and what makes a table of it."""

    what: str
    todo: str


def is_unfit(data: bytes, place: Place, report: Report) -> bool:
    """Report a file in which nothing stands, or that only points to another; tell whether it is."""
    if is_pointer(data):
        report.add("file-lfs", place)
    elif not data.strip(b"\0"):
        report.add("file-empty", place, f"{len(data):,}")
    else:
        return False
    return True


def is_no_text(data: bytes, place: Place, report: Report) -> bool:
    """Report a file of settings that another program saved as its own; tell whether it is one."""
    start = data[:_LOOKED_AT].lstrip(_MARKS)
    what = next((what for begins, what in _DOCUMENTS if start.startswith(begins)), "")
    if _HTML.match(start):
        what = "หน้าเว็บ (HTML)"
    if what:
        ending = PurePosixPath(place.file).suffix
        report.add("file-other-kind", place, what, ending=ending, todo=_AS_TEXT)
    return bool(what)


def is_other_kind(data: bytes, place: Place, report: Report) -> bool:
    """Report a table's file that holds something else than its ending says; tell whether it does.

    An empty file or a pointer counts as such.
    """
    if is_unfit(data, place, report):
        return True
    found = of_table(place.file, data)
    if found:
        ending = PurePosixPath(place.file).suffix
        report.add("file-other-kind", place, found.what, ending=ending, todo=found.todo)
    return found is not None


def of_table(name: str, data: bytes) -> Found | None:
    """Return what a table's file holds instead of a table of its ending; None where it fits.

    An old workbook's ending (.xls) fits an old workbook alone.
    """
    path = PurePosixPath(name)
    ending = path.suffix.lower()
    if found := _never_a_table(data):
        return found
    if data.startswith(_OLD_OFFICE):
        return None if ending == ".xls" else _old_workbook(data)
    if data.startswith(_ZIP):
        return None if ending == _WORKBOOK else _zipped(path, data)
    if ending not in ("", _TEXT) and _is_text(data):
        return Found("ข้อความ (CSV)", f"เปลี่ยนชื่อเป็น {path.stem}{_TEXT}")
    return None


def _never_a_table(data: bytes) -> Found | None:
    start = data[:_LOOKED_AT].lstrip(_MARKS)
    if _HTML.match(start) or _HTML.match(start.replace(b"\0", b"")):
        seen = start.replace(b"\0", b"").decode("utf-8", "replace")
        login = " ที่ให้เข้าสู่ระบบ" if _LOGIN.search(seen) and "<td" not in seen.lower() else ""
        todo = (
            "เข้าสู่ระบบแล้วดาวน์โหลดไฟล์ใหม่"
            if login
            else f"ดาวน์โหลดไฟล์ใหม่ ถ้าเปิดใน Excel แล้วเห็นตาราง {_AGAIN}"
        )
        return Found(f"หน้าเว็บ (HTML){login}", todo)
    if start.startswith(b"MIME-Version:") or b"<Workbook" in start[:2000]:
        return Found("สมุดงาน Excel ที่บันทึกเป็นหน้าเว็บหรือ XML", _AGAIN)
    if start.startswith(_RTF):
        return Found(_WORDPAD, f"คัดลอกตารางไปวางใน Excel แล้ว{_AGAIN}")
    if start.startswith(b"%PDF-"):
        return Found("เอกสาร PDF", "ใช้ไฟล์ Excel ที่ใช้ทำเอกสารนั้น")
    if start.startswith(_PICTURES):
        return Found("ภาพ", "ใช้ไฟล์ Excel ที่ใช้ทำภาพนั้น")
    return None


def _old_workbook(data: bytes) -> Found:
    if _LOCKED in data:
        todo = "เปิดใน Excel ด้วยรหัสผ่าน เอารหัสผ่านออก (ไฟล์ ข้อมูล ป้องกันสมุดงาน) แล้วบันทึก"
        return Found("สมุดงานที่ใส่รหัสผ่าน", todo)
    return Found("สมุดงาน Excel รุ่นเก่า (.xls)", "เปิดใน Excel แล้วบันทึกเป็นสมุดงาน Excel (.xlsx)")


def _zipped(path: PurePosixPath, data: bytes) -> Found:
    if b"xl/workbook" in data or b"xl/worksheets" in data:
        return Found("สมุดงาน Excel", f"เปลี่ยนชื่อเป็น {path.stem}{_WORKBOOK}")
    return Found("ไฟล์บีบอัด (zip)", _AGAIN)


def _is_text(data: bytes) -> bool:
    """Whether a file is a table as text: letters and separators, whatever the code page."""
    start = data[:_LOOKED_AT]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    start = start.lstrip(_MARKS)
    odd = sum(byte < 32 and byte not in b"\t\r\n" for byte in start)
    return bool(start) and odd == 0 and any(sign in start for sign in (b",", b";", b"\t", b"|"))
