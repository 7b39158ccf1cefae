"""What the year's pictures show, in whole numbers: a template draws, it does not reckon."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Plan, Project
from generator.views.bars import WHOLE, bar
from generator.views.records import CalendarRow, Event, Group, SpendingPoint
from generator.views.totals import Ledger, Portion
from generator.views.words import Name, Word

_LEVELS = 4


def with_bars(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Give every group its bar, divided by whose money it is; the longest is 1,000 long."""
    longest = max((group.totals.satang for group in groups), default=0)
    return tuple(
        replace(group, bar=bar(group.parts or {Portion.OWN: group.totals}, longest))
        for group in groups
    )


def calendar(
    ledger: Ledger[Project], groups: tuple[Group, ...], plan: Plan
) -> tuple[CalendarRow, ...]:
    """Count the projects at work in each month for every group of strategies."""
    sums = ledger.by_many(lambda p: ((p.strategy, month) for month in p.months))
    rows = []
    for group in groups:
        keys = [(group.slug, month) for month in plan.year.months]
        rows.append((group, tuple(sums[key].projects if key in sums else 0 for key in keys)))
    busiest = max((count for _, counts in rows for count in counts), default=0)
    return tuple(
        CalendarRow(group, counts, tuple(-(-count * _LEVELS // (busiest or 1)) for count in counts))
        for group, counts in rows
    )


def spending(plan: Plan, rows: tuple[Project, ...]) -> tuple[SpendingPoint, ...]:
    """Lay reported spending beside the money of projects that were to end, month by month.

    A project without months is never due. Money spent is known only for months in which somebody
    reported.
    """
    counted = [row for row in rows if not row.cancelled]
    total = sum(row.budget.satang or 0 for row in counted)
    known = {row.id for row in rows}
    reports = sorted((r for r in plan.progress if r.project in known), key=lambda r: r.date)
    if not reports or not total:
        return ()
    points = []
    for month in plan.year.months:
        due = sum(r.budget.satang or 0 for r in counted if r.months and r.months[-1] <= month)
        last = {r.project: r.spent or 0 for r in reports if r.date <= month.last}
        reported = any(month.first <= r.date <= month.last for r in reports)
        spent = sum(last.values()) if reported else None
        height = None if spent is None else spent * WHOLE // total
        points.append(SpendingPoint(month, due, spent, due * WHOLE // total, height))
    return tuple(points)


def events(plan: Plan, editions: tuple[tuple[Name, str], ...]) -> tuple[Event, ...]:
    """Return announcements and rounds of reports, the newest first.

    `editions` gives each edition's name and path, in the plan's order.
    """
    found = [
        Event(edition.posting.announced, name, path)
        for edition, (name, path) in zip(plan.editions, editions, strict=True)
        if edition.posting.announced
    ]
    for day in {report.date for report in plan.progress}:
        count = sum(report.date == day for report in plan.progress)
        found.append(Event(day, Word.of("home.reported", n=count), "progress.html"))
    return tuple(sorted(found, key=lambda event: (event.date, event.path), reverse=True))
