"""Months told in words, in one cell or in a text box: `ม.ค. – มี.ค. 69`, `ตลอดปี`, `ไตรมาส 2`."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.plan.intake.months.axis import ALL, Months
from generator.thai.dates import DateError
from generator.thai.fiscal import FiscalYear, Month, parse_period
from generator.thai.fiscal_year import MONTH_NUMBERS
from generator.thai.text import arabic_digits

_SOME_YEAR = 2569
_LONGEST = 120
_PARTS = re.compile(r"\s*(?:,|;|\n|และ)\s*")
_QUARTER = re.compile(r"ไตรมาส(?:ที่)?\s*([1-4])(?:\s*[-–—]\s*([1-4]))?")
_WHOLE_YEAR = re.compile(
    r"(?:ดำเนินการ\s*)?(?:(?:ตลอด|ทั้ง)(?:ทั้ง)?\s*ปี(?:\s*งบประมาณ)?(?:\s*(?:พ\.?ศ\.?)?\s*[0-9]{4})?"
    r"|ทุก\s*เดือน)"
)
_BEFORE = re.compile(r"^(?:ระยะเวลา|ดำเนินการ|ช่วง|เดือน|ประมาณ)\s*:?\s*")
# Words that make a month the end of some time, or its beginning.
_UNTIL = re.compile(r"(ภายใน|ไม่เกิน|ไม่ช้ากว่า|จนถึง|ถึง|ก่อน|ตั้งแต่|หลัง)(.+?)(?:เป็นต้นไป)?$")
_SINCE = "ตั้งแต่"
_MONTH = re.compile(r"[ก-๎]+(?:\.[ก-๎]+)*\.?")
_LAST, _MOST_NAMED = 11, 3


@lru_cache(maxsize=5_000)  # of a form's months nearly every cell says the same
def period_of(text: str, year: int) -> Months | None:
    """Return the months that a text names, None where it names none, or not for certain.

    `year` is the Buddhist fiscal year, 0 where it is not known: years in the text then count
    for nothing. Months of another fiscal year are not certain.
    """
    plain = " ".join(arabic_digits(text[: _LONGEST + 1]).split())
    if len(plain) > _LONGEST or not any(map(str.isalpha, plain)):
        return None
    if _WHOLE_YEAR.fullmatch(plain):
        return ALL
    if found := _QUARTER.fullmatch(plain):
        first, last = int(found[1]), int(found[2] or found[1])
        return frozenset(range(3 * first - 3, 3 * last)) or None
    whole = _read(plain, year)
    if whole is not None:
        # `ตั้งแต่ ต.ค.` tells only when it begins.
        return None if len(whole) == 1 and _SINCE in plain else whole
    lines = "\n".join(" ".join(line.split()) for line in arabic_digits(text).splitlines())
    parts = [_read(part, year) for part in _PARTS.split(lines.strip()) if part]
    if len(parts) > 1 and None not in parts:
        return frozenset().union(*filter(None, parts))
    return None


def ways_of(text: str, year: int) -> tuple[Months, ...]:
    """Return what a text that names no months for certain may mean; none where it names none.

    `ภายในเดือน มี.ค.` is March, or all until March; `เลื่อนเป็น พ.ค.` may be May.
    """
    plain = " ".join(arabic_digits(text[:_LONGEST]).split())
    found = _UNTIL.search(plain)
    months = _read(found[2].strip(), year) if found else None
    if found is None or months is None:
        named = dict.fromkeys(
            month for word in _MONTH.findall(plain) if len(month := _read(word, 0) or ()) == 1
        )
        ways = tuple(frozenset(one) for one in list(named)[:_MOST_NAMED])
        # Of `มี.ค./เม.ย.` it may be either, or both.
        return (*ways, frozenset().union(*ways)) if "/" in plain and len(ways) > 1 else ways
    first, last = min(months), max(months)
    if found[1] in (_SINCE, "หลัง"):
        return (months, frozenset(range(first, _LAST + 1)))
    before = frozenset(range(last if found[1] == "ก่อน" else last + 1))
    return (before,) if found[1] == "ก่อน" and before else (months, before or months)


def _read(text: str, year: int) -> Months | None:
    text = _BEFORE.sub("", _BEFORE.sub("", text))
    if not text or text.isascii():
        return None  # a number, or a date in figures: of a day, not of months
    fiscal = FiscalYear(year or _SOME_YEAR)
    try:
        first, last = parse_period(text, fiscal)
    except (DateError, ValueError):
        return None
    if year and not (_inside(first, fiscal) and _inside(last, fiscal)):
        return None
    start, end = (MONTH_NUMBERS.index(one.month) for one in (first, last))
    return frozenset(range(start, end + 1)) or None


def _inside(month: Month, year: FiscalYear) -> bool:
    return month in year.months
