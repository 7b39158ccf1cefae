"""Whether a text can stand in a column at all, by its shape alone: months are no money.

Only what shows that a row slid: a text that is merely wrong for its column still fits it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.read.shown import shows_no_value
from generator.thai.dates import MONTHS, MONTHS_ENGLISH, MONTHS_SHORT
from generator.thai.text import arabic_digits

_SHORT = "|".join(re.escape(name).replace(r"\.", r"\.?") for name in MONTHS_SHORT)
_LONG = "|".join((*MONTHS, *MONTHS_ENGLISH, *(name[:3] for name in MONTHS_ENGLISH)))
_MONTH = re.compile(rf"(?:{_LONG}|{_SHORT})", re.IGNORECASE)
# A month and its year and nothing else: what stands in no column of words.
_ONLY_MONTH = re.compile(rf"(?:[0-9]{{1,2}} )?(?:{_LONG}|{_SHORT}) ?-?[0-9]{{2,4}}", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,4} ?[-/.] ?[0-9]{1,4}(?: ?[-/.] ?[0-9]{1,4})?(?:[ T][0-9:.]+)?")
_PERIOD = re.compile(
    r"^(?:ตลอด|ทั้ง|ตั้งแต่|ระหว่าง|ทุก|เดือน|ไตรมาส|ต้น|กลาง|ปลาย|สิ้น|Q ?[1-4]|[-–—]+$)"
    r"|^[0-9]+ ?(?:วัน|สัปดาห์|เดือน|ปี)"
)
_AMOUNT = re.compile(r"[฿(\-–— ]*(?:[1-9][0-9., ]*|0(?:\.[0-9]+)?)(?![0-9-/]).*", re.DOTALL)
_NO_AMOUNT = re.compile(r"^(?:ไม่|ยังไม่|รอ|[-–—]+$|#)")
_DIGITS = re.compile(r"[0-9][0-9,.]*")
_VILLAGES = re.compile(
    r"(?:[0-9,;~&\-–—−/. ()\n]|และ|ถึง|กับ|หมู่|บ้าน|ที่|ม\.)+|(?:ทั่ว)?(?:ทั้ง|ทุก).*", re.DOTALL
)
_THAI = re.compile("[ก-๎]")
_LONGEST_MARK = 12
# Columns of sentences, in which a bare number says nothing.
_SAID = frozenset({"reason", "result", "problem", "suggestion"})
_MOST_PERCENT = 1000  # a typing error is no slide


@lru_cache(maxsize=1 << 15)  # of a row that slid, each text is tried under several columns
def fits(field: Field[Any], text: str) -> bool:
    """Whether a filled cell's text can be what the column holds."""
    plain = arabic_digits(text)
    if shows_no_value(text):
        return True  # whatever it was, it stood here
    if shape := _OWN_SHAPES.get(field.code) or _SHAPES.get(field.kind):
        return shape(plain)
    if field.code in ("name", "unit", "programme", "owner", "source", "status", "form", "change"):
        return not _DIGITS.fullmatch(plain) and not _ONLY_MONTH.fullmatch(plain)
    if field.code in _SAID:
        return not _DIGITS.fullmatch(plain)
    if field.code == "strategy":
        return not _ONLY_MONTH.fullmatch(plain) and len(plain.replace(",", "")) != plain.count("0")
    return True


def _is_day(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) or (bool(_MONTH.search(text)) and len(text) < 12)


def _is_month(text: str) -> bool:
    return bool(_MONTH.search(text) or _DATE.fullmatch(text) or _PERIOD.search(text))


def _is_amount(text: str) -> bool:
    if _NO_AMOUNT.search(text):
        return True
    return bool(_AMOUNT.fullmatch(text)) and not _ONLY_MONTH.fullmatch(text)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"(?:ร้อยละ)?[0-9., %]+(?:โครงการ)?|[-–—]+|#.*", text))


def _is_villages(text: str) -> bool:
    return bool(_VILLAGES.fullmatch(text)) or _is_day(text)


def _is_percent(text: str) -> bool:
    bare = text.strip(" %").replace(",", "")
    return _is_number(text) and not (bare.isdigit() and int(bare) > _MOST_PERCENT)


def _is_date(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and not _DIGITS.fullmatch(text)


def _is_code(text: str) -> bool:
    # A month that Excel made of a code is no slid cell.
    return len(text) < 40 and (not _THAI.search(text) or _is_day(text))


def _is_mark(text: str) -> bool:
    return len(text) <= _LONGEST_MARK and not _ONLY_MONTH.fullmatch(text)


def _is_point(text: str) -> bool:
    return bool(re.fullmatch(r"[-0-9.,°'\"NESW ]+", text))


_OWN_SHAPES = {"villages": _is_villages, "percent": _is_percent}
_SHAPES = {
    TextKind.AMOUNT: _is_amount,
    TextKind.MONTH: _is_month,
    TextKind.NUMBER: _is_number,
    TextKind.DATE: _is_date,
    TextKind.CODE: _is_code,
    TextKind.MARK: _is_mark,
    TextKind.POINT: _is_point,
}


def is_only_month(text: str) -> bool:
    """Whether a text is a month with its year and nothing else: no writer puts it elsewhere."""
    return bool(_ONLY_MONTH.fullmatch(arabic_digits(text)))


def splits_amount(text: str, following: str) -> bool:
    """Whether two cells are one amount that a comma divided: `298` and `000`."""
    return bool(
        re.fullmatch(r"[1-9][0-9]{0,2}", arabic_digits(text))
        and re.fullmatch(r"[0-9]{3}(?:\.[0-9]{1,2})?", arabic_digits(following))
    )
