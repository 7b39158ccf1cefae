"""Village numbers out of text: the column หมู่ที่, and running text such as a project's name.

Owns what the written styles of village numbers mean; the styles are a table (thai/villages.toml).
Knows no organisation: whether village 12 exists, or lies in another sub-district
(``หมู่ที่ 3 ตำบลอื่น``), is for the caller to say.

The cell is read strictly: all of it is understood, or :class:`VillageTextError` is raised.
Running text is read shyly: in doubt, a number is left out. The choices made there:

* ``ม.`` also means metre, school grade, section of a law. It is a village only when no measure
  stands before it, no law and (up to 6) no pupil is in the text, nothing is counted after it, and
  the number is at most 30.
* ``หมู่ที่ 3, 5 แห่ง`` gives 3: a later number with a unit, a measure or a month counts something.
* ``จากหมู่ 3 ถึงหมู่ 9``, ``เชื่อมหมู่ 3 - หมู่ 9`` and falling pairs are roads: the two ends only.
* ``ทั้ง 12 หมู่บ้าน`` says nothing: twelve may be fewer than all.
* A text with both numbers and "everywhere" is everywhere, so that no village misses its project.
* ``หมู่ 1-3 เว้นหมู่ 2`` gives 1 and 3, and says that 2 is left out. ``เว้นบ้านใหม่`` gives None: who
  is left out has no number there.
* Where an organisation lists communities or districts, ``หมู่ที่ 3`` is none of its list.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.thai.dates import month_number
from generator.thai.text import match_key
from generator.thai.villages import (
    LARGEST,
    LARGEST_SHORT,
    LAST_GRADE,
    PATTERNS,
    cell_patterns,
    text_patterns,
)

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
# Excel adds the current year to a day and month; no earlier one comes from two numbers.
_EXCEL_NOW = 2020
_TEXT = {name: re.compile(pattern) for name, pattern in PATTERNS["text"].items()}
_VILLAGES = "หมู่ที่"


class VillageTextError(ValueError):
    """A cell of the column หมู่ที่ that cannot be understood as a whole; its text is the value."""


@dataclass(frozen=True, slots=True)
class VillageText:
    """What a text says about villages: some numbers from 1 to 120, or everywhere and no numbers.

    `excepted` are numbers that it leaves out; no number is also one of these.
    """

    numbers: frozenset[int]
    everywhere: bool
    excepted: frozenset[int] = frozenset()


_ALL = VillageText(frozenset(), everywhere=True)


def parse_villages(
    cell: str, ordinal: str = _VILLAGES, whole_names: Collection[str] = ()
) -> VillageText:
    """Read a cell of the column หมู่ที่ in any of its styles, with Arabic or Thai digits.

    `ordinal` is what the organisation says before a number of its list, and `whole_names` are its
    names. Raises VillageTextError for anything else: an empty cell, a falling range, 0, 100, 1.5.
    """
    text = _plain(cell).strip()
    patterns = _cell(ordinal)
    if patterns["everywhere"].fullmatch(text) or _is_whole(text, whole_names, patterns):
        return _ALL
    numbers: set[int] = set()
    for item in patterns["break"].split(text):
        numbers |= _read_item(patterns["item"].fullmatch(item), cell)
    return VillageText(frozenset(numbers), everywhere=False)


def _is_whole(text: str, names: Collection[str], patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a text says the whole of what has one of these names."""
    says = (patterns[name].match(text) for name in ("whole", "whole_word"))
    ends = {found.end() for found in says if found}
    keys = {match_key(_plain(name)) for name in names}
    return any(end and match_key(text[end:]) in keys for end in ends)


@lru_cache(maxsize=8)
def _cell(ordinal: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in cell_patterns(ordinal).items()}


@lru_cache(maxsize=8)
def _text(ordinal: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in text_patterns(ordinal).items()}


def date_readings(date: str) -> dict[str, str]:
    """Return what a date in the column หมู่ที่ was before Excel made it one, in words of a message.

    `date` is ISO 8601 or as CSV has it: `6-ม.ค.` was 1-6, the only order in which it is a range.
    `readings` is empty where the date has a year that may be a third village.
    """
    pair = sorted(_two_numbers(date))
    if len(pair) != 2:
        return {"readings": "", "examples": "เช่น 1 ถึง 6 หรือ 1 และ 6"}
    first, last = pair
    if first == last:
        return {"readings": f" น่าจะเป็นหมู่ที่ {first}", "examples": f"คือ {first}"}
    told = f" น่าจะเป็น {first}-{last} หรือ {first}, {last}"
    examples = f"คือ {first} ถึง {last} (ทุกหมู่ในช่วง) หรือ {first} และ {last} (สองหมู่)"
    return {"readings": told, "examples": examples}


def _two_numbers(date: str) -> tuple[int, ...]:
    parts = [part for part in re.split(r"[-/ T]", date) if part]
    if len(parts) > 2 and len(parts[0]) == 4:
        year, parts = int(parts[0]), parts[1:3]
    elif len(parts) == 3 and parts[2].isdigit():
        year, parts = int(parts[2]), parts[:2]
    else:
        year = 0
    numbers = (int(part) if part.isdigit() else month_number(part) or 0 for part in parts)
    # A year of this century's first decades may have been a village: 1-3-5 is 2005.
    return () if 2000 < year < _EXCEL_NOW or 0 < year <= LARGEST_SHORT else tuple(numbers)


def find_villages(text: str, ordinal: str = _VILLAGES) -> VillageText | None:
    """Read the villages that running text names for certain; None when it names none.

    `ordinal` is what the organisation says before a number of its list: what others are called is
    none of it. Promises never to raise. What the module's head says about doubt holds here.
    """
    plain, patterns = _plain(text), _text(ordinal)
    if patterns["except_named"].search(plain):
        return None
    excepted = _left_out(plain, patterns)
    if patterns["everywhere"].search(plain):
        return VillageText(frozenset(), everywhere=True, excepted=excepted)
    numbers: set[int] = set()
    for mention in patterns["mention"].finditer(plain):
        numbers |= _read_mention(mention)
    found = frozenset(numbers) - excepted
    return VillageText(found, everywhere=False, excepted=excepted) if found else None


def _left_out(plain: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[int]:
    """Give the numbers that a text leaves out, with their word before them or without."""
    lists = [
        mention[0]
        for mention in patterns["mention"].finditer(plain)
        if patterns["except_before"].search(plain[: mention.start()])
    ]
    lists += [bare[1] for bare in patterns["except_bare"].finditer(plain)]
    return frozenset().union(*(_expand(written, ends_only=False) for written in lists))


def _plain(text: str) -> str:
    """Give the text with Arabic digits, ordinary ำ and mark order, and no invisible characters."""
    plain = text.translate(_DIGITS).translate(_INVISIBLE).replace("\u0e4d\u0e32", "ำ")
    return unicodedata.normalize("NFC", plain)


def _read_item(match: re.Match[str] | None, cell: str) -> set[int]:
    """Read ``5`` or ``1-12``, each number with or without its word."""
    if match is None:
        raise VillageTextError(cell)
    first, last = (_number(digits, cell) for digits in (match[1], match[2] or match[1]))
    if first > last:
        raise VillageTextError(cell)
    return set(range(first, last + 1))


def _number(digits: str, cell: str) -> int:
    """Give a number of the list from 1 to the largest."""
    number = int(digits) if len(digits) <= len(str(LARGEST)) else 0
    if not 1 <= number <= LARGEST:
        raise VillageTextError(cell)
    return number


def _read_mention(mention: re.Match[str]) -> set[int]:
    """Give the numbers of one list such as ``หมู่ที่ 1,2 และ 5-7``, or none when it is no list."""
    before, after = mention.string[: mention.start()], mention.string[mention.end() :]
    numbers = _expand(mention[0], ends_only=_TEXT["ends_only"].search(before) is not None)
    single = len(numbers) == 1
    if mention[1].startswith("ม"):
        return set() if _means_otherwise(numbers, before, after) else numbers
    counts = single and mention[1] == "หมู่" and _TEXT["unit_after"].match(after)
    return set() if counts else numbers


def _expand(written: str, *, ends_only: bool) -> set[int]:
    """Give every number of a list; a falling pair, or any if ``ends_only``, is its two ends."""
    numbers: set[int] = set()
    previous = 0
    for step in _TEXT["step"].finditer(written):
        number = int(step[2])
        if step[1] and not ends_only:
            numbers.update(range(previous, number))
        numbers.add(number)
        previous = number
    return set() if 0 in numbers else numbers


def _means_otherwise(numbers: set[int], before: str, after: str) -> bool:
    """Tell whether ``ม.`` with these numbers is, or may be, a metre, a grade or a law."""
    if not numbers or max(numbers) > LARGEST_SHORT or _TEXT["unit_after"].match(after):
        return True
    if _TEXT["measure_before"].search(before) and not _TEXT["ordinal_before"].search(before):
        return True
    return _is_grade(numbers, before, after) or _is_law(before, after)


def _is_grade(numbers: set[int], before: str, after: str) -> bool:
    """Tell whether these may be school grades: at most 6, with pupils or a level in the text."""
    if max(numbers) > LAST_GRADE:
        return False
    return any(
        (
            _TEXT["grade_before"].search(before),
            _TEXT["pupils"].search(before),
            _TEXT["pupils"].search(after),
        )
    )


def _is_law(before: str, after: str) -> bool:
    """Tell whether the text speaks of a law, so that ``ม.`` may be its section."""
    return any(
        (
            _TEXT["law_before"].search(before),
            _TEXT["law_after"].match(after),
            _TEXT["law"].search(before),
            _TEXT["law"].search(after),
        )
    )
