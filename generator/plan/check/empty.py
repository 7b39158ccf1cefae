"""Plans without a single project: a draft may be one, an announced plan is not."""

from __future__ import annotations

from generator.plan.check.context import CheckRule, Context, is_unread
from generator.plan.model import Plan


def no_projects(plan: Plan, context: Context) -> None:
    """Say that a plan has no project; from the day of its announcement on it is an error."""
    first = plan.editions[0]
    if first.rows or is_unread(plan, context) or not plan.tables:
        return
    announced = first.posting.announced
    code = "plan-empty" if announced and announced <= context.today else "table-empty"
    context.report.add(code, plan.tables[0].place)


RULES: tuple[CheckRule, ...] = (no_projects,)
