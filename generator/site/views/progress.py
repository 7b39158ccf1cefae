"""How the work goes: each project's latest report as of a day, late work, money with its coverage.

The current view is as of the newest report, whatever the day on which the site is built or read:
a page stays true. Two views are frozen by their dates: six months (31 March) and the year (30
September), each with the plan as it was amended by then.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.plan.model import (
    Plan,
    Project,
    Status,
    last_spent,
    told_reports,
    total_of_rows,
)
from generator.plan.model.plan import amended
from generator.site.views.groups import unit_slug
from generator.site.views.progress_records import (
    ProgressView,
    Reported,
    UnitProgress,
    reports_by_project,
)
from generator.site.views.rows import ProjectView
from generator.site.views.totals import Ledger
from generator.site.views.viewer import Viewer
from generator.thai.fiscal import FiscalYear

_FINISHED = (Status.DONE, Status.CANCELLED)


def progress_view(plan: Plan, views: Sequence[ProjectView]) -> ProgressView:
    """Return the view as of the newest report; `views` are the present rows, cancelled included."""
    newest = max((one.report.date for one in told_reports(plan.progress)), default=None)
    return _view(plan, views, newest, None)


def halves(year: FiscalYear) -> tuple[tuple[str, datetime.date], ...]:
    """Return the days that close the six months and the year, by the names of their views."""
    return ("six-months", datetime.date(year.last.year, 3, 31)), ("year", year.last)


def frozen_views(
    plan: Plan, viewer: Viewer, today: datetime.date | None
) -> tuple[ProgressView, ...]:
    """Return the six-month and the year's view, each once its day is over and anything reported.

    Without `today` every day counts as over.
    """
    found = []
    for _, day in halves(plan.year):
        over = today is None or day < today
        if over and any(report.date <= day for report in plan.progress):
            rows = amended(
                tuple(one for one in plan.editions if _is_out(one.posting.announced, day))
            )
            view = _view(plan, [viewer.as_it_was(row) for row in rows], day, day)
            known = {row.id for row in rows}
            added = [viewer.as_it_was(row) for row in plan.projects if row.id not in known]
            found.append(replace(view, beyond=_last_told(plan, added, day, day)))
    return tuple(found)


def _is_out(announced: datetime.date | None, day: datetime.date) -> bool:
    return announced is None or announced <= day


def _view(
    plan: Plan,
    views: Sequence[ProjectView],
    as_of: datetime.date | None,
    frozen: datetime.date | None,
) -> ProgressView:
    reported = _last_told(plan, views, as_of, frozen)
    last = {one.view.id for one in reported}
    live = [view for view in views if not view.project.cancelled]
    spent = [one for one in reported if one.spent is not None]
    by_status: Counter[Status] = Counter()
    for one in reported:
        if not one.cancelled:
            by_status[one.report.status] += one.view.project.count
    due = {view.id for view in live if as_of and _is_due(view.project, as_of)}
    return ProgressView(
        as_of=as_of,
        frozen=frozen,
        by_status=by_status,
        not_reported=sum(view.project.count for view in live if view.id not in last),
        cancelled=_count(one for one in reported if one.cancelled),
        spent=sum(one.spent or 0 for one in spent),
        spent_projects=_count(spent),
        spent_cancelled=_count(one for one in spent if one.cancelled),
        spent_totals=total_of_rows(one.view.project for one in spent),
        totals=Ledger([view.project for view in live]).total(),
        rows=tuple(views),
        latest=reported,
        late=tuple(
            one for one in reported if one.view.id in due and one.report.status not in _FINISHED
        ),
        silent=tuple(view for view in live if view.id in due and view.id not in last),
        units=_units(views, reported),
    )


def _last_told(
    plan: Plan,
    views: Sequence[ProjectView],
    as_of: datetime.date | None,
    frozen: datetime.date | None,
) -> tuple[Reported, ...]:
    """Return the last report of every project until a day, and what corrected it later.

    Only a frozen view leaves corrections that came later beside what was told.
    """
    found = []
    reports = reports_by_project(plan)
    for view in views:
        known = [
            one for one in reports.get(view.id, ()) if as_of is None or one.report.date <= as_of
        ]
        if known:
            told = [one.by(frozen) for one in known] if frozen else known
            later = known[-1].corrections[len(told[-1].corrections) :]
            found.append(Reported(view, told[-1], later, last_spent(told), last_spent(known)))
    return tuple(found)


def _count(some: Iterable[Reported]) -> int:
    return sum(one.view.project.count for one in some)


def _is_due(project: Project, as_of: datetime.date) -> bool:
    return bool(project.months) and project.months[-1].last < as_of


def _units(
    views: Sequence[ProjectView],
    reported: Sequence[Reported],
) -> tuple[UnitProgress, ...]:
    """Return what each unit reported, in the order in which units appear in the plan.

    Projects and budgets are of rows that stand; money spent is spent, though a row was cancelled
    since. Grouped by the unit itself: what its label says and where it leads may differ.
    """
    units: dict[str, list[ProjectView]] = {}
    for view in views:
        units.setdefault(unit_slug(view.project), []).append(view)
    told: dict[str, list[Reported]] = {}
    for report in reported:
        told.setdefault(unit_slug(report.view.project), []).append(report)
    found = (_unit(some, told.get(slug, ())) for slug, some in units.items())
    return tuple(one for one in found if one.totals.rows or one.latest)


def _unit(views: Sequence[ProjectView], latest: Sequence[Reported]) -> UnitProgress:
    live = [view for view in views if not view.project.cancelled]
    spent = [one for one in latest if one.spent is not None]
    return UnitProgress(
        unit=next((view.unit for view in views if view.unit.path), views[0].unit),
        totals=Ledger([view.project for view in live]).total(),
        reported=_count(one for one in latest if not one.cancelled),
        spent=sum(one.spent or 0 for one in spent),
        spent_projects=_count(spent),
        latest=tuple(latest),
    )
