"""What a text of a cell says, by the kind of its column."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from generator.plan.fields.column import Column, Kind

_INTEGER = re.compile("-?[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?", re.ASCII)
# Longer amounts, which no plan may tell, are more than the order by them can hold.
_BAHT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?", re.ASCII)
_MONTH = "[12][0-9]{3}-(?:0[1-9]|1[0-2])"
_VILLAGE = "[1-9][0-9]{0,2}"
_SHAPES = {
    Kind.INTEGER: _INTEGER,
    Kind.NUMBER: _NUMBER,
    Kind.PERCENT: _NUMBER,
    Kind.DEGREES: _NUMBER,
    Kind.BAHT: _BAHT,
}
# What stands in columns of several values; whoever counts by them relies on it.
_LISTS = {
    code: re.compile(f"(?:{one}(?:;{one})*)?", re.ASCII)
    for code, one in (("village_list", _VILLAGE), ("work_months", _MONTH))
}


def value_of(kind: Kind, text: str) -> int | float | Decimal | datetime.date | str | None:
    """Return what a cell says, None for nothing. Raises ValueError where its kind is another."""
    if kind not in _SHAPES and kind is not Kind.DATE:
        return text
    if not text:
        return None
    if kind is Kind.DATE:
        return datetime.date.fromisoformat(text)
    if not _SHAPES[kind].fullmatch(text):
        raise ValueError(f"not {kind.value}")
    if kind is Kind.INTEGER:
        return int(text)
    return Decimal(text) if kind is Kind.BAHT else float(text)


def refuse_other(column: Column, text: str) -> None:
    """Raise ValueError where a text is none that such a column has."""
    value_of(column.kind, text)
    if column.code in _LISTS and not _LISTS[column.code].fullmatch(text):
        raise ValueError(f"not {column.code}")
