"""How high the rows of a table may be: Word counts that from the letters, and writes it nowhere.

Each height has the least that it can be, what is usual, and the most. Where a height is stated as
exact the three are the same. Nothing is read from a guess: what is not sure is told as not sure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.plan.intake.docx.runs import Paragraph
from generator.plan.intake.docx.styles import Spacing

# Of a letter's size: its width, and the height of a line (Sarabun is narrow, Tahoma is not).
_WIDE = (0.30, 0.42, 0.62)
_WITHOUT_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f]")
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
    return _of_lines(tuple(map(_letters, one.whole.split("\n"))), one.size, one.spacing, width)


@lru_cache(maxsize=4096)
def _of_lines(letters: tuple[int, ...], size: float, spacing: Spacing, width: float) -> Height:
    """Return the height of lines of so many letters; most cells of a form are empty alike."""
    values = []
    for wide, high in zip(_WIDE, _HIGH, strict=True):
        lines = sum(max(1, math.ceil(count * size * wide / width)) for count in letters)
        own = high * size * spacing.times
        line_height = spacing.line if spacing.exact else max(own, spacing.line)
        values.append(lines * line_height + spacing.before + spacing.after)
    return Height(*values)


def _letters(text: str) -> int:
    return len(_WITHOUT_WIDTH.sub("", text))


@dataclass(frozen=True, slots=True)
class Found:
    """The row in which something stands; as `Mark` tells it."""

    row: int | None
    slack: float | None = None
    beyond: int | None = None
    among: tuple[int, ...] = ()


def find_row(heights: Sequence[Height], row: int, low: float, high: float) -> Found:
    """Return where something stands between `low` and `high` points below the top of a row."""
    if low < 0:
        found = _upward(heights, row, low, high)
        if found is not None:
            return found
    return _downward(heights, row, low, high)


def _downward(heights: Sequence[Height], row: int, low: float, high: float) -> Found:
    start, at = NOTHING, row
    while at < len(heights):
        end = start + heights[at]
        if high <= end.low:
            if low >= start.high:
                away = at - 1 if at > row else None
                return _sure(heights[at], at, low - start.high, end.low - high, away)
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
                away = at + 1 if row < len(heights) or at < row - 1 else None
                return _sure(heights[at], at, end.low + low, -high - over.high, away)
            return Found(at, 0.0, at + 1)
        if -high < end.high:
            return Found(at, 0.0, at - 1 if at else at + 1)
        over, at = end, at - 1
    return Found(None)


def rows_between(heights: Sequence[Height], row: int, low: float, high: float) -> tuple[int, ...]:
    """Return every row that may reach between `low` and `high` points below the top of a row."""
    found = []
    start = NOTHING
    for at in range(row, len(heights)):
        end = start + heights[at]
        if start.low <= high and low <= end.high:
            found.append(at)
        start = end
    start = NOTHING
    for at in range(row - 1, -1, -1):
        end = start + heights[at]
        if start.low <= -low and -high <= end.high:
            found.append(at)
        start = end
    return tuple(sorted(found))


def _sure(height: Height, row: int, below_top: float, above_end: float, away: int | None) -> Found:
    """Return a row that is sure, with its slack as far as that is known.

    `away` is the next row towards the anchor, where that is another row: how far something was
    drawn across their border is known at least.
    """
    beyond = row - 1 if below_top <= above_end else row + 1
    if height.is_exact:
        nearest = min(below_top, above_end)
        return Found(row, nearest / height.usual if height.usual else 0.0, max(beyond, 0))
    if away is not None:
        crossed = below_top if away < row else above_end
        return Found(row, min(0.5, crossed / height.usual), away)
    return Found(row, None, None)
