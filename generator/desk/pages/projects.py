"""โครงการ: find one, and change its cells in a form made from the table of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.choosing import found_rows, plan_of, plans_of, row_of
from generator.plan.fields import Field, amendment_fields, project_fields
from generator.plan.merge import RowEdit, row_texts
from generator.plan.model import Plan, Project
from generator.plan.workbook.choices import choices
from generator.problems import Problem

_MOST = 200
_LONG = ("name", "detail", "note", "reason", "place")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the form: its column, what stands in the file, what was typed over it.

    `other` is what somebody else wrote there since the page was opened.
    """

    field: Field[Project]
    was: str
    now: str
    texts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    other: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines."""
        return self.field.code in _LONG


def projects(desk: Desk, asked: Asked) -> Answer:
    """Return the list of a year's projects, of those with what was looked for."""
    state = desk.office.state()
    plan, sought = plan_of(state, asked), asked.query.get("q", "").strip()
    found = found_rows(plan, sought)
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
    cells = [*_cells(desk, state, plan, row, {})]
    return desk.page("project", asked, state, plan=plan, row=row, cells=cells, others=False)


def change_project(desk: Desk, asked: Asked) -> Answer:
    """Put what was typed into the draft; of a cell that changed meanwhile both are shown."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    row = row_of(plan, asked)
    cells = [*_cells(desk, state, plan, row, asked.form)]
    if any(cell.other for cell in cells):
        return desk.page("project", asked, state, 409, plan=plan, row=row, cells=cells, others=True)
    typed = {cell.field.code: cell.now for cell in cells if cell.now != cell.was}
    file, sheet, number = _place(row)
    if typed:
        desk.office.type_in(asked.posted, file, [RowEdit(typed, number, sheet)])
    return led_to(f"/rows/{plan.year.label}/{row.id}?kept={len(typed)}")


def _place(row: Project) -> tuple[str, str, int]:
    at = row.at.place
    return (at.file, at.sheet, at.row)


def _cells(
    desk: Desk, state: State, plan: Plan, row: Project, typed: Mapping[str, str]
) -> Iterator[Cell]:
    """Yield the cells of a row's form: columns that its file has, and those that may be added."""
    file, sheet, number = _place(row)
    texts = row_texts(file, desk.office.data(file) or b"", sheet, number)
    lists = choices(state.checked.portal.organization, plan)
    fields = amendment_fields() if row.edition else project_fields()
    found = [one for one in state.checked.report if _of(one, row)]
    for field in fields:
        if field.meaning is None or not (field.offered or field.code in texts):
            continue
        if field.code == "id":
            continue
        stands = texts.get(field.code, "")
        opened = _lines(typed.get(f"was.{field.code}", stands))
        now = _lines(typed.get(f"cell.{field.code}", stands))
        changed = opened != stands and now not in (opened, stands)
        offered = lists[field.code].texts if field.code in lists else ()
        told = tuple(one for one in found if one.place.heading in (field.code, *field.headings))
        yield Cell(
            field,
            stands,
            stands if now == opened else now,
            offered,
            told,
            stands or "–" if changed else "",
        )


def _of(problem: Problem, row: Project) -> bool:
    return (problem.place.file, problem.place.sheet, problem.place.row) == _place(row)


def _lines(text: str) -> str:
    """Return a text with the line ends of files: browsers send those of mails."""
    return text.replace("\r\n", "\n").strip()
