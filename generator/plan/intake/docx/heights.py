"""How high the rows of a table may be: Word counts that from the letters, and writes it nowhere.

Each height has the least that it can be, what is usual, and the most. Where a height is stated as
exact the three are the same. Nothing is read from a guess: what is not sure is told as not sure.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.plan.intake.docx.runs import Paragraph

# Of a letter's size: its width, and the height of a line (Sarabun is narrow, Tahoma is not).
_WIDE = (0.30, 0.42, 0.62)
_HIGH = (1.12, 1.3, 1.75)


@dataclass(frozen=True, slots=True)
class Height:
    """Points: the least, what is usual, the most."""

    low: float
    usual: float
    high: float

    def __add__(self, other: Height) -> Height:
        return Height(self.low + other.low, self.usual + other.usual, self.high + other.high)

    def at_least(self, points: float) -> Height:
        """Return it with nothing lower than that."""
        return Height(max(self.low, points), max(self.usual, points), max(self.high, points))

    @property
    def is_exact(self) -> bool:
        """Whether there is nothing to guess."""
        return self.high - self.low <= 0.02 * self.high


NOTHING = Height(0.0, 0.0, 0.0)


def sure(points: float) -> Height:
    """Return a height that is known."""
    return Height(points, points, points)


def text_height(paragraphs: Iterable[Paragraph], width: float) -> Height:
    """Return how high paragraphs stand in a column so wide."""
    total = NOTHING
    for one in paragraphs:
        total += _paragraph(one, max(width - one.indent, one.size))
    return total


def _paragraph(one: Paragraph, width: float) -> Height:
    values = []
    for wide, high in zip(_WIDE, _HIGH, strict=True):
        lines = sum(
            max(1, math.ceil(_letters(line) * one.size * wide / width))
            for line in one.whole.split("\n")
        )
        own = high * one.size * one.spacing.times
        line_height = one.spacing.line if one.spacing.exact else max(own, one.spacing.line)
        values.append(lines * line_height + one.spacing.before + one.spacing.after)
    return Height(*values)


def _letters(text: str) -> int:
    return sum(unicodedata.category(sign) not in ("Mn", "Cf") for sign in text)


@dataclass(frozen=True, slots=True)
class Found:
    """The row in which something stands; as `Mark` tells it."""

    row: int | None
    slack: float | None = None
    beyond: int | None = None


def find_row(heights: Sequence[Height], row: int, low: float, high: float) -> Found:
    """Return where something stands between `low` and `high` points below the top of a row."""
    if low < 0:
        above = _upward(heights, row, low, high)
        if above is not None:
            return above
    start, at = NOTHING, row
    while at < len(heights):
        end = start + heights[at]
        if high <= end.low:
            if low >= start.high:
                return _sure(heights[at], at, low - start.high, end.low - high)
            return Found(at, 0.0, at - 1 if at else None)
        if low < end.high:
            return Found(at, 0.0, at + 1 if at + 1 < len(heights) else None)
        start, at = end, at + 1
    return Found(None)


def _upward(heights: Sequence[Height], row: int, low: float, high: float) -> Found | None:
    """Return the row above in which it stands; None where the row itself is meant."""
    if high > 0:
        return Found(row, 0.0, row - 1 if row else None)
    over, at = NOTHING, row - 1
    while at >= 0:
        end = over + heights[at]
        if -low <= end.low:
            if -high >= over.high:
                return _sure(heights[at], at, end.low + low, -high - over.high)
            return Found(at, 0.0, at + 1)
        if -high < end.high:
            return Found(at, 0.0, at - 1 if at else at + 1)
        over, at = end, at - 1
    return Found(None)


def _sure(height: Height, row: int, below_top: float, above_end: float) -> Found:
    """Return a row that is sure; its slack where that is known well enough to be held to it."""
    nearest = min(below_top, above_end)
    beyond = row - 1 if below_top <= above_end else row + 1
    beyond_or_none = beyond if beyond >= 0 else None
    if height.is_exact:
        return Found(row, nearest / height.usual if height.usual else 0.0, beyond_or_none)
    return Found(row, None, None)
