"""The fiscal year, 1 October to 30 September, and its months, as values.

Owns their days, order and labels. Must not read text beyond a year's number: see `fiscal`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.thai.dates import MONTHS, MONTHS_SHORT
from generator.thai.eras import BUDDHIST, ERA_PATTERN, era_of, possible_years
from generator.thai.text import arabic_digits, damaged, normalise

# Calendar numbers of a fiscal year's months, in its order.
MONTH_NUMBERS = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)
_LEAST_YEAR = 2300
_YEAR = re.compile(
    rf"(?:ประจำ ?)?(?:ปี ?)?(?:งบประมาณ ?)?(?P<era>{ERA_PATTERN})? ?(?P<year>[0-9]{{4}})"
)


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A Thai fiscal year, named by the Buddhist year in which it ends.

    Raises `ValueError` for a year before 2300: it would be a Christian year taken as Buddhist.
    """

    year: int

    def __post_init__(self) -> None:
        if self.year < _LEAST_YEAR:
            raise ValueError(f"not a Buddhist fiscal year: {self.year}")

    @classmethod
    def of(cls, day: datetime.date) -> FiscalYear:
        """Return the fiscal year that the day belongs to."""
        return cls(day.year + BUDDHIST + (day.month >= 10))

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """Return the year of `2569`, `๒๕๖๙`, `ปี 2569`, `ปีงบประมาณ พ.ศ. 2569`, `2026`.

        Raises `ValueError`.
        """
        found = None if damaged(text) else _YEAR.fullmatch(arabic_digits(normalise(text)))
        years = possible_years(found["year"], era_of(found["era"])) if found else ()
        if not years:
            raise ValueError(f"not a fiscal year: {text!r}")
        return cls(years[0] + BUDDHIST)

    @property
    def first(self) -> datetime.date:
        """1 October, the first day."""
        return datetime.date(self.year - BUDDHIST - 1, 10, 1)

    @property
    def last(self) -> datetime.date:
        """30 September, the last day."""
        return datetime.date(self.year - BUDDHIST, 9, 30)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months, October first."""
        return _months(self)

    def month(self, number: int) -> Month:
        """Return this year's month of the calendar number 1–12."""
        return Month(self.year - BUDDHIST - (number >= 10), number)

    def contains(self, day: datetime.date) -> bool:
        """Return whether the day lies in this year."""
        return self.first <= day <= self.last

    @property
    def label(self) -> str:
        """The Buddhist year in Arabic digits, `2569`."""
        return str(self.year)


@lru_cache(maxsize=64)
def _months(year: FiscalYear) -> tuple[Month, ...]:
    return tuple(year.month(number) for number in MONTH_NUMBERS)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month: Christian year and 1–12; in time order. `ValueError` for another number."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"not a month: {self.month}")

    @classmethod
    def of(cls, day: datetime.date) -> Month:
        """Return the month that the day belongs to."""
        return cls(day.year, day.month)

    @property
    def first(self) -> datetime.date:
        """The first day."""
        return datetime.date(self.year, self.month, 1)

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return self.first.replace(day=calendar.monthrange(self.year, self.month)[1])

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year it belongs to."""
        return FiscalYear.of(self.first)

    @property
    def position(self) -> int:
        """Its place in the fiscal year: 0 for October, 11 for September."""
        return (self.month - 10) % 12

    @property
    def label(self) -> str:
        """Short, `ต.ค. 2568`."""
        return f"{MONTHS_SHORT[self.month - 1]} {self.year + BUDDHIST}"

    @property
    def long_label(self) -> str:
        """In full, `ตุลาคม 2568`."""
        return f"{MONTHS[self.month - 1]} {self.year + BUDDHIST}"


def touching(months: Sequence[Month]) -> bool:
    """Whether months in order follow each other without one between that is not among them."""
    places = [one.year * 12 + one.month for one in months]
    return all(after - before == 1 for before, after in pairwise(places))
