"""Rules between an amendment and the plan before it."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.fields import column_name, stated
from generator.plan.model import Change, Edition, Plan, Project
from generator.problems.report import shortened
from generator.thai.dates import format_date


def changes_fit(plan: Plan, context: Context) -> None:
    """Let an added row be new; a changed or cancelled one be there, not yet cancelled."""
    if is_unread(plan, context):
        return
    present = {row.id for row in plan.editions[0].rows}
    for edition in plan.editions[1:]:
        if not edition.rows and context.report.errors:
            return  # what it adds is not known
        for row in edition.rows:
            _fits(row, present, context)
        cancelled = {row.id for row in edition.rows if row.change is Change.CANCEL}
        present = (present | {row.id for row in edition.rows}) - cancelled


def _fits(row: Project, present: Set[str], context: Context) -> None:
    if row.change is Change.ADD and row.id in present:
        context.report.add("change-target-exists", row.at.of("id"), row.id)
    if row.change in (Change.ALTER, Change.CANCEL) and row.id and row.id not in present:
        context.report.add("change-target-missing", row.at.of("id"), row.id, change=row.change.thai)


def emptied(plan: Plan, context: Context) -> None:
    """Say in one line a row what an amendment empties, until it is recorded: nobody may miss it."""
    present: dict[str, Project] = {}
    for edition in plan.editions:
        for row in edition.rows:
            before = present.get(row.id)
            if before and edition.record is None and row.change is not Change.ADD:
                _say_emptied(before, row, edition, context)
        present |= {row.id: row for row in edition.rows}


def _say_emptied(before: Project, row: Project, edition: Edition, context: Context) -> None:
    now = stated(row)
    lost = [(code, was) for code, was in stated(before).items() if was and not now[code]]
    lost = [(code, was) for code, was in lost if code not in ("change", "reason")]
    if lost:
        columns = " ".join(f"{column_name(code)} (เดิม “{shortened(was)}”)" for code, was in lost)
        told = {"columns": columns, "edition": edition.number}
        context.report.add("amendment-empties", row.at.place, row.id, **told)


def announced_in_order(plan: Plan, context: Context) -> None:
    """Tell of an amendment that says it was announced before the edition which it amends."""
    for before, edition in pairwise(plan.editions):
        day, earlier = edition.posting.announced, before.posting.announced
        if day and earlier and day < earlier:
            told = {"number": edition.number, "earlier": format_date(earlier)}
            context.report.add(
                "amendment-earlier", edition.at.of("announced"), format_date(day), **told
            )


RULES: tuple[CheckRule, ...] = (changes_fit, emptied, announced_in_order)
