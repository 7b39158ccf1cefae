"""Rules on single rows and between rows: ids, units, programmes, continuity, progress."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from generator.plan.check.alike import KnownCodes, report_alike
from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Change, Owner, Plan, ProgressReport, Project
from generator.plan.parse import vocabulary
from generator.plan.parse.codes import is_told_changed
from generator.plan.parse.either import report_order
from generator.plan.read.shown import shows_no_value
from generator.problems import Source
from generator.thai.dates import format_date
from generator.thai.numbers import format_baht
from generator.thai.text import differing, hint, nearest


def unique_ids(plan: Plan, context: Context) -> None:
    """Ids are permanent addresses; addresses that differ in case only are one on Windows."""
    announced = announced_codes(plan)
    for edition in plan.editions:
        seen: dict[str, Source] = {}
        for row in edition.rows:
            other = seen.setdefault(row.id.lower(), row.at)
            if row.id and other is not row.at and not is_told_changed(row.id, announced):
                sheet = f" แผ่นงาน “{other.place.sheet}”" if other.place.sheet else ""
                where = f"แถว {other.place.row}{sheet}"
                free = _free_id(plan, row.id)
                context.report.add("id-duplicate", row.at.of("id"), row.id, other=where, free=free)


def announced_codes(plan: Plan) -> frozenset[str]:
    """Return the codes that stand in the plan's records: each is right, whatever it looks like."""
    records = (edition.record for edition in plan.editions if edition.record)
    return frozenset(row.values.get("id", "") for record in records for row in record.rows)


def _free_id(plan: Plan, taken: str) -> str:
    """Return the next number after the highest one with the same beginning, amendments included."""
    head = taken.rstrip("0123456789")
    width = len(taken) - len(head)
    tails = [row.id[len(head) :] for row in _rows(plan) if row.id.startswith(head)]
    highest = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{head}{highest + 1:0{max(width, 1)}}"


def known_programmes(plan: Plan, context: Context) -> None:
    """The twelve แผนงาน are those of local budgets: other agencies may name their own."""
    for row in _saying(plan, lambda row: row.programme_text):
        if row.programme_text and row.programme is None and row.owner is Owner.OWN:
            context.report.add(
                "programme-unknown",
                row.at.of("programme"),
                row.programme_text,
                hint=hint(row.programme_text, vocabulary.PROGRAMME_NAMES),
            )


def known_units(plan: Plan, context: Context) -> None:
    """A unit is one of the organisation's, unless the project is another agency's."""
    if not context.organization.name:  # organization.yml could not be read: that is said already
        return
    names = [name for unit in context.organization.units for name in (unit.name, *unit.also)]
    for row in _saying(plan, lambda row: row.unit):
        if shows_no_value(row.unit):
            continue
        if row.unit and not row.unit_slug and row.owner is Owner.OWN:
            near = nearest(row.unit, names)
            hint = f"แก้เป็น “{near}”{differing(near, row.unit)} หรือ" if near else ""
            context.report.add("unit-unknown", row.at.of("unit"), row.unit, hint=hint)


def known_predecessors(plan: Plan, context: Context) -> None:
    """A continued project is named by an id of an earlier year."""
    known = KnownCodes.of((code, "ในแผนปีก่อน") for code in sorted(context.earlier_ids))
    announced = announced_codes(plan)
    for row in _saying(plan, lambda row: row.continues):
        if is_told_changed(row.continues, announced) or shows_no_value(row.continues):
            continue
        if row.continues and row.continues not in context.earlier_ids:
            at = row.at.of("continues")
            if found := known.alike(row.continues):
                report_alike(row.continues, at, found, context.report)
            else:
                context.report.add("continues-unknown", at, row.continues)


def sound_progress(plan: Plan, context: Context) -> None:
    """A report belongs to a project of the plan, once for a day, and not in the future."""
    if is_unread(plan, context):
        return
    budgets = {row.id: row.budget.satang for row in plan.projects}
    known = KnownCodes.of((code, "ในแผน") for code in budgets)
    doubtful = {report.at.place for report in doubtful_dates(plan, context)}
    seen: set[tuple[str, object]] = set()
    last: dict[str, datetime.date] = {}
    for report in plan.progress:
        add = context.report.add
        if report.project not in budgets:
            _unknown_project(report, known, context)
            continue
        _spent_within(report, budgets[report.project], context)
        if report.at.place in doubtful:
            continue  # which day it is of is asked already
        if (report.project, report.date) in seen:
            add("progress-twice", report.at.of("date"), report.project)
        seen.add((report.project, report.date))
        latest = last.get(report.project, report.date)
        if report.date < latest:
            day, later = format_date(report.date), format_date(latest)
            add("progress-order", report.at.of("date"), report.project, day=day, later=later)
        last[report.project] = max(latest, report.date)
        if report.date > context.today:
            add("progress-future", report.at.of("date"), format_date(report.date))


def _unknown_project(report: ProgressReport, known: KnownCodes, context: Context) -> None:
    at = report.at.of("id")
    if found := known.alike(report.project):
        report_alike(report.project, at, found, context.report)
    else:
        context.report.add("progress-project-unknown", at, report.project)


def _spent_within(report: ProgressReport, budget: int | None, context: Context) -> None:
    if report.spent and budget is not None and report.spent > budget:
        spent, most = format_baht(report.spent), format_baht(budget)
        context.report.add("spent-over-budget", report.at.of("spent"), spent, budget=most)


def doubtful_dates(plan: Plan, context: Context) -> list[ProgressReport]:
    """Return the reports of which nothing settles whether day or month stands first.

    Nobody reports of days to come, or from before the year: where all days may be with the day
    first, and one may not with the month first, that settles it.
    """
    found = [one for one in plan.progress if one.month_first]

    def may_be(day: datetime.date) -> bool:
        return plan.year.first <= day <= context.today

    day_first = all(may_be(one.date) for one in found)
    month_first = all(may_be(one.month_first or one.date) for one in found)
    return [] if day_first and not month_first else found


def one_order_of_dates(plan: Plan, context: Context) -> None:
    """Ask once a file which of day and month stands first in its dates in figures."""
    by_file: dict[str, list[ProgressReport]] = {}
    for one in doubtful_dates(plan, context):
        by_file.setdefault(one.at.place.file, []).append(one)
    for mine in by_file.values():
        place = mine[0].at.of("date")
        days = mine[0].date, mine[0].month_first or mine[0].date
        cells = [one.at.of("date") for one in mine]
        report_order(place, mine[0].figures, days, cells, context.report)


def _rows(plan: Plan) -> Iterator[Project]:
    for edition in plan.editions:
        yield from edition.rows


def _saying(plan: Plan, said: Callable[[Project], str]) -> Iterator[Project]:
    """Yield the rows that say something new: what an amendment leaves as it was is told once."""
    before: dict[str, str] = {}
    for edition in plan.editions:
        rows = (row for row in edition.rows if row.change is not Change.CANCEL)
        yield from (row for row in rows if before.get(row.id) != said(row))
        before |= {row.id: said(row) for row in edition.rows}


RULES: tuple[CheckRule, ...] = (
    unique_ids,
    known_programmes,
    known_units,
    known_predecessors,
    sound_progress,
    one_order_of_dates,
)
