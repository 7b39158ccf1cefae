"""Stated against computed totals: the difference is said, never hidden, never repaired."""

from __future__ import annotations

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Plan, StatedTotals, total_of_rows
from generator.problems import Place
from generator.thai.numbers import format_baht, format_number


def stated_totals(plan: Plan, context: Context) -> None:
    """Compare what the signed document states with the announced plan's rows."""
    stated = plan.stated
    if stated is None or is_unread(plan, context):
        return
    rows = plan.editions[0].rows
    found = total_of_rows(rows)
    count = found.projects
    if stated.projects is not None and stated.projects != count:
        context.report.add(
            "stated-projects-differ",
            stated.at.of("projects"),
            format_number(stated.projects),
            computed=format_number(count),
            difference=format_number(abs(stated.projects - count)),
        )
    if stated.satang is not None:
        at = stated.at.of("budget")
        _differ("stated-budget-differ", at, stated.satang, found.satang, context)
    _strategies(plan, stated, context)


def _strategies(plan: Plan, stated: StatedTotals, context: Context) -> None:
    for strategy, satang in stated.strategies.items():
        rows = (row for row in plan.editions[0].rows if row.strategy == strategy)
        total = total_of_rows(rows).satang
        at = stated.at.of("strategies")
        _differ("stated-strategy-differ", at, satang, total, context, strategy=strategy)
    if stated.strategies and stated.satang is not None:
        at, total = stated.at.of("strategies"), stated.of_strategies
        _differ("stated-sum-differ", at, stated.satang, total, context)


def _differ(
    code: str, at: Place, stated: int, computed: int, context: Context, **details: object
) -> None:
    if stated != computed:
        context.report.add(
            code,
            at,
            format_baht(stated),
            computed=format_baht(computed),
            difference=format_baht(abs(stated - computed)),
            **details,
        )


RULES: tuple[CheckRule, ...] = (stated_totals,)
