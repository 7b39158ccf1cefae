"""What readers would see otherwise: projects, totals, pages and problems of two portals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.machine.layout import page_address
from generator.pipeline import Checked, as_published, pages_of
from generator.plan.check import exempt_of, masked, masker
from generator.plan.compare import Entry, Fact, between_editions, entries_of, total_of_entries
from generator.plan.drafts import draft_editions, in_force, is_draft
from generator.plan.model import Plan
from generator.problems import Problem
from generator.publishing.covered import hiding
from generator.publishing.told import (
    NoticeChange,
    ReportChange,
    notice_changes,
    report_changes,
)
from generator.site.views import Totals


@dataclass(frozen=True, slots=True)
class YearDifference:
    """One year: what happened to its rows, and its sums; None on the side that has not the year.

    Of a `draft` all is as it would be. `drafts` are amendments that are not announced: the
    `draft_facts` happen to rows once they are. `reports` and `notices` tell the rest.
    """

    year: str
    facts: tuple[Fact, ...]
    before: Totals | None
    after: Totals | None
    draft: bool = False
    drafts: tuple[int, ...] = ()
    draft_facts: tuple[Fact, ...] = ()
    reports: tuple[ReportChange, ...] = ()
    notices: tuple[NoticeChange, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the year tells the very same."""
        told = (*self.facts, *self.draft_facts, *self.reports, *self.notices)
        return not told and self.before == self.after


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages by their address: new, gone, and with other contents."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortalDifference:
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


def difference(before: Checked | None, after: Checked) -> PortalDifference:
    """Return how `after` differs from `before`; None stands for nothing published yet.

    What it quotes of the plans is masked as in problems: it is posted in public pull requests.
    """
    old = set(before.report) if before else set()
    new = list(after.report)
    found = PortalDifference(
        years=_years(before, after),
        pages=_pages(before, after),
        new_problems=tuple(problem for problem in new if problem not in old),
        gone_problems=tuple(sorted(old - set(new), key=lambda one: (one.place, one.code))),
    )
    mask, hide = masker(exempt_of(after.portal)), hiding(before, after)
    return masked(found, lambda text: hide(mask(text)))


def years_between(
    before: Checked | None, after: Checked, only: str = ""
) -> tuple[YearDifference, ...]:
    """Return what differs in the years, or in one of them `only`: no page is made for it."""
    mask, hide = masker(exempt_of(after.portal)), hiding(before, after)
    found = (one for one in _years(before, after) if only in ("", one.year))
    return masked(tuple(found), lambda text: hide(mask(text)))


@dataclass(frozen=True, slots=True)
class _Year:
    """A year on one side: its rows in force and with its drafts; a sealed year has no plan."""

    rows: tuple[Entry, ...] = ()
    whole: tuple[Entry, ...] = ()
    total: Totals | None = None
    plan: Plan | None = None
    draft: bool = False
    drafts: tuple[int, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)


def _years(before: Checked | None, after: Checked) -> tuple[YearDifference, ...]:
    old, new = _told(before) if before else {}, _told(after)
    found = []
    for year in sorted(old.keys() | new.keys(), reverse=True):
        one = _difference(year, old.get(year, _Year()), new.get(year, _Year()))
        if not one.nothing:
            found.append(one)
    return tuple(found)


def _difference(year: str, old: _Year, new: _Year) -> YearDifference:
    facts = between_editions(old.rows, new.rows)
    drafted = between_editions(old.whole, new.whole) if old.drafts or new.drafts else ()
    living = not (old.total and old.plan is None) and not (new.total and new.plan is None)
    return YearDifference(
        year,
        facts,
        old.total,
        new.total,
        new.draft,
        new.drafts,
        tuple(one for one in drafted if one not in facts),
        # Sealing a year leaves its reports as they are.
        report_changes(old.plan, new.plan) if living else (),
        notice_changes((old.plan, old.papers), (new.plan, new.papers)),
    )


def _told(checked: Checked) -> dict[str, _Year]:
    """Return every year, of sealed ones what their seals tell."""
    organization, today = checked.portal.organization, checked.today
    found = {
        one.label: _Year(one.closed.entries, one.closed.entries, one.totals)
        for one in checked.sealed
    }
    for plan in checked.portal.plans:
        rows = entries_of(in_force(plan, today), organization)
        found[plan.year.label] = _Year(
            rows,
            entries_of(plan, organization),
            total_of_entries(rows),
            plan,
            is_draft(plan, today),
            tuple(one.number for one in draft_editions(plan, today)),
            checked.papers,
        )
    return found


def _pages(before: Checked | None, after: Checked) -> Pages | None:
    if after.report.errors or (before and before.report.errors):
        return None
    # Sealing a year leaves its pages as they are; a sealed year's are not made at all.
    sealed = {one.label for one in (*(before.sealed if before else ()), *after.sealed)}
    old, new = (
        {path: data for path, data in pages.items() if path.partition("/")[0] not in sealed}
        for pages in (
            pages_of(as_published(before)) if before else {},
            pages_of(as_published(after)),
        )
    )
    both = old.keys() & new.keys()
    return Pages(
        _addresses(new.keys() - old.keys()),
        _addresses(old.keys() - new.keys()),
        _addresses({path for path in both if old[path] != new[path]}),
    )


def _addresses(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(map(page_address, paths)))
