"""Sums with their coverage: computed once, in satang, from one table of rows.

A row that stands for twelve projects counts as twelve. A project without a stated amount adds
nothing and is counted as not covered, so that no sum hides it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from generator.archive import SealedYear
from generator.plan.compare import Entry
from generator.plan.model import (
    NOTHING,
    Owner,
    Plan,
    Project,
    Totals,
    is_allowance,
    total_of,
    total_of_rows,
)


class Portion(Enum):
    """Three kinds of money that a single sum would confuse."""

    OWN = "own"
    ALLOWANCES = "allowances"
    OTHERS = "others"


def portion_of(project: Project | Entry) -> Portion:
    """Return whose money it is and whether the organisation may choose what it is spent on."""
    if project.owner is not Owner.OWN:
        return Portion.OTHERS
    return Portion.ALLOWANCES if is_allowance(project.name) else Portion.OWN


@dataclass(frozen=True, slots=True)
class Whose:
    """A sum told by whose projects they are: the organisation's, with allowances, and others'."""

    own: Totals
    others: Totals
    parts: Mapping[Portion, Totals]


def whose(parts: Mapping[Portion, Totals] | None) -> Whose:
    """Return a sum that was divided by `portion_of` as a reader is told of it."""
    found = {portion: totals for portion, totals in (parts or {}).items() if totals.rows}
    own = [totals for portion, totals in found.items() if portion is not Portion.OTHERS]
    return Whose(total_of(own), found.get(Portion.OTHERS, NOTHING), found)


def cancelled_of(entries: Iterable[Entry]) -> int:
    """Return how many projects the rows stand for that were cancelled."""
    return sum(one.count for one in entries if one.cancelled)


Row = TypeVar("Row", Project, Entry)


class Ledger(Generic[Row]):
    """The current rows of one plan as a table of measures, to be summed by any key."""

    def __init__(self, projects: Sequence[Row]) -> None:
        """Lay out one line a row; cancelled rows are not part of the plan's money."""
        self.projects: list[Row] = [project for project in projects if not project.cancelled]
        self._measures = [_measures(project) for project in self.projects]

    def total(self) -> Totals:
        """Return the sum of everything, each row once."""
        return total_of(self._measures)

    def portions(self) -> Mapping[Portion, Totals]:
        """Return the sum of each kind of money that there is."""
        sums = self.by(portion_of)
        return {portion: sums[portion] for portion in Portion if portion in sums}

    def by(self, key: Callable[[Row], Hashable]) -> Mapping[Hashable, Totals]:
        """Return a sum for each value of `key`; every row belongs to exactly one."""
        return self.by_many(lambda project: (key(project),))

    def by_many(self, keys: Callable[[Row], Iterable[Hashable]]) -> Mapping[Hashable, Totals]:
        """Return a sum for each key; a row is whole under each of its keys.

        These sums overlap: they must never be added up.
        """
        return self._by(keys, self._measures)

    def by_village(self, keys: Callable[[Row], Iterable[Hashable]]) -> Mapping[Hashable, Totals]:
        """Return a sum for each key of villages: what a village counts, wherever it is told.

        A row for twelve villages is one in each, whole, however many projects it stands for.
        """
        return self._by(keys, [measures.once for measures in self._measures])

    def _by(
        self, keys: Callable[[Row], Iterable[Hashable]], measures: Sequence[Totals]
    ) -> Mapping[Hashable, Totals]:
        parts: dict[Hashable, list[Totals]] = {}
        for project, one in zip(self.projects, measures, strict=True):
            for key in keys(project):
                parts.setdefault(key, []).append(one)
        return {key: total_of(lines) for key, lines in parts.items()}


def _measures(row: Project | Entry) -> Totals:
    return total_of_rows([row]) if isinstance(row, Project) else row.totals


def projects_told(plans: Iterable[Plan], sealed: Iterable[SealedYear]) -> int:
    """Return how many projects all years tell of, those that living years cancelled included."""
    living = (total_of_rows(plan.projects) for plan in plans)
    return total_of([*living, *(one.totals for one in sealed)]).projects
