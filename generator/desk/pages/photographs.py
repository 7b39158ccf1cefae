"""Photographs that are sent along with a form: reduced, without place and notes, safely named."""

from __future__ import annotations

import re

from generator.desk.apart import Here
from generator.desk.asked import Upload
from generator.desk.laying import Desk
from generator.machine.guard import means_more
from generator.machine.layout import DOCUMENTS, of_year
from generator.plan.merge import UnsafeError
from generator.plan.uploads import AS_JPEG
from generator.plan.uploads.kinds import kind_of
from generator.site.render import Unfit, reduced_or_why
from generator.thai.text import printable

ENDING = ".jpg"
_SHOWN = ("jpg", "png", "gif", "webp")
_OTHER_PICTURES = ("HEIC", "AVIF", "TIFF", "BMP")
_EMPTY = "ภาพ {name} ว่างเปล่า เลือกภาพใหม่"
_NO_PICTURE = (
    "แฟ้ม {name} ข้างใน{kind} จึงไม่ใช่ภาพถ่าย (เปลี่ยนแต่นามสกุลของไฟล์ใช้ไม่ได้) "
    "เลือกภาพที่เป็น JPEG PNG WEBP หรือ GIF"
)
_NOT_SHOWN = "ภาพ {name} เป็น {kind} ซึ่งหน้าเว็บแสดงไม่ได้ {todo}"
_UNFIT = {
    Unfit.LARGE: (
        "ภาพ {name} ใหญ่เกินหนึ่งร้อยล้านจุด จึงไม่เปิด ตั้งกล้องให้ถ่ายภาพเล็กลง "
        "หรือส่งภาพทางไลน์แล้วบันทึกภาพจากไลน์ จะได้ภาพที่เล็กลง"
    ),
    Unfit.SMALL: "ภาพ {name} เล็กเกินไปจนดูไม่ออก เลือกภาพเดิมจากกล้อง ไม่ใช่ภาพตัวอย่าง",
    Unfit.DAMAGED: "อ่านภาพ {name} ไม่ได้ ไฟล์เสียหรือมาไม่ครบ ถ่ายหรือส่งใหม่อีกครั้ง",
}
_NO_ROOM = "มีแฟ้มชื่อ {name} มากเกินไปในปีนี้ เปลี่ยนชื่อภาพแล้วส่งใหม่"
# Any sign that a system or an address might mind.
_ODD = re.compile(r"[^A-Za-z0-9\u0e01-\u0e4e\u0e50-\u0e59_.-]+")
_MOST_NAMES = 1000
_MOST_OF_NAME = 80


def photograph(sent: Upload, apart: Here) -> bytes:
    """Return a picture as it is kept, whatever its name says. Raises UnsafeError that says why."""
    name = printable(sent.name)[-_MOST_OF_NAME:]  # told alone: a kept photograph has a name of ours
    if not sent.data:
        raise UnsafeError(_EMPTY.format(name=name))
    kind = kind_of(sent.data)
    if kind in _OTHER_PICTURES:
        raise UnsafeError(_NOT_SHOWN.format(name=name, kind=kind, todo=AS_JPEG))
    if kind not in _SHOWN:
        told = f"เป็น {kind.upper()}" if kind else "ไม่ใช่ชนิดที่รู้จัก"
        raise UnsafeError(_NO_PICTURE.format(name=name, kind=told))
    made = apart.do(reduced_or_why, sent.data)
    if isinstance(made, Unfit):
        raise UnsafeError(_UNFIT[made].format(name=name))
    return made


def safe_stem(text: str) -> str:
    """Return a name for a file without its ending that every system and address takes."""
    stem = _ODD.sub("-", text).strip("-. ")[:60].rstrip("-. ")
    return stem if stem and not means_more(stem) else f"photo-{stem}".rstrip("-")


def free_place(desk: Desk, year: str, stem: str, ending: str, taken: set[str]) -> str:
    """Return a path below a year's papers where nothing lies yet, and which is not `taken`."""
    for number in range(1, _MOST_NAMES):
        own = f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}"
        path = of_year(year, DOCUMENTS, own)
        if path not in taken and desk.office.data(path) is None:
            return path
    raise UnsafeError(_NO_ROOM.format(name=stem))
