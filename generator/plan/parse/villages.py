"""Village numbers out of text: the column หมู่ที่, and running text such as a project's name.

Owns the written styles of village numbers. Knows no organisation: whether village 12 exists, or
lies in another sub-district (``หมู่ที่ 3 ตำบลอื่น``), is for the caller to say.

The cell is read strictly: all of it is understood, or :class:`VillageTextError` is raised.
Running text is read shyly: in doubt, a number is left out. The choices made there:

* ``ม.`` also means metre, school grade, section of a law. It is a village only when no measure
  stands before it, no law and (up to 6) no pupil is in the text, nothing is counted after it, and
  the number is at most 30.
* ``หมู่ที่ 3, 5 แห่ง`` gives 3: a later number with a unit, a measure or a month counts something.
* ``จากหมู่ 3 ถึงหมู่ 9``, ``เชื่อมหมู่ 3 - หมู่ 9`` and falling pairs are roads: the two ends only.
* ``ทั้ง 12 หมู่บ้าน`` says nothing: twelve may be fewer than all.
* A text with both numbers and "everywhere" is everywhere, so that no village misses its project.
* ``ยกเว้นหมู่ที่ 3`` cannot be expressed; such a text gives None.
"""

import re
import unicodedata
from dataclasses import dataclass

_LARGEST = 99
_LARGEST_SHORT = 30  # for ม.: no sub-district has more villages, and laws have higher sections
_LAST_GRADE = 6
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

_DASH = "[-‐‑‒–—−~]"
_PREFIX = r"(?:หมู่\s*ที่|หมู่|ม\s*\.)"
_EVERYWHERE = (
    r"(?:ทั่ว)?(?:ทั้งตำบล|ทั้งเขต|ทุกหมู่(?:บ้าน|ที่)?)"
    r"(?:\s*ใน)?(?:เขต)?(?:พื้นที่)?(?:ตำบล|เทศบาล|อบต\.?)?"
)
_ITEM = rf"(?:{_PREFIX})?\s*([0-9]+)(?:\s*(?:{_DASH}|ถึง)\s*(?:{_PREFIX})?\s*([0-9]+))?"
_CELL_ITEM = re.compile(_ITEM)
_CELL_BREAK = re.compile(r"\s*(?:,\s*และ|,|และ)\s*")
_CELL_EVERYWHERE = re.compile(_EVERYWHERE)

_MONTH = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|"
    r"ธันวาคม|(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค)\."
)
_COUNTED = (
    "จุด|แห่ง|ชุด|คัน|ตัว|เครื่อง|ดวง|คน|ราย|ครัวเรือน|หมู่บ้าน|รายการ|โครงการ|หน่วย|ครั้ง|รุ่น|บาท|"
    "ล้าน|ไร่|นิ้ว|ลิตร|วัตต์|ตัน|กิโลวัตต์|เมตร|กิโลเมตร|เซนติเมตร|ตารางเมตร|ลูกบาศก์เมตร"
)
_COUNTED_LAST = "ช่วง|ข้าง|สาย|ซอย|หลัง|ฝั่ง|ฝาย|บ่อ|ต้น|ใบ|ถัง|ป้าย|ตู้|เสา|ชั้น|งาน|ปี|เดือน|วัน|หมู่"
_UNIT = (
    rf"\s*(?:(?:{_COUNTED})(?![ก-๎])|(?:{_COUNTED_LAST})\s*(?:$|[),;])|%|{_MONTH}"
    r"|(?:กม|ซม|มม|ตร|ลบ|ม)\s*\.(?!\s*[0-9]))"
)
_NUMBER = r"[0-9]{1,2}(?![0-9]|[./:+][0-9]|,[0-9]{3})"
_LATER = (
    rf"(?:\s*(?:,\s*และ|,|และ|กับ|{_DASH}|ถึง)\s*|\s+(?={_PREFIX}))"
    rf"(?:{_PREFIX}\s*{_NUMBER}|{_NUMBER}(?!{_UNIT}))"
)
_MENTION = re.compile(
    rf"(?P<prefix>(?<!สิบ)หมู่(?:\s*ที่)?|(?:(?<![ก-๎.])|(?<=สล\.)|(?<=ส\.ล\.))ม\s*\.)"
    rf"\s*{_NUMBER}(?:{_LATER})*"
)
_STEP = re.compile(rf"(?P<to>{_DASH}|ถึง)?\s*(?:{_PREFIX})?\s*(?P<number>[0-9]+)")
_FOUND_EVERYWHERE = re.compile(
    r"ทั้งตำบล|ทุกหมู่(?:บ้าน|ที่)?(?![ก-๎])|ทุกหมู่บ้าน"
    r"|ทั้งเขต(?:ตำบล|เทศบาล|อบต|พื้นที่|บริการ|(?![ก-๎]))"
)
_EXCEPT = re.compile(rf"เว้น\s*(?:เฉพาะ|แต่)?\s*{_PREFIX}\s*[0-9]")
_ENDS_ONLY = re.compile(r"(?:(?:เชื่อม|เชื่อมต่อ|ระหว่าง|จาก)\s*|(?<!ทุก)(?<!หลาย)สาย)$")

_AFTER_UNIT = re.compile(_UNIT)
_MEASURE_BEFORE = re.compile(r"(?:[0-9]|ลบ\s*\.|ตร\s*\.|ตาราง|ลูกบาศก์)\s*$")
_ORDINAL_BEFORE = re.compile(r"(?:ซอย|ซ\.|สาย|(?<!พื้น)ที่|แยก)\s*[0-9]{1,3}(?:/[0-9]+)?\s+$")
_GRADE_BEFORE = re.compile(
    rf"(?:(?<![0-9])(?<![0-9]\s)ชั้น|ระดับ|วุฒิ|จบ|อนุบาล|ป\s*\.\s*[0-9])\s*(?:{_DASH}|ถึง|,|และ)?\s*$"
)
_PUPILS = re.compile("นักเรียน|มัธยม|ชั้นเรียน|ระดับชั้น")
_LAW = re.compile(r"พ\s*\.\s*ร\s*\.\s*[บกฎ]|พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|มาตรา|ประมวล|รัฐธรรมนูญ")
_LAW_AFTER = re.compile(r"\s*(?:วรรค|อนุมาตรา|แห่ง\s*(?:พ|ประมวล|รัฐ))")
_LAW_BEFORE = re.compile(r"(?:ตาม|อำนาจ|นัย)\s*$")


class VillageTextError(ValueError):
    """A cell of the column หมู่ที่ that cannot be understood as a whole; its text is the value."""


@dataclass(frozen=True, slots=True)
class VillageText:
    """What a text says about villages: some numbers from 1 to 99, or everywhere and no numbers."""

    numbers: frozenset[int]
    everywhere: bool


_ALL = VillageText(frozenset(), everywhere=True)


def parse_villages(cell: str) -> VillageText:
    """Read a cell of the column หมู่ที่ in any of its styles, with Arabic or Thai digits.

    Raises VillageTextError for anything else: an empty cell, a falling range, 0, 100, 1.5.
    """
    text = _plain(cell).strip()
    if _CELL_EVERYWHERE.fullmatch(text):
        return _ALL
    numbers: set[int] = set()
    for item in _CELL_BREAK.split(text):
        numbers |= _read_item(item, cell)
    return VillageText(frozenset(numbers), everywhere=False)


def find_villages(text: str) -> VillageText | None:
    """Read the villages that running text names for certain; None when it names none.

    Promises never to raise. What the module's head says about doubt holds here.
    """
    plain = _plain(text)
    if _EXCEPT.search(plain):
        return None
    if _FOUND_EVERYWHERE.search(plain):
        return _ALL
    numbers: set[int] = set()
    for mention in _MENTION.finditer(plain):
        numbers |= _read_mention(mention)
    return VillageText(frozenset(numbers), everywhere=False) if numbers else None


def _plain(text: str) -> str:
    """Give the text with Arabic digits, ordinary ำ and mark order, and no invisible characters."""
    plain = text.translate(_DIGITS).translate(_INVISIBLE).replace("\u0e4d\u0e32", "ำ")
    return unicodedata.normalize("NFC", plain)


def _read_item(item: str, cell: str) -> set[int]:
    """Read ``5`` or ``1-12``, each number with or without its word."""
    match = _CELL_ITEM.fullmatch(item)
    if match is None:
        raise VillageTextError(cell)
    first, last = (_number(digits, cell) for digits in (match[1], match[2] or match[1]))
    if first > last:
        raise VillageTextError(cell)
    return set(range(first, last + 1))


def _number(digits: str, cell: str) -> int:
    """Give a village number from 1 to 99."""
    number = int(digits) if len(digits) <= 2 else 0
    if not 1 <= number <= _LARGEST:
        raise VillageTextError(cell)
    return number


def _read_mention(mention: re.Match[str]) -> set[int]:
    """Give the numbers of one list such as ``หมู่ที่ 1,2 และ 5-7``, or none when it is no list."""
    before, after = mention.string[: mention.start()], mention.string[mention.end() :]
    numbers = _expand(mention[0], ends_only=_ENDS_ONLY.search(before) is not None)
    single = len(numbers) == 1
    if mention["prefix"].startswith("ม"):
        return set() if _means_otherwise(numbers, before, after) else numbers
    counts = single and mention["prefix"] == "หมู่" and _AFTER_UNIT.match(after)
    return set() if counts else numbers


def _expand(written: str, *, ends_only: bool) -> set[int]:
    """Give every number of a list; a falling pair, or any if ``ends_only``, is its two ends."""
    numbers: set[int] = set()
    previous = 0
    for step in _STEP.finditer(written):
        number = int(step["number"])
        if step["to"] and not ends_only:
            numbers.update(range(previous, number))
        numbers.add(number)
        previous = number
    return set() if 0 in numbers else numbers


def _means_otherwise(numbers: set[int], before: str, after: str) -> bool:
    """Tell whether ``ม.`` with these numbers is, or may be, a metre, a grade or a law."""
    if not numbers or max(numbers) > _LARGEST_SHORT or _AFTER_UNIT.match(after):
        return True
    if _MEASURE_BEFORE.search(before) and not _ORDINAL_BEFORE.search(before):
        return True
    return _is_grade(numbers, before, after) or _is_law(before, after)


def _is_grade(numbers: set[int], before: str, after: str) -> bool:
    """Tell whether these may be school grades: at most 6, with pupils or a level in the text."""
    if max(numbers) > _LAST_GRADE:
        return False
    return any((_GRADE_BEFORE.search(before), _PUPILS.search(before), _PUPILS.search(after)))


def _is_law(before: str, after: str) -> bool:
    """Tell whether the text speaks of a law, so that ``ม.`` may be its section."""
    return any(
        (
            _LAW_BEFORE.search(before),
            _LAW_AFTER.match(after),
            _LAW.search(before),
            _LAW.search(after),
        )
    )
