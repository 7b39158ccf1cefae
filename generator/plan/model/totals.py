"""A sum of rows with what it covers, and the one addition of rows and of sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.plan.model.project import BudgetKind, Project


@dataclass(frozen=True, slots=True)
class Totals:
    """A sum and what it covers: rows, projects, satang, projects without amount or budget."""

    rows: int = 0
    projects: int = 0
    satang: int = 0
    not_stated: int = 0
    no_budget: int = 0

    @classmethod
    def of_row(cls, count: int, kind: BudgetKind, satang: int | None) -> Totals:
        """Return what one row adds, which stands for `count` projects; satang, None: not stated."""
        return cls(
            rows=1,
            projects=count,
            satang=satang or 0,
            not_stated=count if kind is BudgetKind.NOT_STATED else 0,
            no_budget=count if kind is BudgetKind.NO_BUDGET else 0,
        )

    @property
    def once(self) -> Totals:
        """One row's sum where it counts as one project, however many it stands for."""
        return Totals(1, 1, self.satang, min(self.not_stated, 1), min(self.no_budget, 1))

    @property
    def stated(self) -> int:
        """Projects of which an amount is stated: without any, a sum is not known, and no nought."""
        return self.covered - self.no_budget

    @property
    def covered(self) -> int:
        """Projects whose money is known, those that need none included."""
        return self.projects - self.not_stated


NOTHING = Totals()


def total_of(parts: Iterable[Totals]) -> Totals:
    """Return the sum of `parts`, of which none may hold a row of another."""
    lines = [(one.rows, one.projects, one.satang, one.not_stated, one.no_budget) for one in parts]
    return Totals(*map(sum, zip(*lines, strict=True))) if lines else NOTHING


def total_of_rows(rows: Iterable[Project]) -> Totals:
    """Return the sum of all `rows`, cancelled ones too where they are among them."""
    return total_of(Totals.of_row(row.count, row.budget.kind, row.budget.satang) for row in rows)
