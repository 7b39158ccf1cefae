"""Sums with their coverage: computed once, in satang, from one table of rows (pandas).

A row that stands for twelve projects counts as twelve. A project without a stated amount adds
nothing and is counted as not covered, so that no sum hides it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

import pandas as pd

from generator.compare import Entry
from generator.model import Budget, BudgetKind, Owner, Project, Totals, is_allowance


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


_MEASURES = ["rows", "projects", "satang", "not_stated", "no_budget"]


Row = TypeVar("Row", Project, Entry)


class Ledger(Generic[Row]):
    """The current rows of one plan as a table of measures, to be summed by any key."""

    def __init__(self, projects: Sequence[Row]) -> None:
        """Lay out one line a row; cancelled rows are not part of the plan's money."""
        self.projects: list[Row] = [project for project in projects if not project.cancelled]
        self._frame = pd.DataFrame(
            [_measures(project) for project in self.projects], columns=_MEASURES, dtype="int64"
        )

    def total(self) -> Totals:
        """Return the sum of everything, each row once."""
        return _totals(self._frame.sum())

    def by(self, key: Callable[[Row], Hashable]) -> Mapping[Hashable, Totals]:
        """Return a sum for each value of `key`; every row belongs to exactly one."""
        return self.by_many(lambda project: (key(project),))

    def by_many(self, keys: Callable[[Row], Iterable[Hashable]]) -> Mapping[Hashable, Totals]:
        """Return a sum for each key; a row is whole under each of its keys.

        These sums overlap: they must never be added up.
        """
        numbers: dict[Hashable, int] = {}
        rows, codes = [], []
        for row, project in enumerate(self.projects):
            for key in keys(project):
                rows.append(row)
                codes.append(numbers.setdefault(key, len(numbers)))
        sums = self._frame.iloc[rows].assign(key=codes).groupby("key").sum()
        return {
            key: Totals(*map(int, line))
            for key, line in zip(numbers, sums.itertuples(index=False), strict=True)
        }


def _measures(row: Project | Entry) -> tuple[int, ...]:
    stated = row.budget if isinstance(row, Project) else Budget(row.budget, row.satang)
    kind, count = stated.kind, row.count
    return (
        1,
        count,
        stated.satang or 0,
        count if kind is BudgetKind.NOT_STATED else 0,
        count if kind is BudgetKind.NO_BUDGET else 0,
    )


def _totals(sums: pd.Series[int]) -> Totals:
    return Totals(*(int(sums[measure]) for measure in _MEASURES))
