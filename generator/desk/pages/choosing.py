"""Which year, which row: what an address names is there, or the page says that it is not."""

from __future__ import annotations

from generator.desk.asked import Asked
from generator.desk.office import State
from generator.plan.merge import UnsafeError
from generator.plan.model import Plan, Project

_NO_YEAR = "ไม่มีแผนปีนี้ที่ยังแก้ได้ในคลัง"
_NO_ROW = "ไม่มีโครงการรหัสนี้ในแผนปีนี้แล้ว กลับไปที่รายการโครงการ"


def plans_of(state: State) -> tuple[Plan, ...]:
    """Return the years that can still be changed, the newest first."""
    return tuple(sorted(state.checked.portal.plans, key=lambda plan: -plan.year.year))


def plan_of(state: State, asked: Asked) -> Plan:
    """Return the plan of the year that is asked for, the newest for none. Raises UnsafeError."""
    wanted = asked.path.get("year") or asked.query.get("year") or asked.form.get("year", "")
    for plan in plans_of(state):
        if wanted in ("", plan.year.label):
            return plan
    raise UnsafeError(_NO_YEAR)


def row_of(plan: Plan, asked: Asked) -> Project:
    """Return the row, as its newest edition has it, of the code asked for. Raises UnsafeError."""
    for row in plan.projects:
        if row.id == asked.path.get("id"):
            return row
    raise UnsafeError(_NO_ROW)
