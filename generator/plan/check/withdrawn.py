"""An entry of withdrawn.yml takes back something that is there, on a day that has come.

Once an entry is live it stays, so what names nothing must not get that far.
"""

from __future__ import annotations

import datetime

from generator.plan.check.context import CheckRule, Context
from generator.plan.model import TRIGGER, Edition, Plan, Withdrawal, WithdrawalKind
from generator.plan.record import day_text
from generator.thai.dates import format_date

# A notice may be put up, and has to hang, on days to come; what else is told has happened.
_MAY_COME = ("posted_from", "posted_until")


def withdrawn_entries(plan: Plan, context: Context) -> None:
    """Report entries of a day to come, and those that name what is not there."""
    for one in plan.withdrawn.entries:
        if one.day > context.today:
            day, today = format_date(one.day), format_date(context.today)
            context.report.add("withdrawn-future", one.at.of("day"), day, today=today)
        elif what := _missing(one, plan, context.today):
            context.report.add("withdrawn-nothing", one.at.place, what)


def _missing(one: Withdrawal, plan: Plan, today: datetime.date) -> str:
    """Return what an entry names that is not there, in Thai; empty where all is.

    Whether a file was there cannot be told: it is gone.
    """
    if one.file:
        return ""
    if one.report:
        known = {(report.project, day_text(report.date)) for report in plan.progress}
        return "" if (one.id, one.report) in known else f"รายงานของโครงการ {one.id} ณ วันที่นั้น"
    if one.edition is None or one.edition >= len(plan.editions):
        return f"ฉบับ {one.edition}"
    edition = plan.editions[one.edition]
    if one.kind is WithdrawalKind.DATE:
        return _no_date(edition, one.column, today)
    there = any(row.id == one.id for row in edition.rows)
    return "" if there else f"โครงการ {one.id} ในฉบับ {one.edition}"


def _no_date(edition: Edition, column: str, today: datetime.date) -> str:
    """A mistyped date is told as another one: none, or one to come, would unmake what was done."""
    days = {
        "considered": edition.considered,
        "announced": edition.posting.announced,
        "posted_from": edition.posting.posted_from,
        "posted_until": edition.posting.posted_until,
        TRIGGER: edition.trigger.date if edition.trigger else None,
    }
    day = days[column]
    if day is None:
        return f"{column} ที่ถูกต้องของฉบับ {edition.number}"
    if day > today and column not in _MAY_COME:
        return f"{column} ของฉบับ {edition.number} ที่ผ่านมาแล้ว ({format_date(day)} ยังมาไม่ถึง)"
    return ""


RULES: tuple[CheckRule, ...] = (withdrawn_entries,)
