"""What a text of a cell says, by the kind of its column."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from generator.plan.fields.column import Kind

_INTEGER = re.compile("-?[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?", re.ASCII)
_BAHT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?", re.ASCII)
_SHAPES = {
    Kind.INTEGER: _INTEGER,
    Kind.NUMBER: _NUMBER,
    Kind.PERCENT: _NUMBER,
    Kind.DEGREES: _NUMBER,
    Kind.BAHT: _BAHT,
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
