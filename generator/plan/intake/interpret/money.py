"""What a form's cell of money says: one amount, that none is used, its source, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.plan.model import NO_BUDGET
from generator.thai.numbers import (
    AmountError,
    baht_text,
    dotted_readings,
    format_baht,
    parse_satang,
    worded_reading,
)
from generator.thai.text import arabic_digits, match_key, tidy

_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# A figure that is no sum: of a year, an order's number, a count of times, a village.
_NO_SUM = re.compile(
    r"(?:ครั้งที่|ฉบับที่|หมู่(?:ที่)?|ม\.|ข้อ|ลำดับที่|หน้า)\s*[0-9]+(?:\s*/\s*[0-9]+)?"
    r"|[0-9]+\s*/\s*[0-9]+|(?:พ\.?\s?ศ\.?|ปี(?:งบประมาณ)?)\s*(?:พ\.?\s?ศ\.?)?\s*[0-9]{2,4}"
)
_SUM = re.compile(rf"(?<![0-9,.])(?:{_FIGURE})(?![0-9])")
# Commas that do not stand in thousands: a digit is missing, or one too many.
_UNGROUPED = re.compile(r"[0-9],(?:[0-9]{1,2}|[0-9]{4,})(?![0-9])")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"  # whatever a program makes of a minus
_BAHT = re.compile(rf"\s*(?:\.\s?[{_DASHES}]|,\s?[{_DASHES}]|บาท(?:ถ้วน)?|บ\.)")
# A figure below nought, or one by which an amount is changed, is not the amount.
_CHANGE = re.compile(
    rf"(?:^|\()\s*[{_DASHES}]\s*$|\s[{_DASHES}]$"
    r"|(?:ลด|เพิ่ม)(?:ลง|ขึ้น|งบประมาณ)?(?:จาก|อีก)?\s*(?:จำนวน)?\s*:?\s*$"
)
# A year alone says nothing of where money comes from, and other years have other amounts.
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?|ปี(?:งบประมาณ)?)\s*(?:พ\.?\s?ศ\.?)?\s*[0-9]{2,4}\s*:?")
_NONE = re.compile(r"ไม่\s*(?:ได้)?\s*(?:ใช้|มี|ตั้ง|ขอ)\s*(?:เงิน)?\s*(?:งบ)?\s*(?:ประมาณ)?", re.DOTALL)
# An amount that a narrow cell broke behind a comma, or before it.
_BROKEN = re.compile(
    r"(?<=[0-9],)\s+(?=[0-9]{3}(?![0-9]))|(?<=[0-9])\s+(?=,[0-9]{3}(?![0-9])|\.[0-9]{2}(?![0-9]))"
)
# Letters for noughts and ones, typed right beside figures: `12O,000`, `l20,000`.
_GLUED_AFTER, _GLUED_BEFORE = re.compile(r"[,.]?[A-Za-z]"), re.compile(r"[A-Za-z][,.]?$")
# Beside an amount these say nothing of where it comes from.
_IDLE = re.compile(r"^(?:จำนวน|วงเงิน|เป็นเงิน|งบประมาณ|งบ|รวม|เงิน)+$")
# Words by which a figure alone is not the amount: `5,000 บาท/เดือน`, `คนละ 20,000`.
_RATE = re.compile(r"ต่อ(?!เนื่อง)|(?<!แ)ละ|[x×*/+=%]|ร้อย|พัน(?!ธ)|หมื่น|แสน|ล้าน|คูณ")
_LEADS_LETTERS = re.compile(r"^(?:จำนวนเงิน|เป็นเงิน|ตัวอักษร)+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS = f" \n\t()[]:;,{_DASHES}"


@dataclass(frozen=True, slots=True)
class Money:
    """What the cells of money of one project say.

    `amount` is in baht, None where it is to be asked or none is used (`none`). `text` is what is
    printed, `source` the words beside the amount. `readings` are the amounts that it may mean.
    """

    amount: Decimal | None = None
    text: str = ""
    source: str = ""
    none: bool = False
    readings: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing to ask."""
        return self.none or self.amount is not None

    @property
    def answers(self) -> tuple[str, ...]:
        """The readings to choose from: none where the only one is the text that cannot be read."""
        return () if self.readings == (self.text,) else self.readings


def read_money(text: str, scale: int = 1) -> Money:
    """Return what a cell says, its lines as one; figures count by `scale` baht."""
    said = " ".join(tidy(text).split())
    said = _BROKEN.sub("", said)
    plain = arabic_digits(said)
    if _UNGROUPED.search(plain):
        return Money(text=said, readings=(said,))
    if not said or not plain.strip(f"{_DASHES}. "):
        return Money(text=said)
    if (whole := baht(plain, scale)) is not None:
        # Nought may mean that none is used, or that it is not known yet.
        return Money(whole, said) if whole else Money(text=said, readings=(NO_BUDGET,))
    sums = _sums(plain)
    if not sums:
        return _without_sum(said)
    if len(sums) == 1 and not (shortened := _shortened(plain)):
        return _with_words(said, plain, sums[0], scale)
    readings = tuple(plain[start:end] for start, end in sums)
    if len(sums) == 1:
        readings = shortened
    elif len(found := [one for one in (baht(each, scale) for each in readings) if one]) > 1:
        readings = (*readings, summed(found))
    return Money(text=said, readings=readings)


def baht(text: str, scale: int = 1) -> Decimal | None:
    """Return the amount in baht that a text is, None where it is no plain one."""
    try:
        satang = parse_satang(text, scale)
    except AmountError:
        return None
    return (Decimal(satang) / 100).quantize(Decimal("0.01"))


def stated_count(text: str) -> int | None:
    """Return how many projects a cell of a total counts, None where it does not."""
    found = re.fullmatch(
        r"(?:จำนวน|รวม)?\s*([0-9]{1,4})\s*(?:โครงการ|รายการ|กิจกรรม|ครุภัณฑ์)?",
        arabic_digits(tidy(text)),
    )
    return int(found[1]) if found else None


def summed(amounts: Iterable[Decimal | None]) -> str:
    """Return the sum of amounts as a reading that says so."""
    return f"รวม {_told(sum((one for one in amounts if one), Decimal(0)))}"


def _told(amount: Decimal) -> str:
    return format_baht(int(amount * 100))


def _sums(plain: str) -> list[tuple[int, int]]:
    covered = [found.span() for found in _NO_SUM.finditer(plain)]
    return [
        found.span()
        for found in _SUM.finditer(plain)
        if not any(first < found.end() and found.start() < last for first, last in covered)
    ]


def _without_sum(said: str) -> Money:
    """Return what words without an amount say: that none is used, or where it comes from."""
    none = _NONE.match(said)
    if match_key(said) == match_key(NO_BUDGET) or none:
        beside = said[none.end() :].strip(_BRACKETS) if none else ""
        return Money(text=said, none=True, source="" if _IDLE.match(beside) else beside)
    return Money(text=said, source=said.strip(_BRACKETS))


def _shortened(plain: str) -> tuple[str, ...]:
    """Return the readings of an amount with dots in thousands, or with a word for noughts."""
    if readings := dotted_readings(plain):
        return readings
    worded = worded_reading(plain)
    if worded is not None:
        return (format_baht(worded),)
    return (plain,) if re.search(r"[0-9]\s*(?:พัน|หมื่น|แสน|ล้าน)", plain) else ()


def _with_words(said: str, plain: str, at: tuple[int, int], scale: int) -> Money:
    """Return the one amount of a cell, and the words before and after it as its source."""
    start, end = at
    around = _NO_SUM.sub("", f"{plain[:start]} {plain[end:]}")
    glued = _GLUED_AFTER.match(plain, end) or _GLUED_BEFORE.search(plain[:start])
    if glued or any(map(str.isdecimal, around)):  # the figure is but a part of what was meant
        return Money(text=said, readings=(said,))
    unit = _BAHT.match(plain, end)
    end = unit.end() if unit else end
    amount = baht(plain[at[0] : at[1]], scale)
    after = said[end:]
    if amount is not None:
        after = _without_letters(after, amount)
    words = [said[:start].strip(_BRACKETS), after.strip(_BRACKETS)]
    source = " ".join(one for one in words if one and not _IDLE.match("".join(one.split())))
    before = plain[:start]
    if _CHANGE.search(before) or _YEAR.fullmatch(before.strip()):
        return Money(text=said, readings=(plain[at[0] : at[1]],))
    if amount is None or _RATE.search(_NO_SUM.sub("", arabic_digits(source))):
        return Money(text=said, readings=(plain[at[0] : at[1]],))
    return Money(amount, said, source)


def _without_letters(words: str, amount: Decimal) -> str:
    """Return words without the amount that they say again, as on a cheque: `(ห้าหมื่นบาทถ้วน)`."""
    again = baht_text(int(amount * 100)).removesuffix("ถ้วน")

    def left(text: str) -> str:
        bare = _LEADS_LETTERS.sub("", "".join(text.split()).strip(_BRACKETS))
        return "" if bare.removesuffix("ถ้วน") == again else text

    return left(_IN_BRACKETS.sub(lambda found: left(found[0]), words))
