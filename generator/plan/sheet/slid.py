"""Rows whose cells slid under other headings: a comma without quotes, a cell too few or too many.

Told once a row, and the row is set aside: what else is wrong with it comes from its sliding.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.model.account import RowKind
from generator.plan.read import Row, Table
from generator.plan.read.cells import column_letter
from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.fits import fits, is_only_month, splits_amount
from generator.plan.sheet.interpret import Interpreted
from generator.problems import Report, told_rows
from generator.thai.text import arabic_digits

# So many cells slide at most: `1,250,000` is divided twice.
_MOST = 3
# Excel ends each block of so many rows with commas of its own.
_BLOCK = 16
# So many cells do not fit: one alone may be merely wrong.
_ENOUGH = 2
# What only few texts are.
_STRICT = frozenset(
    {TextKind.AMOUNT, TextKind.DATE, TextKind.MONTH, TextKind.NUMBER, TextKind.POINT}
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Slide:
    """By how many columns the cells slid from one column on; to the left where `by` is negative.

    `by` 0 is a row that has more cells than the heading, of which nothing tells where.
    """

    by: int
    column: int
    misfits: int = 0


@dataclass(frozen=True, slots=True)
class SlideFinder:
    """Finds how the rows of one table slid, by the shapes of their texts and by their width."""

    columns: Columns
    kinds: tuple[Field[Any] | None, ...]
    width: int
    is_text: bool
    required: tuple[int, ...]

    @classmethod
    def of(cls, table: Table, columns: Columns, fields: Fields, head: int) -> SlideFinder:
        """Return the finder for a table whose columns are known; `head` is its heading's row."""
        at = {index: code for code, index in columns.index.items()}
        by_code = {one.code: one for one in fields}
        kinds = tuple(by_code.get(at.get(index, "")) for index in range(len(columns.headings)))
        wide = max((row.width for row in table.rows if row.number == head), default=0)
        is_text = any(row.width for row in table.rows)
        required = tuple(at for at, kind in enumerate(kinds) if kind and kind.required)
        return cls(columns, kinds, max(wide, len(kinds)), is_text, required)

    def slide(self, row: Row, *, usual: bool) -> Slide | None:
        """Return how a row slid, None where it did not.

        `usual` says that a row beside it is as wide: Excel ends all rows of a block with the same
        commas.
        """
        count = len(self.kinds)
        wrong = self._wrong(row.texts)
        now = len(wrong) + self._missing(row.texts) + sum(map(bool, row.texts[count:]))
        surplus = row.width > self.width
        lone = surplus and not usual and not any(row.texts[len(self.kinds) :])
        divided = self._divided(row)
        now += len(divided)
        odd = bool(row.width) and row.width != self.width and not usual
        sure = odd or bool(divided) or any(is_only_month(row.texts[at]) for at in wrong)
        if sure or (wrong and now >= _ENOUGH):
            best = self._best(row, divided, wrong)
            joins = surplus and odd and best.by > 0
            explains = bool(divided) or joins or self._rescues(best, wrong)
            # A row of which much fits nowhere is not slid but wrong.
            if explains and best.misfits <= sure and now - best.misfits >= (1 if sure else _ENOUGH):
                return best
        return Slide(0, self.width) if lone else None

    def _wrong(self, texts: Sequence[str]) -> frozenset[int]:
        """Return where a text stands that its column cannot hold; blanks show no slide."""
        return frozenset(
            at
            for at, (kind, text) in enumerate(zip(self.kinds, texts, strict=False))
            if kind and text and not fits(kind, text)
        )

    def _missing(self, texts: Sequence[str]) -> int:
        """Count the columns that must be filled in and are not."""
        return sum(1 for at in self.required if at >= len(texts) or not texts[at])

    def _rescues(self, slide: Slide, wrong: frozenset[int]) -> bool:
        """Whether a text that is out of place now comes under a heading of its very kind."""
        return any(
            at + slide.by in wrong
            for at, kind in enumerate(self.kinds)
            if kind and at >= slide.column and (kind.kind in _STRICT or kind.code == "villages")
        )

    def _divided(self, row: Row) -> list[int]:
        """Return the columns of money whose amount a comma divided; in a workbook none does."""
        return [
            at
            for at, kind in enumerate(self.kinds)
            if kind and kind.kind is TextKind.AMOUNT and row.width
            if splits_amount(*_two(row.texts, at))
            if not self._holds_number(at + 1) or _two(row.texts, at)[1].startswith("0")
        ]

    def _holds_number(self, at: int) -> bool:
        kind = self.kinds[at] if at < len(self.kinds) else None
        return kind is not None and (
            kind.kind in (TextKind.NUMBER, TextKind.AMOUNT) or kind.code in ("villages", "strategy")
        )

    def _best(self, row: Row, divided: Sequence[int], wrong: frozenset[int]) -> Slide:
        """Return the slide after which fewest cells are out of place.

        Of those the one that brings a text under its heading, by fewest columns, latest.
        """
        # What a comma divided makes a row wider by as much.
        surplus = row.width - self.width
        most = min(_MOST, surplus) if surplus > 0 else _MOST
        tried = [
            Slide(by, at, misfits)
            for by in range(-_MOST, most + 1)
            for at, misfits in enumerate(self._misfits(row.texts, by) if by else ())
            if not divided or (by > 0 and at in divided)
        ]
        least = min(one.misfits for one in tried)
        return min(
            (one for one in tried if one.misfits == least),
            key=lambda one: (not self._rescues(one, wrong), abs(one.by), -one.column),
        )

    def _misfits(self, texts: Sequence[str], by: int) -> list[int]:
        """Count, for a slide from each column, the cells that do not fit under their headings then.

        What stands beyond the heading counts, and what a slide to the left lost there.
        """
        count = len(self.kinds)
        before = [0, *accumulate(self._bad(texts, at) for at in range(count))]
        after = [*accumulate(self._bad(texts, at, by) for at in reversed(range(count)))][::-1]
        after += [0] * (_MOST + 1)
        beyond = sum(1 for text in texts[max(count + by, 0) :] if text)
        if by < 0:  # the cells that the row lacks may be anything
            return [before[at] + after[at - by] + beyond for at in range(count)]
        return [
            before[at] + self._joins_badly(texts, at, by) + after[at + 1] + beyond
            for at in range(count)
        ]

    def _bad(self, texts: Sequence[str], at: int, by: int = 0) -> int:
        """Whether what stands so many columns to the right does not fit the column at `at`."""
        kind, moved = self.kinds[at], at + by
        text = texts[moved] if 0 <= moved < len(texts) else ""
        return int(kind is not None and (not fits(kind, text) if text else kind.required))

    def _joins_badly(self, texts: Sequence[str], at: int, by: int) -> bool:
        kind = self.kinds[at]
        return kind is not None and not _fits_joined(kind, _parts(texts, at, by))


def _parts(texts: Sequence[str], column: int, by: int) -> list[str]:
    return [text for text in texts[column : column + by + 1] if text]


def _fits_joined(kind: Field[Any], parts: Sequence[str]) -> bool:
    """Whether cells that a comma divided are, together, what their column holds."""
    if len(parts) < 2:
        return fits(kind, parts[0]) if parts else not kind.required
    if kind.kind is TextKind.AMOUNT:
        return bool(_GROUPED.fullmatch(arabic_digits(",".join(parts))))
    if kind.kind is TextKind.FREE or kind.code == "villages":
        return fits(kind, ", ".join(parts))
    return kind.kind is TextKind.LISTED and all(fits(kind, part) for part in parts)


def _two(texts: Sequence[str], at: int) -> tuple[str, str]:
    pair = (*texts[at : at + 2], "", "")
    return pair[0], pair[1]


def without_slid(table: Table, read: Interpreted, fields: Fields, report: Report) -> Interpreted:
    """Return what was read without the rows that slid; each is reported once, the same together."""
    if not read.rows:
        return read
    columns = read.rows[0].columns
    finder = SlideFinder.of(table, columns, fields, read.account.head)
    widths = [one.row.width for one in read.rows]
    often = {width for width, count in Counter(widths).items() if count >= _BLOCK}
    found: defaultdict[tuple[int, int], list[FilledRow]] = defaultdict(list)
    kept = []
    for at, one in enumerate(read.rows):
        beside = widths[max(at - 1, 0) : at] + widths[at + 1 : at + 2]
        usual = widths[at] in beside or widths[at] in often
        if slide := finder.slide(one.row, usual=usual):
            found[slide.by, slide.column].append(one)
        else:
            kept.append(one)
    if not found:
        return read
    for (by, column), rows in found.items():
        _report(rows, by, column, finder, report)
    numbers = tuple(sorted(one.row.number for rows in found.values() for one in rows))
    aside = {**read.account.aside, RowKind.SLID: numbers}
    account = replace(read.account, rows=len(kept), aside=aside)
    return Interpreted(tuple(kept), account)


def _report(
    rows: Sequence[FilledRow], by: int, column: int, finder: SlideFinder, report: Report
) -> None:
    row = rows[0].row
    at = rows[0].columns.place(row.number, min(column, len(finder.kinds) - 1))
    others = told_rows(one.row.number for one in rows[1:])
    also = f" (แถว {others} ก็เช่นกัน)" if others else ""
    how, mend = _words(row, by, column, finder)
    cells = [one.at.at(column=at.column) for one in rows]
    report.add("row-slid", at, _two(row.texts, column)[0], cells, how=how + also, mend=mend)


def _words(row: Row, by: int, column: int, finder: SlideFinder) -> tuple[str, str]:
    """Return how a row slid, and what mends it."""
    if not by:
        return (
            f"มี {row.width} ช่อง แต่หัวตารางมี {finder.width} ช่อง",
            'ถ้าจุลภาคในข้อความหรือตัวเลขแยกช่อง ให้ครอบด้วย "…" เช่น "298,000" '
            "ถ้าเป็นช่องว่างท้ายแถวให้ลบจุลภาคที่เกิน",
        )
    heading = finder.columns.headings[column]
    start = f"ตั้งแต่คอลัมน์ {column_letter(column)} ({heading})"
    if by < 0:
        comma = " (ใน CSV คือเพิ่มจุลภาค)" if finder.is_text else ""
        return (
            f"{start} ทุกช่องเลื่อนไปทางซ้าย {-by} ช่อง เพราะขาดช่อง",
            f"เพิ่มช่องที่ขาด{comma} ให้ทุกค่าอยู่ใต้หัวคอลัมน์ของตน",
        )
    parts = _parts(row.texts, column, by)
    if len(parts) <= by:
        return (
            f"{start} ทุกช่องเลื่อนไปทางขวา {by} ช่อง เพราะมีช่องว่างเกินมา",
            "ลบช่องว่างที่เกิน ให้ทุกค่าอยู่ใต้หัวคอลัมน์ของตน",
        )
    told = " กับ ".join(f"“{part}”" for part in parts)
    one = ("," if splits_amount(parts[0], parts[1]) else ", ").join(parts)
    quoted = f'เขียนในแฟ้มเป็น "{one}" (มีเครื่องหมายคำพูดครอบ) หรือ' if finder.is_text else ""
    return (
        f"{start} ทุกช่องเลื่อนไปทางขวา {by} ช่อง {told} น่าจะเป็นช่องเดียวกัน",
        f"{quoted}พิมพ์ {one} ในช่องเดียว แล้วเลื่อนช่องทางขวากลับให้ตรงหัวคอลัมน์",
    )
