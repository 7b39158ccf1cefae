"""Rules across the whole plan → problems. Never changes the plan; today's date is an argument.

A rule is a function `(plan, context)` in one of the modules here, listed in RULES.
"""

from __future__ import annotations

import datetime

from generator.machine.layout import PAGES, of_year
from generator.plan.check import (
    alike,
    amendments,
    announced,
    beside,
    clocks,
    corrections,
    empty,
    falling,
    located,
    notice,
    overlap,
    people,
    rows,
    totals,
    withdrawn,
)
from generator.plan.check.context import CheckRule, Content, Context, Unread
from generator.plan.check.doubts import UNSAFE, is_doubtful
from generator.plan.check.exempt import NAMES, NEVER, Exempt, bare_form
from generator.plan.check.finder import Finder
from generator.plan.check.located import report_far_villages
from generator.plan.check.masking import mask_problems, masked, masker
from generator.plan.check.pages import check_page
from generator.plan.check.people import report_tree, report_unused
from generator.plan.check.privacy import PersonalDatum, find_personal
from generator.plan.check.sources import check_sources, look_into_sources
from generator.plan.check.uploads import check_names, check_pictures, check_uploads, report_names
from generator.plan.compare import Entry, PastYear, entries_of
from generator.plan.model import Portal
from generator.plan.overlap import LookAlikes
from generator.plan.page import PageReader
from generator.problems import Report

NO_CONTENT = Content({}, {})
RULES: tuple[CheckRule, ...] = (
    *rows.RULES,
    *corrections.RULES,
    *falling.RULES,
    *empty.RULES,
    *amendments.RULES,
    *announced.RULES,
    *notice.RULES,
    *withdrawn.RULES,
    *clocks.RULES,
    *totals.RULES,
    *people.RULES,
    *located.RULES,
    *overlap.RULES,
    *alike.RULES,  # it makes one of equal questions
    *announced.AT_LAST,
    *beside.RULES,  # last: what other rules say of a file is not said twice
)


def exempt_of(portal: Portal, finder: Finder | None = None) -> Exempt:
    """Return what the portal may publish although `finder` takes it for personal data."""
    plans = portal.plans
    listed = [one for plan in plans for one in plan.exempt]
    return Exempt(
        portal.organization, listed, [one for plan in plans for one in plan.officials], finder
    )


def _check_pages(content: Content, exempt: Exempt, report: Report) -> None:
    with PageReader() as reader:
        for path, data in content.pages.items():
            check_page(path, data, content.extensions, exempt, report, reader)


def check(
    portal: Portal,
    papers: dict[int, frozenset[str]],
    today: datetime.date,
    report: Report,
    closed: tuple[PastYear, ...] = (),
    content: Content = NO_CONTENT,
    look_alikes: LookAlikes | None = None,
) -> None:
    """Add to `report` what the rules find. `papers` are the files below each year's folder.

    `closed` are the years whose plans are read no more. `look_alikes` takes in those that it finds.
    """
    exempt = exempt_of(portal, content.finder)
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
            look_alikes or LookAlikes(),
            content.digests,
            Unread.of(report),
        )
        for rule in RULES:
            rule(plan, context)
        earlier |= {row.id for edition in plan.editions for row in edition.rows}
        known[plan.year.year] = entries_of(plan, portal.organization)
    report_far_villages(portal.organization, report)
    for tree in content.trees:
        report_tree(tree, exempt, report)
    names = (*content.uploads, *(f"{PAGES}/{path}" for path in content.pages))
    check_names(names, exempt, report)
    kept_beside = (of_year(year, path) for year, paths in papers.items() for path in paths)
    report_names(kept_beside, exempt, report)
    check_uploads(content.uploads, exempt, report)
    check_pictures(portal.plans, content.uploads, report)
    _check_pages(content, exempt, report)
    look_into_sources(content, portal.plans, exempt, report)
    report_unused(exempt, report)
    mask_problems(report, exempt)


__all__ = [
    "NAMES",
    "NEVER",
    "RULES",
    "UNSAFE",
    "Content",
    "Exempt",
    "Finder",
    "PersonalDatum",
    "bare_form",
    "check",
    "check_sources",
    "exempt_of",
    "find_personal",
    "is_doubtful",
    "mask_problems",
    "masked",
    "masker",
]
