"""Rules on single rows and between rows: ids, units, programmes, continuity, progress."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Owner, Plan, Project
from generator.plan.parse import vocabulary
from generator.problems import Source
from generator.thai.dates import format_date
from generator.thai.numbers import format_baht
from generator.thai.text import differing, hint, nearest


def unique_ids(plan: Plan, context: Context) -> None:
    """Ids are permanent addresses; addresses that differ in case only are one on Windows."""
    for edition in plan.editions:
        seen: dict[str, Source] = {}
        for row in edition.rows:
            other = seen.setdefault(row.id.lower(), row.at)
            if row.id and other is not row.at:
                sheet = f" แผ่นงาน “{other.place.sheet}”" if other.place.sheet else ""
                where = f"แถว {other.place.row}{sheet}"
                free = _free_id(plan, row.id)
                context.report.add("id-duplicate", row.at.of("id"), row.id, other=where, free=free)


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
        if row.unit and not row.unit_slug and row.owner is Owner.OWN:
            near = nearest(row.unit, names)
            hint = f"แก้เป็น “{near}”{differing(near, row.unit)} หรือ" if near else ""
            context.report.add("unit-unknown", row.at.of("unit"), row.unit, hint=hint)


def known_predecessors(plan: Plan, context: Context) -> None:
    """A continued project is named by an id of an earlier year."""
    for row in _saying(plan, lambda row: row.continues):
        if row.continues and row.continues not in context.earlier_ids:
            context.report.add("continues-unknown", row.at.of("continues"), row.continues)


def sound_progress(plan: Plan, context: Context) -> None:
    """A report belongs to a project of the plan, once for a day, and not in the future."""
    if is_unread(plan, context):
        return
    budgets = {row.id: row.budget.satang for row in plan.projects}
    seen: set[tuple[str, object]] = set()
    last: dict[str, datetime.date] = {}
    for report in plan.progress:
        add = context.report.add
        if report.project not in budgets:
            add("progress-project-unknown", report.at.of("id"), report.project)
            continue
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
        budget = budgets[report.project]
        if report.spent and budget is not None and report.spent > budget:
            spent = format_baht(report.spent)
            add("spent-over-budget", report.at.of("spent"), spent, budget=format_baht(budget))


def _rows(plan: Plan) -> Iterator[Project]:
    for edition in plan.editions:
        yield from edition.rows


def _saying(plan: Plan, said: Callable[[Project], str]) -> Iterator[Project]:
    """Yield the rows that say something new: what an amendment leaves as it was is told once."""
    before: dict[str, str] = {}
    for edition in plan.editions:
        yield from (row for row in edition.rows if before.get(row.id) != said(row))
        before |= {row.id: said(row) for row in edition.rows}


RULES: tuple[CheckRule, ...] = (
    unique_ids,
    known_programmes,
    known_units,
    known_predecessors,
    sound_progress,
)
