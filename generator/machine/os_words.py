"""What a system refuses, in Thai: its own words are English, and name no way out."""

from __future__ import annotations

import errno
from collections.abc import Mapping

# A file that Excel has open is refused by Windows with the first, or with one of the two below.
IN_USE = ("ไม่มีสิทธิ์ หรือโปรแกรมอื่นเปิดไฟล์นี้อยู่", "ถ้าเปิดใน Excel ให้ปิด Excel ก่อน แล้วสั่งใหม่")
_FULL = ("พื้นที่ดิสก์เต็ม", "ลบไฟล์ที่ไม่ใช้แล้วสั่งใหม่")
DRIVE = ("ติดต่อดิสก์หรือไดรฟ์เครือข่ายไม่ได้", "ตรวจว่าเสียบหรือเชื่อมต่ออยู่ แล้วสั่งใหม่")
_ALONE = ("เปิดไฟล์พร้อมกันมากเกินไป", "ปิดโปรแกรมอื่น แล้วสั่งใหม่")
READ_ONLY = ("ดิสก์นี้อ่านได้อย่างเดียว เขียนไม่ได้", "เลือกที่อื่น")
# Why, and what to do.
_WORDS: Mapping[int, tuple[str, str]] = {
    errno.EACCES: IN_USE,
    errno.EPERM: IN_USE,
    errno.EBUSY: IN_USE,
    errno.ETXTBSY: IN_USE,
    errno.ENOENT: ("ไม่พบไฟล์หรือโฟลเดอร์นี้", "ตรวจว่าสะกดถูก และยังอยู่ที่เดิม"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: READ_ONLY,
    errno.ENOTDIR: ("ส่วนหนึ่งของที่อยู่นี้เป็นไฟล์ ไม่ใช่โฟลเดอร์", "ตรวจว่าสะกดถูก"),
    errno.EISDIR: ("เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "ตั้งชื่ออื่น"),
    errno.EEXIST: ("มีไฟล์หรือโฟลเดอร์ชื่อนี้อยู่แล้ว", "ตั้งชื่ออื่น"),
    errno.ENOTEMPTY: ("โฟลเดอร์ไม่ว่าง", "ปิดโปรแกรมที่เปิดโฟลเดอร์นี้อยู่ แล้วสั่งใหม่"),
    errno.ENAMETOOLONG: ("ชื่อหรือที่อยู่ยาวเกินไป", "ย้ายคลังไปไว้ในโฟลเดอร์ที่ชื่อสั้นกว่า"),
    errno.ELOOP: ("ทางลัดวนกลับมาที่เดิม", "ลบทางลัดนั้น"),
    errno.EINVAL: ("ไม่ใช่ไฟล์ธรรมดา หรือชื่อใช้ในระบบนี้ไม่ได้", "ตั้งชื่ออื่น"),
    errno.EIO: DRIVE,
    errno.ENODEV: DRIVE,
    errno.ENXIO: DRIVE,
    errno.ENETUNREACH: DRIVE,
    errno.EHOSTUNREACH: DRIVE,
    errno.ETIMEDOUT: DRIVE,
    errno.ESTALE: DRIVE,
    errno.EMFILE: _ALONE,
    errno.ENFILE: _ALONE,
    errno.ENOMEM: ("หน่วยความจำไม่พอ", "ปิดโปรแกรมอื่น แล้วสั่งใหม่"),
    errno.EADDRINUSE: ("มีโปรแกรมอื่นใช้ช่องทางนี้อยู่", "ปิดโปรแกรมนั้น หรือเลือก --port อื่น"),
}
_CLOUD = (
    "แฟ้มนี้อยู่ใน OneDrive และยังไม่ได้ดาวน์โหลดมาที่เครื่อง",
    "คลิกขวาที่โฟลเดอร์ของแผน เลือก “เก็บไว้บนอุปกรณ์นี้เสมอ” รอให้เสร็จ แล้วสั่งใหม่",
)
# Windows' own numbers, where they say more than the number that Python makes of them.
_WINDOWS = {
    **dict.fromkeys((32, 33, 1224), IN_USE),
    **dict.fromkeys((39, 112, 1295), _FULL),
    19: _WORDS[errno.EROFS],
    206: _WORDS[errno.ENAMETOOLONG],
    **dict.fromkeys((15, 21, 53, 55, 64, 67, 121, 1231, 1232), DRIVE),
    **dict.fromkeys(range(358, 405), _CLOUD),
}
# Programs for Windows that were not asked to be otherwise open no longer paths.
_LONGEST_PATH = 260


def system_words(error: OSError) -> str:
    """Return why the system refused, and what to do, as one sentence."""
    return " ".join(refusal(error))


def refusal(error: OSError) -> tuple[str, str]:
    """Return why the system refused, and what to do."""
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS:
        return _WINDOWS[windows]
    number = error.errno or 0
    if windows and number == errno.ENOENT and len(str(error.filename or "")) >= _LONGEST_PATH:
        return _WORDS[errno.ENAMETOOLONG]
    other = f"ระบบปฏิบัติการไม่อนุญาต (รหัส {number or 'ไม่ทราบ'})", "ลองสั่งใหม่"
    return _WORDS.get(number, other)
