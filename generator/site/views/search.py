"""A year as columns to search: what a result shows, and apart from it the rest of every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.plan.fields import filter_codes, ranges
from generator.plan.model import Organization, Project, shown_budget
from generator.plan.parse.villages import find_villages
from generator.site.views.groups import programme_slug, unit_slug
from generator.site.views.rows import ProjectView
from generator.site.views.search_records import Choice, SearchIndex, Shared
from generator.site.views.table import data_table, percent_of, status_of
from generator.site.views.words import Name
from generator.thai.fiscal import FiscalYear

# By what a reader narrows a list, in the order of the page; columns that come later follow.
_ORDER = ("year", "strategy", "programme", "unit", "village", "owner", "status", "month")


def filters() -> tuple[str, ...]:
    """Return the code names by which the search page narrows, in its order."""
    return (*_ORDER, *(code for code in filter_codes() if code not in _ORDER))


def search_index(
    year: FiscalYear, views: Iterable[ProjectView], organization: Organization
) -> SearchIndex:
    """Return the index of a year's rows."""
    rows = tuple(views)
    projects = [view.project for view in rows]
    bits = {month: 1 << place for place, month in enumerate(year.months)}
    return SearchIndex(
        year=year.label,
        ids=tuple(p.id for p in projects),
        names=tuple(p.name for p in projects),
        places=tuple(p.place for p in projects),
        villages=tuple(_villages(project, organization) for project in projects),
        budgets=tuple(shown_budget(p.budget) for p in projects),
        months=tuple(sum(bits.get(month, 0) for month in p.months) for p in projects),
        counts=tuple(p.count for p in projects),
        shared={code: _shared(rows, _choices(code)) for code in filter_codes()},
        statuses=tuple(map(status_of, rows)),
        percents=tuple(map(percent_of, rows)),
        table=data_table(year.label, rows, organization.site_url),
    )


def _villages(project: Project, organization: Organization) -> str:
    """A row for the whole area is found by the numbers that its own words name, too.

    A number is no district where a province lists none.
    """
    if organization.of_districts and not organization.villages and not project.villages.everywhere:
        return ""
    if not project.villages.everywhere:
        return ",".join(ranges(project.villages.numbers))
    named = [find_villages(text, organization.ordinal) for text in (project.place, project.name)]
    numbers = {number for one in named if one for number in one.numbers}
    return ",".join(["*", *ranges(sorted(numbers))])


def _choices(code: str) -> Callable[[ProjectView], Choice]:
    """Return what a column offers to choose; of a plain one, its texts as they are."""
    return _CHOICES.get(code, lambda view: Choice(view.project.said(code), view.project.said(code)))


def _choice(slug: str, name: Name, written: str) -> Choice:
    said = name if isinstance(name, str) else ""
    return Choice(slug, name, "" if written in said else written)


_CHOICES: Mapping[str, Callable[[ProjectView], Choice]] = {
    "strategy": lambda view: Choice(view.project.strategy, view.strategy.name),
    "programme": lambda view: _choice(
        programme_slug(view.project), view.programme.name, view.project.programme_text
    ),
    "unit": lambda view: _choice(unit_slug(view.project), view.unit.name, view.project.unit),
    "owner": lambda view: Choice(view.project.owner.slug, view.owner.name),
}


def _shared(rows: tuple[ProjectView, ...], choice_of: Callable[[ProjectView], Choice]) -> Shared:
    places: dict[Choice, int] = {}
    codes = [places.setdefault(choice_of(view), len(places)) for view in rows]
    return Shared(tuple(places), tuple(codes))
