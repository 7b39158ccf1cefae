"""Whether a row without a code goes on from the row above, or is one whose code was forgotten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.read import Row
from generator.plan.sheet.columns import Columns, Fields
from generator.plan.sheet.wording import begins_a_name, waits_for_more
from generator.thai.text import arabic_digits

# What may go on in the row below: words, never a code or a sum of its own.
_MAY_GO_ON = frozenset({TextKind.FREE, TextKind.LISTED, TextKind.MARK, TextKind.MONTH})
# So many first signs tell how the names of a table begin.
_FIRST = 5
_PROJECT = "โครงการ"
_WHOLE_VILLAGES = re.compile("[0-9๐-๙]+")


@dataclass(frozen=True, slots=True)
class MoreOf:
    """What the rows with codes of one table say, by which those without are judged."""

    columns: Columns
    fields: Fields
    openings: frozenset[str]
    units: frozenset[str]

    @classmethod
    def of(cls, columns: Columns, fields: Fields, rows: Sequence[Row]) -> MoreOf:
        """Look through the rows once for how names begin here, and for the units."""
        coded = [row for row in rows if has_digit(columns.text(row, "id"))]
        names = [name for row in coded if (name := columns.text(row, "name"))]
        titled = sum(name.startswith(_PROJECT) for name in names)
        # Where names say `โครงการ` first, other words begin a second line.
        short = frozenset(name[:_FIRST] for name in names if len(name) > _FIRST)
        openings = frozenset({_PROJECT}) if 2 * titled > len(names) else short
        return cls(columns, fields, openings, frozenset(columns.text(row, "unit") for row in coded))

    def goes_on(self, row: Row, above: Row) -> bool:
        """Whether a row says only what can be the rest of the row above."""
        if not {"id", "ordinal"} & self.columns.index.keys():
            return False
        if self.columns.text(row, "strategy") or self.columns.text(row, "programme"):
            return False  # as nearly every row
        said = [(field, self.columns.text(row, field.code)) for field in self.fields]
        filled = {field.code: text for field, text in said if text}
        if not filled:
            return False
        if not all(_may_go_on(field, text) for field, text in said if text):
            return False
        name = filled.get("name", "")
        if name and not self._is_more_of(name, self.columns.text(above, "name")):
            return False
        return not any(
            _is_another(field, text, self.columns.text(above, field.code))
            for field, text in said
            if text
        )

    def _is_more_of(self, name: str, above: str) -> bool:
        """Whether a name is the second line of another, not the name of a project or a part."""
        if name == above or not above or waits_for_more(above):
            return True
        if name in self.units:
            return False
        if self.openings == {_PROJECT}:
            return not name.startswith(_PROJECT)
        return not begins_a_name(name) and name[:_FIRST] not in self.openings


def has_digit(text: str) -> bool:
    """Whether a digit stands in a text, Arabic or Thai."""
    return any(sign.isdigit() for sign in arabic_digits(text))


def _may_go_on(field: Field[Any], text: str) -> bool:
    if field.kind in (TextKind.AMOUNT, TextKind.CODE):
        return field.kind is TextKind.AMOUNT and not has_digit(text) and text not in "-–—"
    return field.kind in _MAY_GO_ON and field.code not in ("change", "status")


def _is_another(field: Field[Any], text: str, above: str) -> bool:
    """Whether a text is a value of its own beside that of the row above: another month, village.

    Cells that are merged over both rows say the same in each.
    """
    if not above or text == above or waits_for_more(above):
        return False
    if field.code == "villages":
        return bool(_WHOLE_VILLAGES.fullmatch(text) and _WHOLE_VILLAGES.fullmatch(above))
    if field.kind is TextKind.AMOUNT:
        return text.startswith("ไม่")
    return field.kind is TextKind.MONTH and has_digit(text) and has_digit(above)
