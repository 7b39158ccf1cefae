"""When pages last changed, by the days that the plan itself gives: announced, amended, reported.

No clock is asked: a page that was made again says the same as before. Where no day is known, and of
what is not announced, none is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from generator.site.addresses import ADDRESSES, LISTS, Address, Where, address
from generator.site.views.records import Group, SiteView, YearView
from generator.site.views.rows import EditionView, ProjectView

Day = datetime.date | None
# Pages of the site that tell of all its years.
_OF_ALL = ("home", "years", "budgets", "data")


def page_days(site: SiteView) -> Mapping[str, datetime.date]:
    """Return the last day of change of each page that has one, by its address in the site.

    All pages of a sealed year, by its folder, are of the day on which it was sealed.
    """
    found = {f"{one.label}/": one.sealed_on for one in site.sealed}
    for year in site.years:
        if not year.draft:
            days = ((f"{year.label}/{path}", day) for path, day in _of_year(year))
            found |= {path: day for path, day in days if day}
    if newest := max(found.values(), default=None):
        found |= {address(name).path: newest for name in _OF_ALL}
    return found


def _of_year(year: YearView) -> Iterator[tuple[str, Day]]:
    told = [one for one in year.editions if not one.draft]
    announced = [one.edition.posting.announced for one in told]
    results = [one.results.posting.announced for one in year.results]
    reported = [one.date for one in year.plan.progress]
    withdrawn = [one.day for one in year.plan.withdrawn.told]
    newest = _newest(*announced, *results, *reported, *withdrawn)
    yield from ((one.path, newest) for one in ADDRESSES if _tells_of_year(one))
    yield from ((part.path, newest) for part in year.more_tables)
    yield address("announcements").path, _newest(*announced, *results)
    yield from ((one.path, one.edition.posting.announced) for one in told[1:])
    yield from ((one.path, one.edition.edition.posting.announced) for one in year.earlier)
    stated = {one.edition.number: one.edition.posting.announced for one in told}
    rows = {one.id: _of_project(one, stated) for one in (*year.projects, *year.cancelled)}
    yield from ((one.path, rows[one.id]) for one in (*year.projects, *year.cancelled))
    groups = (group for kind in LISTS for group in getattr(year, kind) if group.path)
    yield from ((group.path, _of_group(group, rows, told)) for group in groups)


def _tells_of_year(one: Address) -> bool:
    return one.where is Where.YEAR and bool(one.template) and not one.each


def _of_project(view: ProjectView, stated: Mapping[int, Day]) -> Day:
    """Return the newest day of a row; `stated` are the days of editions by their numbers."""
    editions = [stated.get(one.project.edition) for one in view.history]
    reports = [day for one in view.reports for day in (one.report, *one.corrections)]
    days = [*(one.date for one in reports), *(one.day for one in view.withdrawn)]
    return _newest(stated.get(view.project.edition), *editions, *days)


def _of_group(group: Group, rows: Mapping[str, Day], told: list[EditionView]) -> Day:
    own = [rows.get(one.id) for one in (*group.projects, *group.shared)]
    numbers = {one.edition for one in group.left}
    left = [one.edition.posting.announced for one in told if one.edition.number in numbers]
    return _newest(*own, *left)


def _newest(*days: Day) -> Day:
    return max((day for day in days if day), default=None)
