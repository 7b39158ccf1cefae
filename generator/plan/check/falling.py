"""What is spent and done of a project grows: a later report that tells less is asked about."""

from __future__ import annotations

import datetime
from decimal import Decimal

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Plan, ProgressReport
from generator.plan.model.reports import told_reports
from generator.thai.dates import format_date
from generator.thai.numbers import format_baht


def _spent(one: ProgressReport) -> tuple[Decimal, str] | None:
    if one.spent is None:
        return None
    return Decimal(one.spent), f"เบิกจ่าย {format_baht(one.spent)} บาท"


def _percent(one: ProgressReport) -> tuple[Decimal, str] | None:
    return (Decimal(one.percent), f"ร้อยละ {one.percent}") if one.percent else None


# What is read of a report: as a number, and as it is told.
_GROWS = {"spent": _spent, "percent": _percent}


def nothing_falls_unexplained(plan: Plan, context: Context) -> None:
    """Warn of a report that tells less than one before it and no problem that explains it.

    Each is read as it was corrected. Money is given back at times: who says so in the column of
    problems is not asked again.
    """
    if is_unread(plan, context):
        return
    before: dict[tuple[str, str], tuple[Decimal, str, datetime.date]] = {}
    for told in told_reports(plan.progress):
        now = told.now
        if told.report.corrects:
            continue  # a correction of what is not there has its own message
        for column, read in _GROWS.items():
            if not (stated := read(now)):
                continue
            number, said = stated
            most, before_said, day = before.get((now.project, column), (number, "", now.date))
            if number < most and not now.problem:
                last = {"before": before_said, "day": format_date(day)}
                context.report.add("progress-falls", now.at.of(column), said, **last)
            before[now.project, column] = (number, said, now.date)


RULES: tuple[CheckRule, ...] = (nothing_falls_unexplained,)
