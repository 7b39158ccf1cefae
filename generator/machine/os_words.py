"""What a system refuses, in Thai: its own words are English, and name no way out."""

from __future__ import annotations

import errno

# A file that Excel has open is refused by Windows with the first, or with one of the two below.
IN_USE = "ไม่มีสิทธิ์ หรือโปรแกรมอื่นเปิดไฟล์นี้อยู่ ถ้าเปิดใน Excel ให้ปิด Excel ก่อน แล้วสั่งใหม่"
_SHARING, _LOCKING = 32, 33  # Windows' own numbers
FULL = "พื้นที่ดิสก์เต็ม ลบไฟล์ที่ไม่ใช้แล้วสั่งใหม่"
DRIVE = "ติดต่อดิสก์หรือไดรฟ์เครือข่ายไม่ได้ ตรวจว่าเสียบหรือเชื่อมต่ออยู่ แล้วสั่งใหม่"
READ_ONLY = "ดิสก์นี้อ่านได้อย่างเดียว เขียนไม่ได้ เลือกที่อื่น"
NAME_LONG = "ชื่อหรือที่อยู่ยาวเกินไป ย้ายคลังไปไว้ในโฟลเดอร์ที่ชื่อสั้นกว่า"
_WORDS = {
    errno.EACCES: IN_USE,
    errno.EPERM: IN_USE,
    errno.EBUSY: IN_USE,
    errno.ETXTBSY: IN_USE,
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์นี้",
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.ENOTDIR: "ส่วนหนึ่งของที่อยู่นี้เป็นไฟล์ ไม่ใช่โฟลเดอร์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.EEXIST: "มีไฟล์หรือโฟลเดอร์ชื่อนี้อยู่แล้ว",
    errno.ENOTEMPTY: "โฟลเดอร์ไม่ว่าง ปิดโปรแกรมที่เปิดโฟลเดอร์นี้อยู่ แล้วสั่งใหม่",
    errno.ENAMETOOLONG: NAME_LONG,
    errno.ELOOP: "ทางลัดวนกลับมาที่เดิม ลบทางลัดนั้น",
    errno.EINVAL: "ไม่ใช่ไฟล์ธรรมดา หรือชื่อใช้ในระบบนี้ไม่ได้",
    errno.EIO: DRIVE,
    errno.ENODEV: DRIVE,
    errno.ENXIO: DRIVE,
    errno.ENETUNREACH: DRIVE,
    errno.EHOSTUNREACH: DRIVE,
    errno.ETIMEDOUT: DRIVE,
    errno.ESTALE: DRIVE,
    errno.EMFILE: "เปิดไฟล์พร้อมกันมากเกินไป ปิดโปรแกรมอื่น แล้วสั่งใหม่",
    errno.ENFILE: "เปิดไฟล์พร้อมกันมากเกินไป ปิดโปรแกรมอื่น แล้วสั่งใหม่",
    errno.ENOMEM: "หน่วยความจำไม่พอ ปิดโปรแกรมอื่น แล้วสั่งใหม่",
    errno.EADDRINUSE: "มีโปรแกรมอื่นใช้ช่องทางนี้อยู่ ปิดโปรแกรมนั้น หรือเลือก --port อื่น",
}


def system_words(error: OSError) -> str:
    """Return why the system refused, and what to do."""
    if getattr(error, "winerror", None) in (_SHARING, _LOCKING):
        return IN_USE
    number = error.errno
    return _WORDS.get(number or 0) or f"ระบบปฏิบัติการไม่อนุญาต (รหัส {number or 'ไม่ทราบ'})"
