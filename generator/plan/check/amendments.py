"""Rules between an amendment and the plan before it."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.check.rows import announced_codes
from generator.plan.fields import column_name, stated
from generator.plan.model import Change, Edition, Plan, Project
from generator.plan.parse.codes import is_told_changed
from generator.problems.report import shortened
from generator.thai.dates import format_date
from generator.thai.text import nearest, same_to_readers


def changes_fit(plan: Plan, context: Context) -> None:
    """Let an added row be new; a changed or cancelled one be there, not yet cancelled."""
    if is_unread(plan, context):
        return
    present = {row.id for row in plan.editions[0].rows}
    announced = announced_codes(plan)
    for edition in plan.editions[1:]:
        if not edition.rows and context.report.errors:
            return  # what it adds is not known
        for row in edition.rows:
            _fits(row, present, announced, context)
        cancelled = {row.id for row in edition.rows if row.change is Change.CANCEL}
        present = (present | {row.id for row in edition.rows}) - cancelled


def _fits(row: Project, present: Set[str], announced: Set[str], context: Context) -> None:
    if row.change is Change.ADD and row.id in present:
        context.report.add("change-target-exists", row.at.of("id"), row.id)
    missing = row.id not in present and not is_told_changed(row.id, announced)
    if row.change in (Change.ALTER, Change.CANCEL) and row.id and missing:
        near = nearest(row.id, sorted(present))
        hint = f" ใกล้เคียงกับ {near}" if near else ""
        new = " ถ้าเป็นโครงการใหม่ให้เขียนว่า เพิ่ม" if row.change is Change.ALTER else ""
        told = {"change": row.change.thai, "hint": hint, "new": new}
        context.report.add("change-target-missing", row.at.of("id"), row.id, **told)


def emptied(plan: Plan, context: Context) -> None:
    """Say in one line a row what an amendment empties, until it is recorded: nobody may miss it."""
    present: dict[str, Project] = {}
    # Where a cell cannot be read, what it empties is not known: that comes first.
    faulty = {one.place.file for one in context.report.errors} if plan.editions[1:] else set()
    for edition in plan.editions:
        for row in (one for one in edition.rows if one.at.place.file not in faulty):
            before = present.get(row.id)
            asked = context.unread.has_in(row.at.place) or row.change is Change.ADD
            if before and edition.record is None and not asked:
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


def changed_at_all(plan: Plan, context: Context) -> None:
    """Say which rows of an amendment change nothing; that none of them does is an error.

    What a clerk has written there was not read, or stands in the row already. What is recorded was
    announced so.
    """
    present: dict[str, Project] = {}
    for edition in plan.editions:
        rows = edition.rows
        same = [
            row
            for row in rows
            if row.id in present
            and not context.unread.has_in(row.at.place)
            and _is_same(present[row.id], row)
        ]
        # One that changes what is not there is told as such.
        known = [row for row in rows if row.change is not Change.ALTER or row.id in present]
        present |= {row.id: row for row in known}
        if not same or edition.record is not None:
            continue
        if len(same) == len(rows):
            places = [row.at.place for row in rows]
            context.report.add("amendment-nothing", places[0], str(edition.number), places)
            continue
        for row in same:
            context.report.add("change-nothing", row.at.place, row.id)


def _is_same(before: Project, row: Project) -> bool:
    if row.change is not Change.ALTER:
        return False
    was, now = stated(before), stated(row)
    return all(
        same_to_readers(was[code], now[code]) for code in was if code not in ("change", "reason")
    )


def announced_in_order(plan: Plan, context: Context) -> None:
    """Tell of an amendment that says it was announced before the edition which it amends."""
    for before, edition in pairwise(plan.editions):
        day, earlier = edition.posting.announced, before.posting.announced
        if day and earlier and day < earlier:
            told = {"number": edition.number, "earlier": format_date(earlier)}
            context.report.add(
                "amendment-earlier", edition.at.of("announced"), format_date(day), **told
            )


RULES: tuple[CheckRule, ...] = (changes_fit, changed_at_all, emptied, announced_in_order)
