"""How the rows of a plan stand on its papers: under which strategy, in which months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.plan.model import Form, Plan, Project, Strategy
from generator.site.views.rows import ProjectView
from generator.thai.fiscal import FiscalYear, Month


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Months of work without a gap: the place of the first, 0 for October, and how many."""

    first: int
    length: int


def runs_of(months: Iterable[Month], year: FiscalYear) -> tuple[MonthRun, ...]:
    """Return the runs of months of work that lie in the fiscal year, in order."""
    places = sorted({month.position for month in months if month.fiscal_year == year})
    starts = [place for place in places if place - 1 not in places]
    ends = [place for place in places if place + 1 not in places]
    return tuple(MonthRun(a, b - a + 1) for a, b in zip(starts, ends, strict=True))


def by_strategy(
    rows: Sequence[ProjectView], plan: Plan
) -> list[tuple[int, Strategy, list[ProjectView]]]:
    """Return the strategies that have rows, each with its number on paper and those rows."""
    members: dict[str, list[ProjectView]] = {strategy.id: [] for strategy in plan.strategies}
    for view in rows:
        members[view.project.strategy].append(view)
    numbered = enumerate(plan.strategies, start=1)
    return [(number, one, members[one.id]) for number, one in numbered if members[one.id]]


def on_form(rows: Iterable[ProjectView], form: Form) -> list[ProjectView]:
    """Return the rows that are printed on a form."""
    return [view for view in rows if view.project.form is form]


def rows_of(views: Iterable[ProjectView]) -> list[Project]:
    """Return the rows themselves, to be summed."""
    return [view.project for view in views]
