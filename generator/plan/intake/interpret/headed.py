"""Where the headings of a grid stand, repeated ones too, and which of its columns is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from generator.plan.fields import Field, all_fields
from generator.plan.intake.form import Grid
from generator.plan.intake.interpret.gridded import GridRow, rows_of, table_of
from generator.plan.intake.interpret.month_heads import MONTHS, month_columns
from generator.plan.intake.interpret.overview import figures, overview_at
from generator.plan.intake.months import MonthColumns
from generator.plan.parse.vocabulary import status_of
from generator.plan.read import Row, Table
from generator.plan.sheet.form_headings import (
    FORM_HEADINGS,
    heads_a_district,
    heads_a_sum,
    heads_an_outcome,
    heads_more_money,
    part_of_heading,
)
from generator.plan.sheet.head import (
    Head,
    Heading,
    by_heading,
    head_at,
    head_of,
    may_be_heading,
    plain_names,
    scale_above,
)
from generator.plan.sheet.wording import (
    heads_a_summary,
    labels_a_section,
    says_was,
    scale_of,
    without_edition,
)
from generator.thai.text import arabic_digits, match_key, tidy

# What the forms do not have: our own codes and counts.
_OURS = frozenset(
    {"id", "date", "fiscal_year", "count", "lat", "lon", "form", "continues", "corrects"}
)
# So many names of months in a row head a table of months.
_MANY = 10
_FEW = 3  # texts of a row
_LONGEST = 60  # of a heading
_NEAR = 8  # rows, in which all stands that belongs to a heading
_IDLE = re.compile(r"งบประมาณ|วงเงิน|จำนวนเงิน|บาท")
_YEAR = re.compile(r"\(?\s*(?:ปี(?:งบประมาณ)?\s*)?(?:[พค]\.?\s?ศ\.?\s*)?[0-9]{4}\s*\)?")
#: A column of ticks for one status of the work: `status:แล้วเสร็จ`.
STATUS = "status:"
# Of these a line below says of which status a column has the ticks.
_RESULTS = frozenset({"result", "status"})
_NO_MONTHS = MonthColumns((None,) * 12)


@dataclass(frozen=True, slots=True)
class FormHead:
    """A heading of a grid: its first and last row (from 0), and what each column is.

    `codes` gives by column the code name of Phaen's column, `before` the same for columns of what
    stood there until an amendment, `headings` the words of all. `years` are the fiscal years that
    the years over the months tell. `summary` tells that it heads แบบ ผด.01, whose columns are
    `label`, `projects` and `budget`. `scale` is by how many baht its figures of money count.
    """

    first: int
    last: int
    codes: Mapping[int, str]
    headings: Mapping[int, str]
    before: Mapping[int, str] = field(default_factory=dict)
    months: MonthColumns = _NO_MONTHS
    years: tuple[int, ...] = ()
    scale: int = 1
    summary: bool = False

    @property
    def has_months(self) -> bool:
        """Whether it has columns of months, or one that tells them in words."""
        return any(self.months.spans) or self.months.period is not None

    @property
    def money(self) -> tuple[int, ...]:
        """Its columns of the plan's money."""
        return tuple(column for column, code in self.codes.items() if code == "budget")

    def money_named(self, column: int) -> str:
        """Return whose money stands in a column, where there are several columns of money."""
        if len(self.money) < 2:
            return ""
        words = self.headings.get(column, "").split()
        return " ".join(word for word in words if not _IDLE.search(word)).strip("() ")

    def month_columns(self) -> frozenset[int]:
        """Return which columns are months."""
        return frozenset(column for span in self.months.spans if span for column in range(*span))


@lru_cache(maxsize=1)
def form_fields() -> tuple[Field[Any], ...]:
    """Return the columns that a form may have, with all that forms call them."""
    found: dict[str, Field[Any]] = {}
    for one in all_fields():
        if one.code not in _OURS and one.code not in found:
            more = FORM_HEADINGS.get(one.code, ())
            found[one.code] = replace(one, headings=(*one.headings, *more))
    return tuple(found.values())


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Field[Any]]:
    return by_heading(form_fields())


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return plain_names(form_fields())


def heads_of(grid: Grid) -> dict[int, FormHead]:
    """Return every heading of a grid by its first row, with those that come again on each page."""
    rows = rows_of(grid)
    table = table_of(rows)
    found: dict[int, FormHead] = {}
    last: FormHead | None = None
    for index, row in enumerate(rows):
        if last is not None and row.at <= last.last:
            continue
        if (head := _head_at(rows, table, index)) is not None:
            found[head.first] = last = completed(head, last)
    return found


def completed(head: FormHead, last: FormHead | None) -> FormHead:
    """Return a heading of months alone with the other columns of the one before."""
    if head.summary or "name" in head.codes.values() or last is None or last.summary:
        return head
    return replace(head, codes=last.codes, headings=last.headings, before=last.before)


def _head_at(rows: Sequence[GridRow], table: Table, index: int) -> FormHead | None:
    own = [tidy(cell.text) for cell in rows[index].own]
    texts = [text for one in table.rows[index : index + 2] for text in one.texts]
    if heads_a_summary(own) and not _months_in(texts):
        return _summary(rows, table, index)
    if 0 < len(own) <= _FEW and labels_a_section(own[0]):  # `แผนงาน : | การศึกษา` heads rows
        return None
    if not may_be_heading(table.rows[index], _plain()) and not _is_months_line(table.rows[index]):
        return None
    head = head_at(table, index, form_fields())
    if head is None or not _months_of(head):
        head = _over_months(table, index) or head
    if head is None:
        return None
    near = slice(max(index - _NEAR, 0), index + _NEAR)
    beside = replace(table, rows=table.rows[near])
    whole = _with_lines_above(head, rows, table, index)
    return _form_head(_with_line_under(whole, rows[near], beside), rows[near], beside)


def _months_in(texts: Sequence[str]) -> int:
    heading = (_known().get(match_key(text)) for text in texts)
    return len({one.code for one in heading if one and one.code in MONTHS})


def _is_months_line(row: Row) -> bool:
    return _months_in(row.texts) >= _MANY


def _over_months(table: Table, index: int) -> Head | None:
    """Return a heading whose months stand in one of the two rows below its first."""
    for below in range(3):
        lines = table.rows[index : index + below + 1]
        if len(lines) > below and _is_months_line(lines[-1]):
            head = head_of(table, lines, _known())
            return head if _months_of(head) >= _MANY else None
    return None


def _months_of(head: Head) -> int:
    return len({one.field.code for one in head.headings if one.field and one.field.code in MONTHS})


def _with_lines_above(head: Head, rows: Sequence[GridRow], table: Table, index: int) -> Head:
    """Return the heading with the lines above it that reach into it, or say only its years."""
    first = index
    while first and index - first < 2 and _is_part(rows, table, first):
        first -= 1
    if first == index:
        return head
    lines = [row for row in table.rows[first:] if row.number <= head.last]
    wider = head_of(table, lines, _known())
    return wider if wider.known >= head.known else head


def _with_line_under(head: Head, rows: Sequence[GridRow], table: Table) -> Head:
    """Return the heading with the line below it that only divides one of its columns."""
    last = next((at for at, row in enumerate(rows) if row.at == head.last - 1), len(rows))
    if last + 1 >= len(rows) or not _divides(rows[last], rows[last + 1]):
        return head
    lines = [row for row in table.rows[: last + 2] if row.number >= head.first]
    wider = head_of(table, lines, _known())
    return wider if wider.known >= head.known else head


def _divides(above: GridRow, below: GridRow) -> bool:
    """Whether a row says only of what kinds one merged column above it is: `อบต. | อบจ.`."""
    for wide in (cell for cell in above.own if cell.columns > 1):
        inside = range(wide.column, wide.column + wide.columns)
        texts = [tidy(cell.text) for cell in below.own]
        if len(texts) > 1 and all(cell.column in inside for cell in below.own):
            return "ไตรมาส" in wide.text or not figures(texts)
    return False


def _is_part(rows: Sequence[GridRow], table: Table, at: int) -> bool:
    """Whether the line above a heading's first belongs to it."""
    above = [text for text in table.rows[at - 1].texts if text]
    reaching = any(cell.row == rows[at - 1].at for cell in rows[at].over.values())
    return reaching or bool(above and all(map(_YEAR.fullmatch, map(arabic_digits, above))))


def _form_head(head: Head, rows: Sequence[GridRow], table: Table) -> FormHead:
    codes: dict[int, str] = {}
    before: dict[int, str] = {}
    for column, one in enumerate(head.headings):
        code, was = _code(one)
        if code:
            (before if was else codes)[column] = code
    _name_by_parts(head, codes)
    _one_sum(head, codes)
    if before and not set(before.values()) <= set(codes.values()):
        before = _both(before, codes)
    months = month_columns(head, codes, rows)
    money = (scale_of(head.headings[at].text) for at, code in codes.items() if code == "budget")
    return FormHead(
        head.first - 1,
        head.last - 1,
        {at: code for at, code in codes.items() if code not in MONTHS},
        {at: one.text for at, one in enumerate(head.headings) if one.text},
        before,
        months,
        () if months.one_year else months.fiscal_years,
        max([*money, scale_above(table, head)], default=1),
    )


def _name_by_parts(head: Head, codes: dict[int, str]) -> None:
    """Name the columns whose headings say more than a name, where no other column has it."""
    anywhere = "place" in codes.values()
    for column, one in enumerate(head.headings):
        if not anywhere and column not in codes and heads_a_district(one.text):
            codes[column] = "place"
        if column in codes or not 0 < len(one.text) <= _LONGEST or says_was(one.text):
            continue
        taken = set(codes.values())
        if heads_more_money(one.text):
            codes[column] = "budget"  # money that is left out makes the amount a wrong one
        elif code := part_of_heading(one.text, taken):
            codes[column] = code


def _one_sum(head: Head, codes: dict[int, str]) -> None:
    """Take of several columns of money that which is the sum of the others, where one says so."""
    money = [column for column, code in codes.items() if code == "budget"]
    sums = [column for column in money if heads_a_sum(head.headings[column].text)]
    if len(money) > 1 and len(sums) == 1:
        for column in money:
            if column != sums[0]:
                del codes[column]


def _both(before: dict[int, str], codes: dict[int, str]) -> dict[int, str]:
    """Keep as of before only what has a column of after; the rest is said once, for now."""
    now = set(codes.values())
    codes.update({at: code for at, code in before.items() if code not in now})
    return {at: code for at, code in before.items() if code in now}


def _code(heading: Heading) -> tuple[str, bool]:
    """Return which column a heading names, and whether of what stood there until now."""
    text = heading.text
    was = says_was(text)
    lowest = text.split(" ")[-1]
    outcome = _outcome(lowest) or _outcome("".join(text.split()))
    if heading.field is not None and not (outcome and heading.field.code in _RESULTS):
        return heading.field.code, was
    if outcome:
        return STATUS + outcome, False
    for spelled in (without_edition(text), text.split(" ")[-1]):
        if found := _known().get(match_key(spelled)):
            return found.code, was
    return (part_of_heading(without_edition(text), ()), True) if was else ("", False)


def _outcome(text: str) -> str:
    """Return the status of the work that a heading names, or how else a project went."""
    if (status := status_of(text)) is not None:
        return status.thai
    return text if heads_an_outcome(text) else ""


def _summary(rows: Sequence[GridRow], table: Table, index: int) -> FormHead:
    """Return the heading of แบบ ผด.01, with the lines below it that hold no figures."""
    found = overview_at(rows, table, index)
    return FormHead(
        rows[index].at, rows[found.end - 1].at, found.codes, found.headings, summary=True
    )
