"""The months of a grid as lengths from left to right: which a shape covers, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from statistics import median

from generator.plan.intake.form import Grid, GridCell
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import MONTH_NUMBERS

#: Which of the twelve months, 0 is October.
Months = frozenset[int]
ALL: Months = frozenset(range(12))
NAMES = tuple(MONTHS_SHORT[number - 1] for number in MONTH_NUMBERS)

# So much of a column a shape covers where its month is meant, and where it is not. Hands that are
# clear leave 0.67 or more and 0.12 or less, and what nobody can tell lies between.
_IN, _OUT = 0.5, 0.2
# As near as this to both borders of a column, a shape is inside it.
_WITHIN = 0.02
_LEAST = 0.05
_ROUNDED = 1e-6
_MOST_DOUBTED = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A month's columns: from the first to the one before `after`, and their borders in points.

    `parts` are the borders of those into which its heading divides it (`1-15`, `16-31`).
    """

    month: int
    first: int
    after: int
    left: float
    right: float
    parts: tuple[tuple[float, float], ...] = ()

    @property
    def width(self) -> float:
        """Return how wide it is; nothing where its columns are hidden."""
        return self.right - self.left

    def share(self, left: float, right: float) -> float:
        """Return how much of it lies between two points; of one that is hidden all or nothing.

        Of one that is divided that of the part of which it is most.
        """
        if self.width <= 0:
            return float(left < self.left and self.right < right)
        if not self.parts:
            return max(min(right, self.right) - max(left, self.left), 0.0) / self.width
        parts = [one for one in self.parts if one[1] > one[0]]
        return max(
            max(min(right, end) - max(left, start), 0.0) / (end - start) for start, end in parts
        )

    def holds(self, left: float, right: float) -> bool:
        """Whether what is between two points is inside it."""
        room = _WITHIN * self.width
        return self.width > 0 and self.left - room <= left and right <= self.right + room


@dataclass(frozen=True)
class Axis:
    """The months of a grid that have columns, from left to right."""

    spans: tuple[Span, ...]

    @classmethod
    def of(
        cls, grid: Grid, spans: Sequence[tuple[int, int] | None], *, divided: bool = False
    ) -> Axis:
        """Take the months' columns from a grid; those that it does not have are left out.

        `divided` tells that each column of a month is a part of it by its heading.
        """
        last, edges = len(grid.edges) - 1, grid.edges
        found = [
            Span(
                month,
                one[0],
                one[1],
                edges[one[0]],
                edges[one[1]],
                tuple(pairwise(edges[one[0] : one[1] + 1])) if divided else (),
            )
            for month, one in enumerate(spans)
            if one and 0 <= one[0] < one[1] <= last
        ]
        return cls(tuple(sorted(found, key=lambda one: (one.left, one.first))))

    @cached_property
    def left(self) -> float:
        """Return where the first month begins."""
        return self.spans[0].left if self.spans else 0.0

    @cached_property
    def right(self) -> float:
        """Return where the last month ends."""
        return max((one.right for one in self.spans), default=0.0)

    @cached_property
    def width(self) -> float:
        """Return how wide a month is, mostly."""
        return median([one.width for one in self.spans if one.width > 0] or [1.0])

    @cached_property
    def columns(self) -> frozenset[int]:
        """Return all columns of months."""
        return frozenset(column for one in self.spans for column in range(one.first, one.after))

    @cached_property
    def in_order(self) -> bool:
        """Whether each month follows the one before it: no heading is misprinted as another."""
        pairs = zip(self.spans, self.spans[1:], strict=False)
        return all((one.month + 1) % 12 == other.month for one, other in pairs)

    def covers(self, first: int, after: int) -> Months:
        """Return the months with a column from `first` to the one before `after`."""
        return frozenset(one.month for one in self.spans if one.first < after and first < one.after)

    def holds(self, cell: GridCell) -> bool:
        """Whether a cell stands in the months' columns, and in no other."""
        return all(at in self.columns for at in range(cell.column, cell.column + cell.columns))

    def choices(self, left: float, right: float) -> tuple[Months, ...]:
        """Return every way to read what is drawn between two points; one way is clear."""
        for one in self.spans:
            if one.holds(left, right):  # months of one quarter have its columns
                return (self.covers(one.first, one.after),)
        shares = {one.month: one.share(left, right) for one in self.spans}
        sure = frozenset(month for month, share in shares.items() if share >= _IN - _ROUNDED)
        maybe = [
            month
            for month, share in shares.items()
            if share > _OUT + _ROUNDED and month not in sure
        ]
        if not sure and not maybe:
            maybe = [month for month, share in shares.items() if share > _LEAST]
        return _ways(sure, maybe)

    def drawn(self, left: float, right: float) -> str:
        """Return in words which months a shape is over; of those half covered how much of them."""
        shares = {one.month: one.share(left, right) for one in self.spans}
        held = {one.month for one in self.spans if one.holds(left, right)}
        over = [
            one.month
            for one in self.spans
            if one.month in held or shares[one.month] > _OUT + _ROUNDED
        ]
        if not over:
            over = [month for month, share in shares.items() if share > _LEAST]
        told = [
            f"{NAMES[month]} {shares[month]:.0%}"
            for month in over
            if shares[month] < _IN - _ROUNDED and month not in held
        ]
        return self.words(frozenset(over)) + (f" ({' '.join(told)})" if told else "")

    def words(self, months: Iterable[int]) -> str:
        """Return months as runs in the order of their columns: `ธ.ค.–มี.ค. และ ก.ค.`."""
        wanted = frozenset(months)
        if not wanted:
            return "ไม่มีเดือน"
        runs = list(self._runs(wanted))
        ends = [(NAMES[run[0]], NAMES[run[-1]]) for run in runs]
        return " และ ".join(a if a == b else f"{a}–{b}" for a, b in ends)

    def is_run(self, months: Months) -> bool:
        """Whether months follow each other in the grid."""
        return len(list(self._runs(months))) == 1

    def _runs(self, months: Months) -> Iterator[list[int]]:
        run: list[int] = []
        order = [one.month for one in self.spans]
        for month in [*order, *sorted(months - frozenset(order))]:
            if month in months:
                run.append(month)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _ways(sure: Months, maybe: Sequence[int]) -> tuple[Months, ...]:
    """Return the sure months with every part of those that may be meant; fewest first."""
    if len(maybe) > _MOST_DOUBTED:
        return (sure | frozenset(maybe),) if not sure else (sure, sure | frozenset(maybe))
    ways = [
        sure | frozenset(some)
        for count in range(len(maybe) + 1)
        for some in combinations(maybe, count)
    ]
    return tuple(way for way in ways if way)
