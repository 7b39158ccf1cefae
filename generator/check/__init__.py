"""Rules across the whole plan → problems. Never changes the plan; today's date is an argument.

A rule is a function `(plan, context)` in one of the modules here, listed in RULES.
"""

from __future__ import annotations

import datetime

from generator.check import amendments, announced, clocks, overlap, people, rows, totals
from generator.check.context import Content, Context, Rule
from generator.check.exempt import Exempt
from generator.check.pages import check_page
from generator.check.people import report_tree, report_unused
from generator.check.sources import check_sources
from generator.check.uploads import check_names, check_uploads
from generator.compare import ClosedYear, Entry, entries_of
from generator.model import Portal
from generator.page import PageReader
from generator.problems import Report

NO_CONTENT = Content({}, {})
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
    content: Content = NO_CONTENT,
) -> None:
    """Add to `report` what the rules find. `papers` are the files below each year's folder.

    `closed` are the years whose plans are read no more.
    """
    exempt = Exempt(portal.organization, (one for plan in portal.plans for one in plan.exempt))
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
            exempt,
            known.get(plan.year.year - 1, ()),
        )
        for rule in RULES:
            rule(plan, context)
        earlier |= {row.id for edition in plan.editions for row in edition.rows}
        known[plan.year.year] = entries_of(plan, portal.organization)
    for tree in content.trees:
        report_tree(tree, exempt, report)
    names = (*content.uploads, *(f"content/{path}" for path in content.pages))
    check_names(names, exempt, report)
    check_uploads(content.uploads, exempt, report)
    with PageReader() as reader:
        for path, data in content.pages.items():
            check_page(path, data, content.extensions, exempt, report, reader)
    report_unused(exempt, report)


__all__ = ["RULES", "Content", "check", "check_sources"]
