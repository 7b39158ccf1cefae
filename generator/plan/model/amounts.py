"""One way of writing what a row says of its money."""

from __future__ import annotations

from generator.plan.model.project import Budget, BudgetKind
from generator.plan.model.vocabulary import NO_BUDGET
from generator.thai.numbers import plain_baht


def budget_text(budget: Budget) -> str:
    """Return baht for machines, or the words of a row that needs no money."""
    if budget.kind is BudgetKind.NO_BUDGET:
        return NO_BUDGET
    return "" if budget.satang is None else plain_baht(budget.satang)


def shown_budget(budget: Budget) -> str:
    """Return what a data file says of a row's money; a dash where the row states none."""
    return budget_text(budget) or "-"
