"""Dates and months as Thai offices write them.

Owns the names of the months and the reading of a date in either era. Must not guess: a date
with two readings is an error that holds both.
"""

import datetime
import re
from typing import Literal

from generator.thai.eras import (
    BUDDHIST,
    ERA_PATTERN,
    either_era,
    era_of,
    is_buddhist,
    possible_years,
)
from generator.thai.text import arabic_digits, damaged, normalise

DateKind = Literal["unreadable", "impossible", "ambiguous"]

#: Full names; index 0 is January.
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip

#: Abbreviations with their dots; index 0 is January.
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

#: As an Excel with English settings writes them; its short names are the first three letters.
MONTHS_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _month_key(name: str) -> str:
    # Keeps a dash, unlike match_key: `ต.ค. -` is half a period and no month.
    return normalise(name).replace(".", "").replace(" ", "").casefold()


_NUMBER_OF = {
    _month_key(name): number
    for names in (MONTHS, MONTHS_SHORT, MONTHS_ENGLISH, [name[:3] for name in MONTHS_ENGLISH])
    for number, name in enumerate(names, start=1)
} | {"sept": 9}
# As they are said: ตุลา, กุมภา, เมษา.
_NUMBER_OF |= {
    _month_key(re.sub("(?:คม|ยน|พันธ์)$", "", name)): number
    for number, name in enumerate(MONTHS, start=1)
}

_OPENING = re.compile(r"^(?:(?:ณ|เมื่อ) ?)?(?:วันที่ ?)?")
_TIME = r"(?:[ T][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR_FIRST = re.compile(
    r"([0-9]{4}) ?(?P<mark>[-/.]) ?([0-9]{1,2}) ?(?P=mark) ?([0-9]{1,2})" + _TIME
)
_YEAR_LAST = re.compile(
    r"([0-9]{1,2}) ?(?P<mark>[-/.]) ?([0-9]{1,2}) ?(?P=mark) ?([0-9]{4}|[0-9]{2})" + _TIME
)
_NAMED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<month>[^0-9]+?)(?P<era>{ERA_PATTERN})? ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? ?(?P<day>[0-9]{1,2}), ?(?P<year>[0-9]{4})")


class DateError(ValueError):
    """A text is not one date; `kind` says why, `readings` what it may have meant.

    `unreadable` (not a form of date), `impossible` (no such day or year, or พ.ศ./ค.ศ. contradicts
    the year; readings hold the likely slip), `ambiguous` (readings hold every date it may be).
    """

    def __init__(self, kind: DateKind, text: str, readings: tuple[datetime.date, ...] = ()) -> None:
        super().__init__(f"{kind} date: {text!r}")
        self.kind: DateKind = kind
        self.text = text
        self.readings = readings


def month_number(text: str) -> int | None:
    """Return 1–12 for a month's full or short name, Thai or English, with or without dots, เดือน."""
    return _NUMBER_OF.get(_month_key(text).removeprefix("เดือน"))


def format_date(day: datetime.date) -> str:
    """Return `15 ตุลาคม 2568`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def format_date_short(day: datetime.date) -> str:
    """Return `15 ต.ค. 2568`."""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BUDDHIST}"


def format_span(first: datetime.date, last: datetime.date) -> str:
    """Return `1–30 ต.ค. 2568`, `2 พ.ย. – 8 ธ.ค. 2568`, or two whole days of different years."""
    if first.year != last.year:
        return f"{format_date_short(first)} – {format_date_short(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS_SHORT[first.month - 1]} – {format_date_short(last)}"
    return f"{first.day}–{format_date_short(last)}" if first < last else format_date_short(last)


def parse_date(text: str) -> datetime.date:
    """Return the one date that the text means. Raises `DateError`.

    Accepts `2568-10-15`, `15/10/2568`, `15 ต.ค. 68`, `วันที่ ๑๕ ตุลาคม พ.ศ. ๒๕๖๘`, `15-Oct-68`,
    `Oct 15, 2025` and their like, also with a time, which is dropped. A year of 2400 or more is
    Buddhist, 1900–2199 Christian.
    """
    plain = _OPENING.sub("", legible(text))
    if found := _YEAR_FIRST.fullmatch(plain):
        return _year_first(text, found[1], int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _year_last(text, int(found[1]), int(found[3]), found[4])
    if found := _MONTH_FIRST.fullmatch(plain) or _NAMED.fullmatch(plain):
        return _named(text, found)
    raise DateError("unreadable", text)


def legible(text: str) -> str:
    """Return the text normalised with Arabic digits, ready to be read as a date.

    Raises `DateError` when a character is damaged: it may have been a digit.
    """
    if damaged(text):
        raise DateError("unreadable", text)
    return arabic_digits(normalise(text))


def real_dates(*parts: tuple[int, int, int]) -> tuple[datetime.date, ...]:
    """Return the different dates among (year, month, day), in the order given."""
    days = []
    for year, month, day in parts:
        try:
            days.append(datetime.date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def the_one(
    text: str, readings: tuple[datetime.date, ...], likely: tuple[datetime.date, ...] = ()
) -> datetime.date:
    """Return the only reading. Raises `DateError` when there is none (with `likely`) or more."""
    if not readings:
        raise DateError("impossible", text, likely)
    if len(readings) > 1:
        raise DateError("ambiguous", text, readings)
    return readings[0]


def _year_first(text: str, year: str, month: int, day: int) -> datetime.date:
    years = possible_years(year)
    swapped = real_dates(*((y, day, month) for y in years))
    return the_one(text, real_dates(*((y, month, day) for y in years)), swapped)


def _year_last(text: str, first: int, second: int, year: str) -> datetime.date:
    if len(year) == 2:
        raise _two_digits(text, first, second, either_era(year))
    thai_order = [(y, second, first) for y in possible_years(year)]
    english_order = [(y, first, second) for y in possible_years(year)]
    if is_buddhist(year):
        return the_one(text, real_dates(*thai_order), real_dates(*english_order))
    return the_one(text, real_dates(*thai_order, *english_order))  # an English Excel: month first


def _two_digits(text: str, first: int, second: int, years: tuple[int, int]) -> DateError:
    buddhist, christian = years
    readings = real_dates(
        (buddhist, second, first), (christian, second, first), (christian, first, second)
    )
    return DateError("ambiguous" if readings else "impossible", text, readings)


def _named(text: str, found: re.Match[str]) -> datetime.date:
    month = month_number(found["month"].strip(" /-–"))
    if month is None:
        raise DateError("unreadable", text)
    day, year = int(found["day"]), found["year"]
    era = era_of(found.groupdict().get("era"))
    readings = [(y, month, day) for y in possible_years(year, era)]
    other_era = [(y, month, day) for y in possible_years(year)]
    return the_one(text, real_dates(*readings), real_dates(*other_era))
