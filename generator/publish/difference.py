"""What readers would see otherwise: projects, totals, pages and problems of two portals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.compare import Entry, Fact, between_editions, entries_of
from generator.model import Plan, Portal
from generator.pipeline import Checked, pages_of
from generator.problems import Problem
from generator.views import Ledger, Totals


@dataclass(frozen=True, slots=True)
class YearDifference:
    """One year: what happened to its rows, and its sums; None on the side that has not the year."""

    year: str
    facts: tuple[Fact, ...]
    before: Totals | None
    after: Totals | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages by their address: new, gone, and with other contents."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Years in which something differs, newest first; `pages` None where a side has errors."""

    years: tuple[YearDifference, ...]
    pages: Pages | None
    new_problems: tuple[Problem, ...]
    gone_problems: tuple[Problem, ...]

    @property
    def nothing(self) -> bool:
        """Whether readers would see the very same."""
        pages = self.pages
        same_pages = pages is not None and not (pages.added or pages.gone or pages.changed)
        return not self.years and same_pages and not self.new_problems


def difference(before: Checked | None, after: Checked) -> Difference:
    """Return how `after` differs from `before`; None stands for nothing published yet."""
    old = set(before.report) if before else set()
    new = list(after.report)
    return Difference(
        years=_years(before.portal if before else None, after.portal),
        pages=_pages(before, after),
        new_problems=tuple(problem for problem in new if problem not in old),
        gone_problems=tuple(sorted(old - set(new), key=lambda one: (one.place, one.code))),
    )


def _years(before: Portal | None, after: Portal) -> tuple[YearDifference, ...]:
    old = {plan.year.label: plan for plan in before.plans} if before else {}
    new = {plan.year.label: plan for plan in after.plans}
    found = []
    for year in sorted(old.keys() | new.keys(), reverse=True):
        one = YearDifference(
            year,
            between_editions(_entries(old.get(year), before), _entries(new.get(year), after)),
            _totals(old.get(year)),
            _totals(new.get(year)),
        )
        if one.facts or one.before != one.after:
            found.append(one)
    return tuple(found)


def _entries(plan: Plan | None, portal: Portal | None) -> tuple[Entry, ...]:
    return entries_of(plan, portal.organization) if plan and portal else ()


def _totals(plan: Plan | None) -> Totals | None:
    return Ledger(plan.projects).total() if plan else None


def _pages(before: Checked | None, after: Checked) -> Pages | None:
    if after.report.errors or (before and before.report.errors):
        return None
    old: Mapping[str, bytes] = pages_of(before) if before else {}
    new = pages_of(after)
    both = old.keys() & new.keys()
    return Pages(
        _addresses(new.keys() - old.keys()),
        _addresses(old.keys() - new.keys()),
        _addresses({path for path in both if old[path] != new[path]}),
    )


def _addresses(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(f"{path.removesuffix('.md')}.html" for path in paths))
