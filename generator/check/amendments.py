"""Rules between an amendment and the plan before it."""

from __future__ import annotations

from generator.check.context import Context, Rule, is_unread
from generator.model import Change, Plan


def changes_fit(plan: Plan, context: Context) -> None:
    """Let an added row be new; a changed or cancelled one be there, not yet cancelled."""
    if is_unread(plan, context):
        return
    present = {row.id for row in plan.editions[0].rows}
    for edition in plan.editions[1:]:
        for row in edition.rows:
            if row.change is Change.ADD and row.id in present:
                context.report.add("change-target-exists", row.at.of("id"), row.id)
            if row.change in (Change.ALTER, Change.CANCEL) and row.id not in present:
                context.report.add(
                    "change-target-missing", row.at.of("id"), row.id, change=row.change.thai
                )
        for row in edition.rows:
            if row.change is Change.CANCEL:
                present.discard(row.id)
            else:
                present.add(row.id)


RULES: tuple[Rule, ...] = (changes_fit,)
