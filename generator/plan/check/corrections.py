"""A correction names the report that it corrects: of the same project, of an earlier day, once."""

from __future__ import annotations

import datetime

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Plan, ProgressReport
from generator.thai.dates import format_date

_MOST_NAMED = 5
_Days = dict[tuple[str, datetime.date], int]


def sound_corrections(plan: Plan, context: Context) -> None:
    """Find corrections of what is not there, of a day to come, or of what was corrected already."""
    if is_unread(plan, context):
        return
    rows: _Days = {}
    for one in plan.progress:
        rows[one.project, one.date] = rows.get((one.project, one.date), 0) + 1
    corrected: dict[tuple[str, datetime.date], datetime.date] = {}
    for one in sorted(plan.progress, key=lambda one: one.date):
        if one.corrects is None:
            continue
        at, day = one.at.of("corrects"), format_date(one.corrects)
        target = one.project, one.corrects
        if one.corrects >= one.date:
            told = {"date": format_date(one.date), "project": one.project}
            context.report.add("correction-not-earlier", at, day, **told)
        elif not rows.get(target):
            hint = _hint(one, plan)
            context.report.add("correction-target-missing", at, day, project=one.project, hint=hint)
        elif target in corrected:
            before = format_date(corrected[target])
            told = {"project": one.project, "before": before}
            context.report.add("correction-twice", at, day, **told)
        else:
            corrected[target] = one.date


def _hint(one: ProgressReport, plan: Plan) -> str:
    """Return what is there instead: another project's report of the day, or other days."""
    others = [row.project for row in plan.progress if row.date == one.corrects]
    if others:
        named = ", ".join(dict.fromkeys(others[:_MOST_NAMED]))
        return f"รายงานของวันนั้นเป็นของโครงการ {named} "
    own = sorted({row.date for row in plan.progress if row.project == one.project} - {one.date})
    days = ", ".join(map(format_date, own[-_MOST_NAMED:]))
    return f"โครงการนี้มีรายงานของวันที่ {days} " if days else "โครงการนี้ยังไม่มีรายงานก่อนหน้า "


RULES: tuple[CheckRule, ...] = (sound_corrections,)
