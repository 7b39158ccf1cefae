"""Rules across the whole plan → problems. Never changes the plan; today's date is an argument.

A rule is a function `(plan, context)` in one of the modules here, listed in RULES.
"""

from __future__ import annotations

import datetime

from generator.check import amendments, announced, clocks, overlap, people, rows, totals
from generator.check.context import Context, Rule
from generator.compare import ClosedYear, Entry, entries_of
from generator.model import Portal
from generator.problems import Report

RULES: tuple[Rule, ...] = (
    *rows.RULES,
    *amendments.RULES,
    *announced.RULES,
    *clocks.RULES,
    *totals.RULES,
    *people.RULES,
    *overlap.RULES,
)


def check(
    portal: Portal,
    papers: dict[int, frozenset[str]],
    today: datetime.date,
    report: Report,
    closed: tuple[ClosedYear, ...] = (),
) -> None:
    """Add to `report` what the rules find. `papers` are the files below each year's folder.

    `closed` are the years whose plans are read no more.
    """
    earlier: set[str] = set()
    known: dict[int, tuple[Entry, ...]] = {one.year.year: one.entries for one in closed}
    for plan in portal.plans:
        for one in closed:
            if one.year < plan.year:
                earlier |= {entry.id for entry in one.entries}
        context = Context(
            portal.organization,
            frozenset(earlier),
            papers.get(plan.year.year, frozenset()),
            today,
            report,
            known.get(plan.year.year - 1, ()),
        )
        for rule in RULES:
            rule(plan, context)
        earlier |= {row.id for edition in plan.editions for row in edition.rows}
        known[plan.year.year] = entries_of(plan, portal.organization)


__all__ = ["RULES", "check"]
