"""What a project states, column by column: one way of writing for all who write rows again.

Two ways to type one amount, month or owner give one text. The record of what was announced keeps
these very texts for good: columns may be added, none may leave, none may be written otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.plan.model.project import Budget, BudgetKind, Project, Villages
from generator.plan.model.vocabulary import EVERYWHERE, NO_BUDGET, Origin
from generator.thai.numbers import plain_baht


def stated(project: Project) -> dict[str, str]:
    """Return what a row states by the code names of its columns; empty where it states nothing.

    What was only read from other columns (villages, owner) is not part of it.
    """
    return {code: write(project) for code, write in COLUMNS.items()}


def budget_text(budget: Budget) -> str:
    """Return baht for machines, or the words of a row that needs no money."""
    if budget.kind is BudgetKind.NO_BUDGET:
        return NO_BUDGET
    return "" if budget.satang is None else plain_baht(budget.satang)


def shown_budget(budget: Budget) -> str:
    """Return what a data file says of a row's money; a dash where the row states none."""
    return budget_text(budget) or "-"


def _villages(villages: Villages) -> str:
    if villages.origin is not Origin.STATED:
        return ""
    return EVERYWHERE if villages.everywhere else ", ".join(map(str, villages.numbers))


def _coordinate(axis: str) -> Callable[[Project], str]:
    return lambda project: getattr(project.coordinates, axis) if project.coordinates else ""


# In the order in which they are recorded. `months`, one by one, stands for every way in which
# files state a period.
COLUMNS: Mapping[str, Callable[[Project], str]] = {
    "id": lambda p: p.id,
    "strategy": lambda p: p.strategy,
    "tactic": lambda p: p.tactic,
    "programme": lambda p: p.programme_name,
    "form": lambda p: p.form.thai,
    "name": lambda p: p.name,
    "detail": lambda p: p.detail,
    "budget": lambda p: budget_text(p.budget),
    "source": lambda p: p.funding,
    "place": lambda p: p.place,
    "villages": lambda p: _villages(p.villages),
    "unit": lambda p: p.unit,
    "partners": lambda p: "; ".join(p.partners),
    "owner": lambda p: p.owner.thai if p.owner_origin is Origin.STATED else "",
    "months": lambda p: " ".join(month.label for month in p.months),
    "count": lambda p: str(p.count),
    "plan_ref": lambda p: p.plan_ref,
    "continues": lambda p: p.continues,
    "lat": _coordinate("lat"),
    "lon": _coordinate("lon"),
    "note": lambda p: p.note,
    "change": lambda p: p.change.thai if p.change else "",
    "reason": lambda p: p.reason,
}
