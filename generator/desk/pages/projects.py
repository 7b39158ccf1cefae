"""โครงการ: find one, and change its cells in a form made from the table of columns."""

from __future__ import annotations

from urllib.parse import quote

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.cells import Cell, cell_page, cells_of, put_cells, spot_of
from generator.desk.pages.choosing import plan_of, plans_of, row_of
from generator.plan.model import Plan, Project
from generator.thai.folding import fold

_MOST = 200


def projects(desk: Desk, asked: Asked) -> Answer:
    """Return the list of a year's projects, of those with what was looked for."""
    state = desk.office.state()
    plan, sought = plan_of(state, asked), asked.query.get("q", "").strip()
    found = [row for row in plan.projects if _has(row, sought)]
    faults: dict[tuple[str, str, int], int] = {}
    for one in state.checked.report:
        key = (one.place.file, one.place.sheet, one.place.row)
        faults[key] = faults.get(key, 0) + 1
    return desk.page(
        "projects",
        asked,
        state,
        plans=plans_of(state),
        plan=plan,
        sought=sought,
        rows=[(row, faults.get(_place(row), 0)) for row in found[:_MOST]],
        count=len(found),
    )


def project(desk: Desk, asked: Asked) -> Answer:
    """Return the form of one row."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    row = row_of(plan, asked)
    return _form(desk, asked, state, plan, row, cells_of(desk, state, plan, spot_of(row), {}))


def change_project(desk: Desk, asked: Asked) -> Answer:
    """Put what was typed into the draft; of a cell that changed meanwhile both are shown."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    row = row_of(plan, asked)
    cells = cells_of(desk, state, plan, spot_of(row), asked.form)
    if any(cell.other for cell in cells):
        return _form(desk, asked, state, plan, row, cells)
    count = put_cells(desk, asked, spot_of(row), cells)
    return led_to(f"/rows/{plan.year.label}/{row.id}?kept={count}")


def _form(
    desk: Desk, asked: Asked, state: State, plan: Plan, row: Project, cells: list[Cell]
) -> Answer:
    year = plan.year.label
    to, back = f"/rows/{year}/{quote(row.id, safe='')}", f"/rows?year={year}"
    return cell_page(desk, asked, state, spot_of(row), cells, title=row.name, to=to, back=back)


def _has(row: Project, sought: str) -> bool:
    told = fold(f"{row.id} {row.name} {row.unit} {row.place}")
    return all(fold(word) in told for word in sought.split())


def _place(row: Project) -> tuple[str, str, int]:
    at = row.at.place
    return (at.file, at.sheet, at.row)
