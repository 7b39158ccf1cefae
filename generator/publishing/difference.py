"""What readers would see otherwise: projects, totals, pages and problems of two portals."""

from __future__ import annotations

from dataclasses import dataclass

from generator.machine.layout import page_address
from generator.pipeline import Checked, pages_of
from generator.plan.check import exempt_of, masked, masker
from generator.plan.compare import Entry, Fact, between_editions, entries_of, total_of_entries
from generator.problems import Problem
from generator.publishing.covered import hiding
from generator.site.views import Totals


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


def _years(before: Checked | None, after: Checked) -> tuple[YearDifference, ...]:
    nothing: tuple[tuple[Entry, ...], None] = ((), None)
    old, new = _told(before) if before else {}, _told(after)
    found = []
    for year in sorted(old.keys() | new.keys(), reverse=True):
        (rows, total), (new_rows, new_total) = old.get(year, nothing), new.get(year, nothing)
        one = YearDifference(year, between_editions(rows, new_rows), total, new_total)
        if one.facts or one.before != one.after:
            found.append(one)
    return tuple(found)


def _told(checked: Checked) -> dict[str, tuple[tuple[Entry, ...], Totals | None]]:
    """Return the rows and the sum of every year, of sealed ones as their seals tell them."""
    organization = checked.portal.organization
    found: dict[str, tuple[tuple[Entry, ...], Totals | None]] = {
        one.label: (one.closed.entries, one.totals) for one in checked.sealed
    }
    for plan in checked.portal.plans:
        rows = entries_of(plan, organization)
        found[plan.year.label] = (rows, total_of_entries(rows))
    return found


def _pages(before: Checked | None, after: Checked) -> Pages | None:
    if after.report.errors or (before and before.report.errors):
        return None
    # Sealing a year leaves its pages as they are; a sealed year's are not made at all.
    sealed = {one.label for one in (*(before.sealed if before else ()), *after.sealed)}
    old, new = (
        {path: data for path, data in pages.items() if path.partition("/")[0] not in sealed}
        for pages in (pages_of(before) if before else {}, pages_of(after))
    )
    both = old.keys() & new.keys()
    return Pages(
        _addresses(new.keys() - old.keys()),
        _addresses(old.keys() - new.keys()),
        _addresses({path for path in both if old[path] != new[path]}),
    )


def _addresses(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(map(page_address, paths)))
