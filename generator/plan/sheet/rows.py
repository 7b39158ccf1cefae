"""What each row below a heading is: a project, one that goes on from above, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.fields import TextKind
from generator.plan.model.account import RowKind
from generator.plan.read import Row
from generator.plan.sheet.columns import Columns, Fields
from generator.plan.sheet.fits import fits
from generator.plan.sheet.goes_on import MoreOf, has_digit
from generator.plan.sheet.head import by_heading
from generator.plan.sheet.wording import (
    is_ditto,
    kind_of_words,
    names_an_office,
    numbers_columns,
)
from generator.thai.text import match_key

# Of the texts of a repeated heading so many name columns.
_REPEATED = 3
# A title that is merged over so many columns is one.
_WIDE = 3
# What is filled down before anything is known of a project.
_BEFOREHAND = frozenset({"id", "ordinal", "strategy", "tactic", "programme", "form"})
_CODE = re.compile(r"(?:[0-9A-Za-z๐-๙][0-9A-Za-z๐-๙./ –-]*)?")
_ASCII = re.compile("[0-9A-Za-z๐-๙]")
_THAI = re.compile("[ก-ฮ]")
# Two of these in a row without a code are a project, or a report, whose code was forgotten.
_TELLING = frozenset({"name", "budget", "unit", "change", "date", "status"})
# A row that says more is one, however wrong.
_FEW = 5
# What a table of projects, of their changes or of reports cannot be without.
_OURS = frozenset({"name", "change", "status"})
# Below the last project of a page stand its signatures and notes, to their last line.
_ENDS = frozenset({RowKind.SIGNATURE, RowKind.NOTE})
_AFTER = frozenset({RowKind.PROJECT, RowKind.CONTINUED})


@dataclass(frozen=True, slots=True)
class RowJudge:
    """Tells the rows of one table apart, by the words of forms and what stands in its columns."""

    columns: Columns
    fields: Fields
    headings: frozenset[str]
    wide: frozenset[int]
    more: MoreOf

    @classmethod
    def of(cls, columns: Columns, fields: Fields, rows: Sequence[Row]) -> RowJudge:
        """Return the judge of a table whose columns are known."""
        written = (match_key(text) for text in columns.headings if text)
        wide = {
            area.first_row
            for area in columns.looks.merged
            if area.last_column - area.first_column >= _WIDE - 1
        }
        headings = frozenset({*by_heading(fields), *written})
        return cls(columns, fields, headings, frozenset(wide), MoreOf.of(columns, fields, rows))

    def kind(self, row: Row, before: RowKind | None, above: Row | None) -> RowKind:
        """Return what a filled row is; `before` is what the row above it was.

        `above` is the last project with what went on from it.
        """
        texts = list(dict.fromkeys(text for text in row.texts if text))
        if self._repeats_heading(texts) or numbers_columns(texts):
            return RowKind.HEADING
        if self._waits(row):
            return RowKind.WAITING
        said = self._by_words(row, texts)
        if said is RowKind.TITLE and before in _AFTER and self._is_rest_of_a_place(row, texts):
            return RowKind.CONTINUED
        return said or self._by_row_above(row, before, above)

    def _by_row_above(self, row: Row, before: RowKind | None, above: Row | None) -> RowKind:
        if before in _ENDS and self._is_beside(row):
            return before
        if before in _AFTER and above is not None and self.more.goes_on(row, above):
            return RowKind.CONTINUED
        if self._is_prefilled(row):
            return RowKind.PREFILLED
        return RowKind.UNCLEAR if self._is_unclear(row) else RowKind.PROJECT

    def is_record(self, row: Row) -> bool:
        """Whether a row above the heading is one of those that belong below it."""
        code = self.columns.text(row, "id")
        said = [(one, text) for one in self.fields if (text := self.columns.text(row, one.code))]
        return (
            has_digit(code)
            and bool(_CODE.fullmatch(code))
            and len({text for _, text in said}) >= _REPEATED
            and all(fits(field, text) for field, text in said)
        )

    def _is_unclear(self, row: Row) -> bool:
        """Whether a row of a plan or of reports has no code, and too little for either."""
        code = self.columns.text(row, "id")
        if "id" not in self.columns.index or (_ASCII.search(code) and not _THAI.search(code)):
            return False
        if not any(field.required and field.code in _OURS for field in self.fields):
            return False
        said = [
            field.code
            for field in self.fields
            if field.kind is not TextKind.MARK and self.columns.text(row, field.code)
        ]
        return len(said) <= _FEW and len({*said} & _TELLING) < 2

    def sub_heading(self, row: Row) -> RowKind | None:
        """Return of what a row above the heading is the title, if it says nothing else."""
        texts = list(dict.fromkeys(text for text in row.texts if text))
        return kind_of_words(texts[0]) if len(texts) == 1 else None

    def _repeats_heading(self, texts: Sequence[str]) -> bool:
        # A heading names columns from its first texts on; most rows are none, and there are many.
        if not any(self._is_heading(text) for text in texts[:_REPEATED]):
            return False
        named = sum(map(self._is_heading, texts))
        return named >= _REPEATED or (named == len(texts) and named > 1)

    def _is_heading(self, text: str) -> bool:
        # `--- name` is somebody's text: keys have no dashes.
        return match_key(text) in self.headings and (text[0].isalnum() or text[0] in "(เแโใไ")

    def _waits(self, row: Row) -> bool:
        """Whether a row of reports names its project and says nothing more yet: our own form."""
        codes = {field.code for field in self.fields}
        if "status" not in codes or not self.columns.text(row, "name"):
            return False
        filled = sum(bool(text) for text in row.texts)
        return bool(self.columns.text(row, "id")) and filled == 2

    def _by_words(self, row: Row, texts: Sequence[str]) -> RowKind | None:
        """Return what the first words make of a row that is not filled in as a project is."""
        kind = kind_of_words(texts[0])
        if len(texts) == 1:
            if kind is None and self._is_wide(row):
                kind = RowKind.TITLE
            return kind
        if kind is None or self._is_filled(row):
            return None
        # A sub-heading, a signature or a note has no money beside it, and none of them a unit.
        if self._has_unit(row, texts[0]) or (kind is not RowKind.TOTAL and self._number(row)):
            return None
        return kind

    def _has_unit(self, row: Row, first: str) -> bool:
        unit = self.columns.text(row, "unit")
        return bool(unit) and unit != first and not is_ditto(unit)

    def _is_wide(self, row: Row) -> bool:
        """Whether the only text of a row is merged over several columns."""
        return row.number in self.wide

    def _is_filled(self, row: Row) -> bool:
        """Whether code and name, or code and unit, stand in a row beside each other."""
        codes = {match_key(self.columns.text(row, code)) for code in ("id", "name", "unit")}
        code = self.columns.text(row, "id")
        return bool(code) and kind_of_words(code) is None and len(codes - {""}) > 1

    def _is_beside(self, row: Row) -> bool:
        """Whether a row below a signature or a note has no code and no amount: it is part of it."""
        return not self._number(row) and not _ASCII.search(self.columns.text(row, "id"))

    def _is_rest_of_a_place(self, row: Row, texts: Sequence[str]) -> bool:
        """Whether a title is the second line of a place or a unit: `อบต.…` below `พื้นที่`."""
        at = {self.columns.text(row, code) for code in ("place", "unit", "detail")}
        return names_an_office(texts[0]) and texts[0] in at and not self._is_wide(row)

    def _is_prefilled(self, row: Row) -> bool:
        """Whether a row has a code, and what is the same in many rows, but says nothing yet."""
        beyond = (one.code for one in self.fields if one.code not in _BEFOREHAND)
        if any(self.columns.text(row, code) for code in beyond):
            return False
        written = [self.columns.text(row, code) for code in ("id", "ordinal")]
        return any(written) and all(map(_CODE.fullmatch, written))

    def _number(self, row: Row) -> bool:
        amounts = (field.code for field in self.fields if field.kind is TextKind.AMOUNT)
        return any(has_digit(self.columns.text(row, code)) for code in amounts)
