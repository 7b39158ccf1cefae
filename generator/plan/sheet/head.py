"""Where the heading of a table stands, in one line or up to three, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.plan.fields import MONTH_FIELDS, Field, TextKind, all_fields
from generator.plan.read import Held, Row, Stored, Table
from generator.plan.sheet.columns import Fields
from generator.plan.sheet.wording import (
    names_no_column,
    names_satang,
    scale_of,
    stated_scale,
    without_unit,
)
from generator.thai.dates import month_number
from generator.thai.fiscal import MONTH_NUMBERS
from generator.thai.text import arabic_digits, match_key

# The office's own title lines may stand above the heading; blank ones are not counted.
_WITHIN = 20
_MOST_LINES = 3
# Of the first texts of a heading one is known; of most rows none is.
_LOOKED_AT = 4
# So many known headings make a heading row.
_ENOUGH = 3
_MONTH_AND_YEAR = re.compile(r"(\D+?)[\s./'’-]*([0-9]{4}|[0-9]{2})?")
_DAYS = re.compile(r"(?:วันที่\s*)?[0-9]{1,2}\s*[-–—/]\s*[0-9]{1,2}")
_NUMBER_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*(25[0-9]{2}|20[0-9]{2}|[0-9]{2})")
_LONGEST_MONTH = 20
_YEAR_ALONE = re.compile(r"(?:ปี\s*)?(?:[พค]\.?\s?ศ\.?\s*)?([0-9]{4})")
_MONTH_CODES = dict(zip(MONTH_NUMBERS, (field.code for field in MONTH_FIELDS), strict=True))
_IN_NUMBERS = tuple(str(number) for number in MONTH_NUMBERS)
_ALL_MONTHS = frozenset(_MONTH_CODES.values())


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: the words that name it, the column they name, and what else they say.

    `year` is the year that a month's heading names, 0 for none, `over` one that a line above it
    names; `scale` is by how many baht the figures under it count, where the heading says so.
    """

    text: str
    field: Field[Any] | None
    year: int = 0
    scale: int = 1
    over: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a table: its first and last row, and a heading for each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]

    @property
    def known(self) -> int:
        """How many columns it names."""
        return len({one.field.code for one in self.headings if one.field})


def find_head(table: Table, fields: Fields) -> Head | None:
    """Return the heading of a table, None where no row names three of the columns.

    The first row that names most of them, and the rows below it that name more. Among the first
    rows, or else anywhere: a table that was sorted with its heading has it among its rows.
    """
    known = by_heading(fields)
    filled = [at for at, row in enumerate(table.rows) if not row.empty]
    found = _found(table, filled[:_WITHIN], known)
    if found is None and len(filled) > _WITHIN:
        plain = plain_names(fields)
        rest = (at for at in filled[_WITHIN:] if may_be_heading(table.rows[at], plain))
        found = _found(table, list(rest), known)
    return None if found is None else _with_years_above(table, *found, known)


def _found(
    table: Table, rows: Sequence[int], known: Mapping[str, Field[Any]]
) -> tuple[int, Head] | None:
    """Return the heading that begins in one of these rows, with where it begins."""
    heads = {at: _head(table, table.rows[at : at + 1], known) for at in rows}
    most = max((head.known for head in heads.values()), default=0)
    found: tuple[int, Head] | None = None
    for at, head in heads.items():
        # A line of its own that names few columns may be the first of two that name all.
        if head.known >= min(_ENOUGH, most) and head.known:
            whole = _with_lines_below(table, table.rows[at : at + _MOST_LINES], head, known)
            if found is None or whole.known > found[1].known:
                found = at, whole
    return None if found is None or found[1].known < _ENOUGH else found


def plain_names(fields: Fields) -> frozenset[str]:
    """Return the headings of columns as `may_be_heading` compares them."""
    return frozenset(_plain(name) for name in by_heading(fields))


def may_be_heading(row: Row, plain: frozenset[str]) -> bool:
    """Whether one of a row's first texts names a column: of most rows none does."""
    texts = [text for text in row.texts if text][:_LOOKED_AT]
    return any(_plain(text) in plain for text in texts)


def _plain(text: str) -> str:
    return "".join(text.split()).replace(".", "").casefold()


def likeliest_head(table: Table, fields: Fields) -> Head | None:
    """Return the row that names most columns as a heading that lacks some; None where none does.

    What is missing is then said of a line that its writer knows for the heading.
    """
    known = by_heading(fields)
    filled = [at for at, row in enumerate(table.rows) if not row.empty][:_WITHIN]
    heads = [_head(table, table.rows[at : at + 1], known) for at in filled]
    # Days and months of a data row name columns, too: what a row needs must be among them.
    wanted = {one.code for one in fields if one.required}
    named = [
        one for one in heads if wanted & {each.field.code for each in one.headings if each.field}
    ]
    return max(named, key=lambda head: head.known, default=None)


def _with_years_above(table: Table, at: int, head: Head, known: Mapping[str, Field[Any]]) -> Head:
    """Return the heading with the line above it where that holds the years of its months."""
    above = [text for text in table.rows[at - 1].texts if text] if at else []
    if not any(map(_year_alone, above)) or not all(map(names_no_column, above)):
        return head
    rows = [row for row in table.rows[at - 1 :] if row.number <= head.last]
    wider = _head(table, rows, known)
    return wider if wider.known == head.known else head


def head_at(table: Table, at: int, fields: Fields) -> Head | None:
    """Return the heading that begins at a row further down, None where there is none."""
    known = by_heading(fields)
    head = _head(table, table.rows[at : at + 1], known)
    if head.known < _ENOUGH or not _is_line(table.rows[at], known):
        return None
    return _with_lines_below(table, table.rows[at : at + _MOST_LINES], head, known)


def head_of(table: Table, rows: Sequence[Row], known: Mapping[str, Field[Any]]) -> Head:
    """Return what these rows name, taken for a heading; `known` is what `by_heading` gives."""
    return _head(table, rows, known)


def by_heading(fields: Fields) -> dict[str, Field[Any]]:
    """Return the columns by every heading that they may have, and by their code."""
    return {match_key(name): field for field in fields for name in (field.code, *field.headings)}


def is_heading(text: str) -> bool:
    """Whether a column with this heading is read."""
    return _read(text, by_heading(all_fields())).field is not None


def heading_texts(table: Table) -> tuple[int, tuple[str, ...]]:
    """Return the number of a table's heading row and its texts, 0 and none where it has no such."""
    head = find_head(table, all_fields())
    return (head.last, tuple(one.text for one in head.headings)) if head else (0, ())


def _with_lines_below(
    table: Table, rows: Sequence[Row], head: Head, known: Mapping[str, Field[Any]]
) -> Head:
    for count in range(2, len(rows) + 1):
        below = rows[count - 1]
        if has_code(below, head):
            break
        wider = _head(table, rows[:count], known)
        idle = all(names_no_column(text) or _is_over(text, rows[0]) for text in below.texts if text)
        if not (wider.known > head.known and _is_line(below, known)) and not (
            idle and not below.empty and wider.known >= head.known
        ):
            break
        head = wider
    return head


def has_code(row: Row, head: Head) -> bool:
    """Whether a row has a code of its own under the code's heading: then it is a project's."""
    pairs = zip(head.headings, row.texts, strict=False)
    return any(
        one.field and one.field.kind is TextKind.CODE and any(sign.isdigit() for sign in text[2:])
        for one, text in pairs
    )


def _is_over(text: str, first: Row) -> bool:
    """Whether a text goes on from the line above: merged down, it says the same there."""
    return text in first.texts


def _is_line(row: Row, known: Mapping[str, Field[Any]]) -> bool:
    """Whether most of a row's texts name columns: a project's row does not."""
    texts = [text for text in row.texts if text]
    named = [text for text in texts if _read(text, known).field or names_no_column(text)]
    return 2 * len(named) >= len(texts)


def _head(table: Table, rows: Sequence[Row], known: Mapping[str, Field[Any]]) -> Head:
    width = max((len(row.texts) for row in rows), default=0)
    headings = [_heading(table, rows, index, known) for index in range(width)]
    _name_numbered_months(headings, known)
    return Head(rows[0].number, rows[-1].number, tuple(headings))


def _name_numbered_months(headings: list[Heading], known: Mapping[str, Field[Any]]) -> None:
    """Take twelve columns headed 10, 11, 12, 1 … 9 for the months: nothing else is counted so.

    A line above them may name their year, or say that they are months.
    """
    texts = [arabic_digits(one.text).split()[-1:] for one in headings]
    words = [(one[0].lstrip("0") if one else "") for one in texts]
    count = len(_IN_NUMBERS)
    for at in (at for at, word in enumerate(words) if word == _IN_NUMBERS[0]):
        if tuple(words[at : at + count]) == _IN_NUMBERS:
            months = [known.get(match_key(code)) for code in _MONTH_CODES.values()]
            pairs = zip(headings[at : at + count], months, strict=True)
            headings[at : at + count] = [
                replace(one, field=month, over=_year_alone(one.text.rpartition(" ")[0]))
                for one, month in pairs
            ]


def _heading(
    table: Table, rows: Sequence[Row], index: int, known: Mapping[str, Field[Any]]
) -> Heading:
    """Return what the lines of one column name: together, or the lowest that names anything."""
    texts = _lines(table, rows, index)
    if not texts or names_satang(texts[-1]):
        return Heading(" ".join(texts), None)
    day = next(filter(None, (_day_held(table, row, index) for row in reversed(rows))), None)
    if day:
        year, month, _ = map(int, day.value.split("-"))
        field = known.get(match_key(_MONTH_CODES[month]))
        return Heading(" ".join(texts), field, year % 100 if day.is_short_year else year)
    for text in _readings(_without_days(texts, known)):
        if (found := _read(text, known)).field:
            scale = next(filter(None, map(scale_of, texts)), 1)
            over = next(filter(None, map(_year_alone, texts)), 0)
            return Heading(" ".join(texts), found.field, found.year, scale, over)
    return Heading(" ".join(texts), None)


def _lines(table: Table, rows: Sequence[Row], index: int) -> list[str]:
    """Return what the lines of a column say, as their reader sees them; what is merged, once."""
    texts: list[str] = []
    for row in rows:
        text = row.texts[index] if index < len(row.texts) else ""
        day = _day_held(table, row, index) if text else None
        text = (day.shown if day else "") or text
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return texts


def _without_days(texts: list[str], known: Mapping[str, Field[Any]]) -> list[str]:
    """Leave out the days that divide a month: below ต.ค., `1-15` is no January of the year 15."""
    above = texts[:-1]
    if not above or not _DAYS.fullmatch(arabic_digits(texts[-1]).strip()):
        return texts
    return above if any(_read(text, known).field for text in above) else texts


def _day_held(table: Table, row: Row, index: int) -> Stored | None:
    stored = table.stored.get((row.number, index))
    return stored if stored and stored.held is Held.DATE and stored.value.count("-") == 2 else None


def _year_alone(text: str) -> int:
    found = _YEAR_ALONE.fullmatch(arabic_digits(text).strip())
    return int(found[1]) if found else 0


def years(headings: Sequence[Heading]) -> dict[str, int]:
    """Return the year of each month that its heading names, or the line above the months.

    One year over all months may be the fiscal year's name: it tells nothing of a month.
    """
    months = [(one.field.code, one) for one in headings if one.field]
    over = {code: one.over for code, one in months if one.over and code in _ALL_MONTHS}
    own = {code: one.year for code, one in months if one.year}
    return (over if len(set(over.values())) > 1 else {}) | own


def _readings(texts: Sequence[str]) -> Iterator[str]:
    yield " ".join(texts)
    yield "".join(texts)
    yield from reversed(texts)


def _read(text: str, known: Mapping[str, Field[Any]]) -> Heading:
    """Return the column that a text names, with or without a unit or a year."""
    for spelled in (text, without_unit(text)):
        if field := known.get(match_key(spelled)):
            return Heading(text, field, scale=scale_of(text) or 1)
    plain = arabic_digits(text).strip(" ()[]")
    if len(plain) > _LONGEST_MONTH:
        return Heading(text, None)
    if found := _NUMBER_AND_YEAR.fullmatch(plain):
        return Heading(text, known.get(match_key(_MONTH_CODES[int(found[1])])), int(found[2]))
    found = _MONTH_AND_YEAR.fullmatch(plain)
    number = month_number(found[1].strip()) if found else None
    if found is None or number is None:
        return Heading(text, None)
    return Heading(text, known.get(match_key(_MONTH_CODES[number])), int(found[2] or 0))


def scale_above(table: Table, head: Head) -> int:
    """Return by how many baht all figures count where a line over the table says so, else 1."""
    above = (row for row in table.rows if row.number <= head.last)
    texts = (
        text
        for row in above
        for text in dict.fromkeys(row.texts)
        if row.number < head.first or ":" in text
    )
    return next((scale for text in texts if (scale := stated_scale(text))), 1)


def scales(head: Head, above: int) -> dict[str, int]:
    """Return by how many baht the figures of each column of money count, where that is not one."""
    money = (one for one in head.headings if one.field and one.field.kind is TextKind.AMOUNT)
    found = {one.field.code: one.scale if one.scale > 1 else above for one in money if one.field}
    return {code: scale for code, scale in found.items() if scale > 1}
