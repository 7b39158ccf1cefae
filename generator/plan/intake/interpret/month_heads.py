"""The headings of months → their columns, by their place where one of them is misprinted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.form import GridCell
from generator.plan.intake.interpret.gridded import GridRow
from generator.plan.intake.months import Misprint, MonthColumns
from generator.plan.intake.months.words import period_of
from generator.plan.read.cells import column_letter
from generator.plan.sheet.head import Head, Heading
from generator.thai.dates import MONTHS as NAMES
from generator.thai.dates import MONTHS_SHORT, month_number
from generator.thai.eras import BUDDHIST
from generator.thai.fiscal import MONTH_NUMBERS
from generator.thai.text import arabic_digits, tidy

MONTHS = tuple(one.code for one in MONTH_FIELDS)
_ALL = len(MONTHS)
# So many of twelve headings may be misprinted, or two of them be exchanged: the others tell.
_MOST_MISPRINTED = 2
_LIKE = 0.6
_A_QUARTER = 3
_QUARTER = re.compile(r"(?:.*\s)?ไตรมาส\s*(?:ที่)?\s*([1-4])(?:\s*[(/:].*|\s+[ก-๎].*)?")
_FIRST_OF_FULL_YEARS = 2400


@dataclass(frozen=True, slots=True)
class _Slot:
    """What may be one month's heading: its columns, the month that it says, None for no month."""

    first: int
    after: int
    month: int | None
    text: str
    place: str = ""
    cell: GridCell | None = None


def month_columns(head: Head, codes: Mapping[int, str], rows: Sequence[GridRow]) -> MonthColumns:
    """Return the columns of months under a heading; `rows` are those of the grid around it.

    Where a month stands twice, is missing, or is exchanged with another, and all other headings
    tell their order, each column is the month of its place, and what is misprinted is told.
    """
    period = next((at for at, code in codes.items() if code == "period"), None)
    lines = [row for row in rows if head.first <= row.at + 1 <= head.last]
    slots = list(_slots(head, codes, lines))
    if not slots:
        return _quarters(head, codes, period)
    merged = _merged(slots)
    ways = [
        slots,
        merged,
        _with_gaps(merged, codes, lines),
        _with_end(merged, head, codes, lines),
    ]
    for way in ways:
        if _in_order(way) and ways[-1] is merged:
            found = _columns(way, [one.month or 0 for one in way], period, head)
            return replace(found, divided=_is_divided(way, lines))
    for way in ways:
        if (first := _first_of(way[:_ALL])) is not None:
            months = [(first + at) % _ALL for at in range(_ALL)]
            return replace(
                _columns(way[:_ALL], months, period, head),
                beyond=tuple((one.first, one.after, one.text) for one in way[_ALL:]),
            )
    return _disordered(merged, period, head)


def _slots(head: Head, codes: Mapping[int, str], lines: Sequence[GridRow]) -> Iterator[_Slot]:
    """Yield the headings of months from left to right, each cell that heads some once."""
    before: _Slot | None = None
    for column in sorted(codes):
        if codes[column] not in MONTHS:
            continue
        month = MONTHS.index(codes[column])
        cell = _cell(lines, column, month)
        if before is not None and before.after == column and cell and before.cell is cell:
            before = replace(before, after=column + 1)
            continue
        if before is not None:
            yield before
        text = tidy(cell.text) if cell else head.headings[column].text
        before = _Slot(column, column + 1, month, text, _place(lines, column, cell), cell)
    if before is not None:
        yield before


def _cell(lines: Sequence[GridRow], column: int, month: int) -> GridCell | None:
    """Return the cell that says the month of a column, or else the lowest over it."""
    over = [cell for row in reversed(lines) if (cell := _covering(row, column)) is not None]
    number = MONTH_NUMBERS[month]
    named = (one for one in over if month_number(_without_year(tidy(one.text))) == number)
    return next(named, over[0] if over else None)


def _without_year(text: str) -> str:
    return text.rstrip("0123456789๐๑๒๓๔๕๖๗๘๙ /-'’")


def _place(lines: Sequence[GridRow], column: int, cell: GridCell | None) -> str:
    """Return where a heading stands in a worksheet (`ช่อง H7`), empty in other formats."""
    if cell is None:
        known = any(one.spot.cell for row in lines for one in row.own)
        return f"ช่อง {column_letter(column)}{lines[-1].at + 1}" if known else ""
    return f"ช่อง {cell.spot.cell}" if cell.spot.cell else ""


def _covering(row: GridRow, column: int) -> GridCell | None:
    own = (one for one in row.own if one.column <= column < one.column + one.columns)
    return next(own, row.over.get(column))


def _merged(slots: Sequence[_Slot]) -> list[_Slot]:
    """Return headings with those of the same month beside each other as one: half months."""
    found: list[_Slot] = []
    for one in slots:
        last = found[-1] if found else None
        if last and last.month == one.month and last.after == one.first:
            found[-1] = replace(last, after=one.after)
        else:
            found.append(one)
    return found


def _with_gaps(
    slots: Sequence[_Slot], codes: Mapping[int, str], lines: Sequence[GridRow]
) -> list[_Slot]:
    """Return headings with the columns between them whose heading says no month, nor else what."""
    found: list[_Slot] = []
    for one in slots:
        gap = range(found[-1].after if found else one.first, one.first)
        free = [column for column in gap if column not in codes]
        for column in free:
            over = (_covering(row, column) for row in reversed(lines))
            cell = next((one for one in over if one and one.columns == 1), None)
            text = tidy(cell.text) if cell else ""
            found.append(_Slot(column, column + 1, None, text, _place(lines, column, cell)))
        found.append(one)
    return found


def _with_end(
    slots: list[_Slot], head: Head, codes: Mapping[int, str], lines: Sequence[GridRow]
) -> list[_Slot]:
    """Return eleven months with the column beside them that must be the one they lack.

    Its heading is like that month's name, or has none of its own.
    """
    if len(slots) != _ALL - 1 or not _in_order(slots):
        return slots
    (lacking,) = set(range(_ALL)) - {one.month for one in slots}
    for column in (slots[0].first - 1, slots[-1].after):
        if 0 <= column < len(head.headings) and column not in codes:
            *_, word = ("", *head.headings[column].text.split())
            if not word or word.isdigit() or _is_like(word, MONTH_NUMBERS[lacking]):
                text, place = "" if word.isdigit() else word, _place(lines, column, None)
                end = _Slot(column, column + 1, None, text, place)
                return [end, *slots] if column < slots[0].first else [*slots, end]
    return slots


def _is_like(word: str, number: int) -> bool:
    names = (NAMES[number - 1], MONTHS_SHORT[number - 1])
    return any(SequenceMatcher(None, word, name).ratio() >= _LIKE for name in names)


def _in_order(slots: Sequence[_Slot]) -> bool:
    """Whether each month follows the one before it, and none comes again."""
    if len(slots) > _ALL or any(one.month is None for one in slots):
        return False
    return all(((one.month or 0) + 1) % _ALL == other.month for one, other in pairwise(slots))


def _first_of(slots: Sequence[_Slot]) -> int | None:
    """Return the month of the first of twelve columns by what most say, None where few agree."""
    if len(slots) != _ALL:
        return None
    for first in range(_ALL):
        wrong = sum((first + at) % _ALL != one.month for at, one in enumerate(slots))
        if wrong <= _MOST_MISPRINTED:
            return first
    return None


def _columns(
    slots: Sequence[_Slot], months: Sequence[int], period: int | None, head: Head
) -> MonthColumns:
    """Return the columns of headings of which the months are known by their places."""
    spans: list[tuple[int, int] | None] = [None] * _ALL
    misprints = []
    for at, (one, month) in enumerate(zip(slots, months, strict=True)):
        spans[month] = (one.first, one.after)
        if one.month != month:
            misprints.append(Misprint(month, one.month, _why(one, at, month)))
    return _told(spans, period, misprints, [head.headings[one.first] for one in slots], months)


def _why(slot: _Slot, at: int, month: int) -> str:
    """Return in Thai which heading is misprinted, and what its place says."""
    cell = slot.place or f"คอลัมน์เดือนที่ {at + 1}"
    said = f"พิมพ์ว่า “{slot.text}”" if slot.text else "ว่างอยู่"
    name = MONTHS_SHORT[MONTH_NUMBERS[month] - 1]
    return f"หัวคอลัมน์เดือน ({cell}) {said} แต่ตามลำดับคอลัมน์ควรเป็น {name}"


def _disordered(slots: Sequence[_Slot], period: int | None, head: Head) -> MonthColumns:
    """Return the first columns of each month, of which nothing tells the right order."""
    spans: list[tuple[int, int] | None] = [None] * _ALL
    again, misprints = [], []
    for one in slots:
        month = one.month or 0
        if spans[month] is None:
            spans[month] = (one.first, one.after)
        else:
            again.append((one.first, one.after, one.text))
            why = f"หัวคอลัมน์เดือน “{one.text}” มีมากกว่าหนึ่งคอลัมน์"
            misprints.append(Misprint(month, None, why))
    months = [one.month or 0 for one in slots]
    told = _told(spans, period, misprints, [head.headings[one.first] for one in slots], months)
    return replace(told, beyond=tuple(again))


def _is_divided(slots: Sequence[_Slot], lines: Sequence[GridRow]) -> bool:
    """Whether the lowest line of a heading names parts of every month: `1-15 | 16-31`."""
    own = {cell.column for cell in lines[-1].own if cell.columns == 1} if lines else set[int]()
    parts = [set(range(one.first, one.after)) for one in slots]
    return all(len(one) > 1 and one <= own for one in parts)


def _quarters(head: Head, codes: Mapping[int, str], period: int | None) -> MonthColumns:
    """Return the columns of quarters, where a heading has these in place of months."""
    spans: list[tuple[int, int] | None] = [None] * _ALL
    for column, heading in enumerate(head.headings):
        found = _QUARTER.fullmatch(arabic_digits(heading.text))
        if found is None or column in codes:
            continue
        first = _A_QUARTER * (int(found[1]) - 1)
        named = period_of(heading.text.partition("(")[2].partition(")")[0], 0)
        if named and named != frozenset(range(first, first + _A_QUARTER)):
            break  # quarters of the calendar
        was = spans[first]
        span = (was[0] if was and was[1] == column else column, column + 1)
        spans[first : first + _A_QUARTER] = [span] * _A_QUARTER
    if None in spans:
        return MonthColumns((None,) * _ALL, period)
    return MonthColumns(tuple(spans), period, quarters=True)


def _told(
    spans: Sequence[tuple[int, int] | None],
    period: int | None,
    misprints: Sequence[Misprint],
    headings: Sequence[Heading],
    months: Sequence[int],
) -> MonthColumns:
    """Return the columns with the Buddhist year of each month that a heading names.

    One year over all months from October on is the name of the fiscal year: it tells nothing of a
    month. Over months from January on it is a year of the calendar.
    """
    over = {one.over for one in headings} - {0}
    single = len(over) == 1 and not any(one.year for one in headings)
    first = months[0] if months else 0
    found = [0] * _ALL
    for one, month in zip(headings, months, strict=True):
        line = min(over) if single and first else one.over if len(over) > 1 else 0
        if year := one.year or line:
            found[month] = _buddhist(year)
    one_year = _buddhist(min(over)) if single else 0
    return MonthColumns(tuple(spans), period, tuple(misprints), tuple(found), first, one_year)


def _buddhist(year: int) -> int:
    if year < 100:
        return 2500 + year
    return year if year >= _FIRST_OF_FULL_YEARS else year + BUDDHIST
