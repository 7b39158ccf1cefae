"""Which road or water a project names, as far as it names one that has a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.thai.text import match_key

_ROAD, _WATER = "ถนน", "น้ำ"
# How offices write the kind, and what two of them have in common.
_KINDS = {
    "ถนนสาย": _ROAD, "ถนน": _ROAD, "สายทาง": _ROAD, "สาย": _ROAD,
    "ทางหลวงชนบท": _ROAD, "ทางหลวงแผ่นดิน": _ROAD, "ทางหลวงหมายเลข": _ROAD, "ทางหลวง": _ROAD,
    "คลองส่งน้ำ": "คลอง", "คลอง": "คลอง", "ลำห้วย": "ห้วย", "ห้วย": "ห้วย", "ลำเหมือง": "เหมือง",
    "แม่น้ำ": _WATER, "ลำน้ำ": _WATER, "อ่างเก็บน้ำ": "อ่าง", "หนอง": "หนอง",
    "สะพาน": "สะพาน", "ฝาย": "ฝาย",
}  # fmt: skip
_KIND = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_SIGNS = "ก-ฮะ-ฺเ-๎A-Za-z0-9."
# `บ้านห้วยดอกไม้` is a village, `โรงเรียน…` a school: what they are called is no water.
_WAY = re.compile(
    rf"(?<!บ้าน)(?<!โรงเรียน)(?<!วัด)(?<!บ\.)"
    rf"({_KIND})(?:ที่|หมายเลข|เลขที่)?\s*([{_SIGNS}]+(?:\s*[-–—]\s*[{_SIGNS}]+)?)"
)
# What a place around it is called is no way: `อำเภอเวียงหนองล่อง`.
_AROUND = re.compile(r"(?:ตำบล|อำเภอ|จังหวัด|(?<![ก-๎.])[ตอจ]\.)\s*[ก-ฮะ-ฺเ-๎]+")
# Where a name is over, written without a blank: what follows says where or how long.
_OVER = re.compile(
    r"(?:หมู่|ม\.[0-9]|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|ระยะ|ช่วง|กว้าง|ยาว|หนา|ขนาด|พร้อม|จาก|ถึง|เชื่อม|บริเวณ"
    r"|พื้นที่|ภายใน|อันเนื่อง|โดย|ด้วย|เพื่อ|ปริมาณ|จำนวน|งบประมาณ|ประจำปี|ใน(?:เขต|ตำบล|หมู่|พื้นที่))"
)
# What many roads and waters are, and none is called.
_NO_NAME = re.compile(
    r"(?:คอนกรีต|คสล|ลูกรัง|ลาดยาง|แอสฟัล|แอสฟัส|ดิน|หินคลุก|พารา|ใน|สาธารณ|หลัก|รอง|ซอย|ทาง|ไฟ|เข้าพื้นที่|สู่พื้นที่"
    r"|เข้าสู่|การเกษตร|เกษตร|ระบาย|ส่งน้ำ|น้ำ|ไส้ไก่|ธรรมชาติ|ชลประทาน$|และ|หรือ|ต่างๆ|ที่|ของ|ขนาด|ไม้$|แขวน$|แยก|หมายเลข|[0-9]{1,2}$)"
)
# `สายพาน`, `สายยาง`: the word alone is a road's only between two places, or with a number.
_BARE = ("สาย", "สายทาง")
_OF_ROAD = re.compile(r"[-–—]|[0-9]{3}|^บ้าน")
_ENDS = re.compile(r"\s*[-–—]\s*")
_LEAST = 3


def ways(text: str) -> Iterator[tuple[str, str]]:
    """Yield of each road or water in a text a key, and the words that name it there."""
    for found in _WAY.finditer(_AROUND.sub(" ", text)):
        over = _OVER.search(found[2])
        named = found[2][: over.start()].strip(" .-–—") if over else found[2].strip(" .-–—")
        name = _name(named)
        if found[1] in _BARE and not _OF_ROAD.search(named):
            continue
        if len(name) >= _LEAST and not _NO_NAME.match(name):
            yield f"{_KINDS[found[1]]} {name}", f"{found[1]}{named}".strip()


def _name(named: str) -> str:
    """Return a name to compare; of a way between two places, whichever is written first."""
    ends = [match_key(one).removeprefix("บ้าน") for one in _ENDS.split(named)]
    return "-".join(sorted(one for one in ends if one))
