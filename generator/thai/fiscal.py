"""Months and periods of months as people write them, read inside a fiscal year.

Owns `FiscalYear`, `Month` and their reading. Must not judge whether a month belongs to a plan:
a month outside the fiscal year is returned as written.
"""

import re

from generator.thai.dates import (
    DateError,
    legible,
    month_number,
    parse_date,
    real_dates,
    the_one,
)
from generator.thai.eras import ERA_PATTERN, either_era, era_of, possible_years
from generator.thai.fiscal_year import MONTH_NUMBERS, FiscalYear, Month, touching
from generator.thai.text import match_key

__all__ = ["MONTH_NUMBERS", "FiscalYear", "Month", "parse_month", "parse_period", "touching"]

_NAMED = re.compile(rf"(?P<month>[^0-9]+?)(?P<era>{ERA_PATTERN})? ?(?P<year>[0-9]{{4}}|[0-9]{{2}})")
_MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2}) ?[-/.] ?(?P<year>[0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4}) ?[-/.] ?(?P<month>[0-9]{1,2})")

_WHOLE_YEAR = {
    f"{every}{year}" for every in ("ตลอด", "ทั้ง", "ตลอดทั้ง") for year in ("ปี", "ปีงบประมาณ")
}
_OPENING = re.compile(r"^(?:ตั้งแต่|ระหว่าง) ?")
_BETWEEN = re.compile(r" ?(?:จนถึง|ถึง|[-–—−~]) ?")
_LONGEST_PERIOD = 100
_CLEAREST = ("unreadable", "impossible", "ambiguous")


def parse_month(text: str, fiscal_year: FiscalYear) -> Month:
    """Return the month of `พ.ย. 68`, `พฤศจิกายน 2568`, `11/2568`, `2568-11`, or of a full date.

    A name alone is the month of the fiscal year; two digits of a year that may be of either era
    mean the one inside the fiscal year. Raises `DateError`, whose readings are first days.
    """
    plain = legible(text)
    if number := month_number(plain):
        return fiscal_year.month(number)
    if found := _YEAR_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain):
        return _numeric(text, int(found["month"]), found["year"], fiscal_year)
    if found := _NAMED.fullmatch(plain):
        return _named(text, found, fiscal_year)
    return Month.of(parse_date(text))


def _numeric(text: str, month: int, year: str, fiscal_year: FiscalYear) -> Month:
    if len(year) == 2:
        readings = real_dates(*((y, month, 1) for y in either_era(year)))
        inside = [day for day in readings if fiscal_year.contains(day)]
        if len(inside) == 1:
            return Month.of(inside[0])
        raise DateError("ambiguous" if readings else "impossible", text, readings)
    return Month.of(the_one(text, real_dates(*((y, month, 1) for y in possible_years(year)))))


def _named(text: str, found: re.Match[str], fiscal_year: FiscalYear) -> Month:
    number = month_number(found["month"].strip(" /-–"))
    if number is None:
        raise DateError("unreadable", text)
    written = possible_years(found["year"], era_of(found["era"]))
    readings = real_dates(*((y, number, 1) for y in written))
    inside = tuple(day for day in readings if fiscal_year.contains(day))
    other_era = real_dates(*((y, number, 1) for y in possible_years(found["year"])))
    return Month.of(the_one(text, inside or readings, other_era))


def parse_period(text: str, fiscal_year: FiscalYear) -> tuple[Month, Month]:
    """Return the first and last month of a period; one month is a period of itself.

    `พ.ค. - ก.ค. 67`: the side without a year takes the year that makes the period run forwards
    within twelve months; without any year both lie in the fiscal year. ตลอดปี and its like are
    October to September. Raises `DateError`; a period that runs backwards is `impossible`.
    """
    plain = legible(text)
    if match_key(plain) in _WHOLE_YEAR:
        return fiscal_year.months[0], fiscal_year.months[-1]
    plain = _OPENING.sub("", plain)
    if len(plain) > _LONGEST_PERIOD:
        raise DateError("unreadable", text)
    errors = []
    for first, last in _splits(plain):
        try:
            return _between(first, last, fiscal_year)
        except DateError as error:
            errors.append(error)
    clearest = max(errors, key=lambda error: _CLEAREST.index(error.kind))
    raise DateError(clearest.kind, text, clearest.readings)


def _splits(plain: str) -> list[tuple[str, str]]:
    """Return the ways to cut a period in two, likeliest first; uncut, it is a single month."""
    cuts = sorted(_BETWEEN.finditer(plain), key=lambda cut: len(cut[0]), reverse=True)
    return [(plain, plain)] + [(plain[: cut.start()], plain[cut.end() :]) for cut in cuts]


def _between(first: str, last: str, fiscal_year: FiscalYear) -> tuple[Month, Month]:
    bare_first, bare_last = month_number(first), month_number(last)
    if bare_first and not bare_last:
        end = parse_month(last, fiscal_year)
        start = Month(end.year - (bare_first > end.month), bare_first)
    elif bare_last and not bare_first:
        start = parse_month(first, fiscal_year)
        end = Month(start.year + (bare_last < start.month), bare_last)
    else:
        start, end = parse_month(first, fiscal_year), parse_month(last, fiscal_year)
    if start > end:
        raise DateError("impossible", f"{first} - {last}", (start.first, end.first))
    return start, end
