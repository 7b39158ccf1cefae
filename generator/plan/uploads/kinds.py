"""What a file is, told from its first bytes; and what to do with a kind that is not published."""

from __future__ import annotations

from pathlib import PurePosixPath

# Not svg: a program that looks like a picture (decision 42).
ENDINGS = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg", "gif", "webp")
# Pictures that pages cannot show: of phones, scanners and Paint.
_OTHER_PICTURES = ("HEIC", "AVIF", "TIFF", "BMP")
_STARTS = (
    ("pdf", b"%PDF-"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpg", b"\xff\xd8\xff"),
    ("gif", b"GIF8"),
    ("TIFF", b"II*\0"),
    ("TIFF", b"MM\0*"),
)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
AS_JPEG = (
    "บันทึกเป็น JPEG ก่อน: เปิดภาพด้วย Paint แล้วเลือก ไฟล์ → บันทึกเป็น → รูปภาพ JPEG "
    "ถ้าเปิดไม่ได้ ให้ส่งภาพจากโทรศัพท์ทางไลน์ แล้วบันทึกภาพจากไลน์ในเครื่องนี้ จะได้ไฟล์ .jpg "
    "(เปลี่ยนแต่นามสกุลของไฟล์ใช้ไม่ได้ และภาพที่ iPhone ถ่ายต่อไปจะเป็น JPEG เมื่อตั้งที่ "
    "การตั้งค่า → กล้อง → รูปแบบ → เข้ากันได้มากที่สุด)"
)
_TAKEN = "ใช้ไฟล์ชนิดใดชนิดหนึ่ง: {known} (ไม่รับ SVG และโปรแกรม) และอย่าเปลี่ยนแต่นามสกุล"


def kind_of(data: bytes) -> str | None:
    """Return the kind, one of ENDINGS or, in capitals, of a picture that is not published."""
    for kind, start in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:12] in _HEIC else "AVIF" if data[8:12] == b"avif" else None
    if data.startswith(b"PK\x03\x04"):
        # The first directory entries tell; the reader looks properly.
        if b"word/document.xml" in data:
            return "docx"
        return "xlsx" if b"xl/workbook.xml" in data else None
    is_bitmap = data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data)
    return "BMP" if is_bitmap else None


def kind_todo(path: str, kind: str) -> str:
    """Return what to do with the file at `path`, which is of another `kind` than it may be."""
    if kind not in _OTHER_PICTURES:
        return _TAKEN.format(known=" ".join(ENDINGS))
    return f"{AS_JPEG} แล้ว{jpeg_laid(path)}"


def jpeg_laid(path: str) -> str:
    """Return, in Thai, how the JPEG of a picture takes the place of the one at `path`."""
    old = PurePosixPath(path)
    if old.suffix.lower() in (".jpg", ".jpeg"):
        return f"วางทับ {old.name} โดยใช้ชื่อเดิม"
    new = old.with_suffix(".jpg").name
    return f"วางเป็น {new} ในโฟลเดอร์เดิม เขียน {new} แทน {old.name} ในแฟ้มที่อ้างถึง และลบไฟล์เดิม"
