"""Rows and columns of a sheet as lengths: where each begins, and in which one a shape stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

# So much of another row is covered by a shape that runs across it, and not only touches it.
_REACHED = 1 / 3
# Hidden rows are passed over, and those under a shape looked at, so many at most.
_FARTHEST = 500


@dataclass(frozen=True)
class Bands:
    """Rows or columns one after the other, from 0: those of `own` sizes, all others as usual.

    `last` is the last one that a sheet has.
    """

    own: Mapping[int, float]
    usual: float
    last: int

    @cached_property
    def _marks(self) -> tuple[list[int], list[float]]:
        """Return the bands of an own size, and before each the sum of what they differ."""
        numbers = sorted(self.own)
        differ, sums = 0.0, []
        for number in numbers:
            sums.append(differ)
            differ += self.own[number] - self.usual
        return numbers, [*sums, differ]

    def start(self, number: int) -> float:
        """Return where a band begins."""
        numbers, sums = self._marks
        return number * self.usual + sums[bisect_right(numbers, number - 1)]

    def size(self, number: int) -> float:
        """Return how wide, or high, a band is."""
        return self.own.get(number, self.usual)

    def at(self, where: float) -> int:
        """Return the band that holds a point: of those that begin there the one that is seen."""
        low, high = 0, self.last
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.start(middle) <= where else (low, middle - 1)
        return low

    def beside(self, number: int, step: int) -> int | None:
        """Return the next band that is seen, up (-1) or down (1); None at the sheet's end."""
        for at in range(number + step, number + step * (_FARTHEST + 1), step):
            if not 0 <= at <= self.last:
                return None
            if self.size(at) > 0:
                return at
        return None


@dataclass(frozen=True, slots=True)
class Stand:
    """In which row a shape stands, as `Mark` tells it."""

    row: int
    slack: float | None
    beyond: int | None
    reach: tuple[int, ...]
    tall: bool


def stand(rows: Bands, top: float, bottom: float) -> Stand:
    """Return where between `top` and `bottom` a shape stands."""
    centre = (top + bottom) / 2
    row = rows.at(centre)
    start, size = rows.start(row), rows.size(row)
    above, below = centre - start, start + size - centre
    slack = max(min(above, below) / size, 0.0) if size else 0.0
    beyond = rows.beside(row, -1 if above < below else 1)
    reach = tuple(_reached(rows, row, top, bottom))
    return Stand(row, min(slack, 0.5), beyond, reach, bool(reach))


def _reached(rows: Bands, row: int, top: float, bottom: float) -> list[int]:
    """Return the other rows of which a shape covers a third or more."""
    found: list[int] = []
    for step in (-1, 1):
        at = rows.beside(row, step)
        while at is not None and len(found) < _FARTHEST:
            start, size = rows.start(at), rows.size(at)
            covered = min(bottom, start + size) - max(top, start)
            if covered < size * _REACHED:
                break
            found.append(at)
            at = rows.beside(at, step)
    return sorted(found)
