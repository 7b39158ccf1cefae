"""Look-alike projects: said with why they were paired, unless a person decided."""

from __future__ import annotations

from generator.plan.check.context import CheckRule, Context
from generator.plan.compare import entries_of
from generator.plan.model import Decision, Plan
from generator.plan.overlap import Pair, YearPairs, why
from generator.problems import Place

_LISTED = 30  # pairs of a year
_LIMITED = " (ชื่อที่คล้ายกันมีมาก จึงเทียบเฉพาะที่คล้ายที่สุดของแต่ละโครงการ)"


def look_alikes(plan: Plan, context: Context) -> None:
    """List each pair of one year; where they are many, and with last year, say so in one line.

    Much work comes every year, and a line for each would bury all else; the staff page lists them.
    """
    if context.report.errors:  # first what stops the plan, then what it may repeat
        return
    decided = {decision.key for decision in plan.decisions}
    entries = entries_of(plan, context.organization)
    found = context.look_alikes.of(plan.year.year, entries, context.last_year)
    same = [pair for pair in found.within if pair.key not in decided]
    if len(same) > _LISTED:
        _together("overlap-many", same, found, plan, context)
    else:
        for pair in same:
            _each(pair, plan, context)
    settled = any(decision.last_year for decision in plan.decisions)
    earlier = [] if settled else [pair for pair in found.last_year if pair.key not in decided]
    if earlier:
        _together("overlap-last-year", earlier, found, plan, context)


def _each(pair: Pair, plan: Plan, context: Context) -> None:
    context.report.add(
        "overlap-pair",
        _place(plan, pair),
        pair.first.name,
        id=pair.first.id,
        other=pair.second.id,
        name=pair.second.name,
        why=why(pair),
        year=plan.year.label,
    )


def _together(code: str, pairs: list[Pair], found: YearPairs, plan: Plan, context: Context) -> None:
    example = pairs[0]
    context.report.add(
        code,
        _place(plan, example),
        example.first.name,
        id=example.first.id,
        other=example.second.id,
        why=why(example),
        pairs=len(pairs),
        rows=len({pair.first.id for pair in pairs}),
        page=f"{plan.year.label}/overlap.html",
        year=plan.year.label,
        limited=_LIMITED if found.limited else "",
    )


def _place(plan: Plan, pair: Pair) -> Place:
    return next(row.at.of("name") for row in plan.projects if row.id == pair.first.id)


def known_ids(plan: Plan, context: Context) -> None:
    """Let a decision be of rows that are there, in this year or an earlier one."""
    own = {row.id for edition in plan.editions for row in edition.rows}
    for decision in plan.decisions:
        for one in () if decision.last_year else decision.pair:
            if one not in own and one not in context.earlier_ids:
                context.report.add("overlap-id-unknown", decision.at.of("pair"), one)


def one_verdict(plan: Plan, context: Context) -> None:
    """Let a pair be decided in one way, in whatever order its codes stand."""
    first: dict[frozenset[str], Decision] = {}
    for decision in plan.decisions:
        other = first.setdefault(decision.key, decision)
        if other.verdict is not decision.verdict:
            at, before = decision.at.of("decision"), other.at.place
            told = {"pair": " กับ ".join(decision.pair), "other": other.verdict.value}
            where = f"{before.counted} {before.row}"
            context.report.add("overlap-twice", at, decision.verdict.value, where=where, **told)


RULES: tuple[CheckRule, ...] = (look_alikes, known_ids, one_verdict)
