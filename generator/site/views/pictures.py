"""What the year's pictures show, in whole numbers: a template draws, it does not reckon."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.plan.drafts import is_announced
from generator.plan.model import BudgetKind, Plan, Project, ToldReport, last_spent, told_reports
from generator.site.addresses import address
from generator.site.views.bars import WHOLE, bar
from generator.site.views.records import (
    CalendarRow,
    Event,
    Group,
    MonthCount,
    Scale,
    SpendingPoint,
)
from generator.site.views.totals import Ledger, Portion
from generator.site.views.words import Name, Word
from generator.thai.fiscal import Month

_LEVELS = 4
_STEPS = 4
_MILLION = 1_000_000


def with_bars(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Give every group its bar, divided by whose money it is; the longest is 1,000 long.

    Subgroups have bars of their own, to be compared among themselves.
    """
    longest = max((group.totals.satang for group in groups), default=0)
    return tuple(
        replace(
            group,
            bar=bar(group.parts or {Portion.OWN: group.totals}, longest),
            subgroups=with_bars(group.subgroups),
        )
        for group in groups
    )


def with_months(
    groups: tuple[Group, ...], plan: Plan, *, by_rows: bool = False
) -> tuple[Group, ...]:
    """Give every group its year: the projects at work in each month, or the rows `by_rows`."""
    return tuple(_with_months(group, plan, by_rows=by_rows) for group in groups)


def _with_months(group: Group, plan: Plan, *, by_rows: bool) -> Group:
    counts: Counter[Month | None] = Counter()
    for view in group.projects:
        for month in view.project.months or (None,):
            counts[month] += 1 if by_rows else view.project.count
    months = plan.year.months
    busiest = max(counts[month] for month in months) or 1
    return replace(
        group,
        months=tuple(
            MonthCount(month, counts[month], counts[month] * WHOLE // busiest) for month in months
        ),
        no_months=counts[None],
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


def spending(plan: Plan, rows: tuple[Project, ...]) -> tuple[tuple[SpendingPoint, ...], Scale]:
    """Lay reported spending beside the money of projects that were to end, month by month.

    A project without months is never due; where no amount is known to be due, though projects are,
    that is no nought. Money spent is known only for months in which somebody reported some.
    Nothing to draw is no points.
    """
    dated = [row for row in rows if not row.cancelled and row.months]
    known = {row.id for row in rows}
    reports = [one for one in told_reports(plan.progress) if one.report.project in known]
    found: list[tuple[Month, int | None, int | None]] = []
    for month in plan.year.months if reports else ():
        found.append((month, _due_by(month, dated), _spent_by(month, reports)))
    days = {Month.of(one.report.date) for one in reports}
    scale, top = scale_to(max((max(due or 0, spent or 0) for _, due, spent in found), default=0))
    if not top:
        return (), scale
    return tuple(
        SpendingPoint(
            month,
            due,
            spent,
            None if due is None else due * WHOLE // top,
            None if spent is None else spent * WHOLE // top,
            month in days,
        )
        for month, due, spent in found
    ), scale


def _due_by(month: Month, dated: Sequence[Project]) -> int | None:
    """Return the money of projects that end by a month; None: no amount of theirs is known.

    Where no project of a plan has an amount, nothing is known of any month.
    """
    if not any(row.budget.satang for row in dated):
        return None
    due = [row for row in dated if row.months[-1] <= month]
    known = [row.budget.satang for row in due if row.budget.kind is not BudgetKind.NOT_STATED]
    return sum(satang or 0 for satang in known) if known or not due else None


def _spent_by(month: Month, reports: Sequence[ToldReport]) -> int | None:
    """Return what was spent by a month's end, as last stated; None: nobody stated any in it."""
    until: dict[str, list[ToldReport]] = {}
    for one in reports:
        if one.report.date <= month.last:
            until.setdefault(one.report.project, []).append(one)
    stated = [one for one in map(last_spent, until.values()) if one]
    told = any(month.first <= one.date <= month.last for one in stated)
    return sum(one.spent or 0 for one in stated) if told else None


def scale_to(satang: int) -> tuple[Scale, int]:
    """Return a scale of at most four even steps that reaches `satang`, and its top in satang."""
    baht = -(-satang // 100)
    if not baht:
        return Scale((0,), millions=False), 0
    power = 10 ** (len(str(baht)) - 1)
    # One of these always does: four steps of the largest are twenty powers.
    steps = (size * power // 10 for size in (1, 2, 5, 10, 20, 50))
    step = next(step for step in steps if step and step * _STEPS >= baht)
    unit = _MILLION if step >= _MILLION else 1
    count = -(-baht // step)
    marks = tuple(step * number // unit for number in range(count + 1))
    return Scale(marks, millions=unit == _MILLION), step * count * 100


def events(
    plan: Plan, editions: tuple[tuple[Name, str], ...], today: datetime.date | None = None
) -> tuple[Event, ...]:
    """Return announcements and rounds of reports, the newest first.

    `editions` gives each edition's name and path, in the plan's order. What is to be announced
    after `today` has not happened.
    """
    found = [
        Event(edition.posting.announced, name, path)
        for edition, (name, path) in zip(plan.editions, editions, strict=True)
        if edition.posting.announced and is_announced(edition, today)
    ]
    days = Counter((report.date, bool(report.corrects)) for report in plan.progress)
    for (day, corrects), count in days.items():
        said = Word.of("home.corrected" if corrects else "home.reported", n=count)
        found.append(Event(day, said, address("progress").below()))
    return tuple(sorted(found, key=lambda event: (event.date, event.path), reverse=True))
