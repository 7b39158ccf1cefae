"""แผ่นงาน: the year's table as its file has it, one line a row, with what was understood of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.desk.pages.cells import Cell, Spot, cell_page, cells_of, put_cells
from generator.desk.pages.choosing import number_in, plan_of, plans_of
from generator.machine.layout import PROJECTS, TABLE_ENDINGS, of_year
from generator.plan.merge import TableRow, UnsafeError, table_rows
from generator.plan.model import Plan, Project, TableAccount, total_of_rows
from generator.plan.model.account import RowKind
from generator.plan.model.amounts import shown_budget
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook import marked_table
from generator.problems import Problem
from generator.publishing.forming import Formed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE = 200
_SOME = 8
_NO_TABLE = "ปีนี้ยังไม่มีตารางโครงการ ใส่แฟ้มก่อน"
_NO_ROW = "ไม่มีแถวนี้ในตาราง กลับไปที่แผ่นงาน"
_UNREAD = "เปิดแฟ้มนี้เป็นตารางไม่ได้ ดูสิ่งที่ต้องแก้ในหน้าร่าง"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: the project that it became, or what else it is; and what is wrong."""

    row: TableRow
    project: Project | None
    kind: str
    problems: tuple[Problem, ...]

    @property
    def satang(self) -> int | None:
        """Its money, None where it states no amount."""
        return self.project.budget.satang if self.project else None

    @property
    def money(self) -> str:
        """What the row says of its money where that is no amount."""
        return shown_budget(self.project.budget) if self.project else ""

    @property
    def months(self) -> str:
        """From which month to which, in words; empty where it states none."""
        told = self.project.months if self.project else ()
        return " – ".join(dict.fromkeys(one.label for one in (told[:1] + told[-1:])))

    @property
    def said(self) -> str:
        """What stands in a row that is no project."""
        return " · ".join(text for text in list(self.row.texts.values())[:_SOME] if text)


@dataclass(frozen=True, slots=True)
class Sum:
    """A strategy's rows beside what the signed paper says of it; None where it says nothing."""

    name: str
    rows: int
    satang: int
    stated: int | None


def sheet(desk: Desk, asked: Asked) -> Answer:
    """Return the table of a year; `only=faults` leaves rows that say what they should."""
    state = desk.office.state()
    return sheet_page(desk, asked, state, plan_of(state, asked))


def sheet_page(
    desk: Desk, asked: Asked, state: State, plan: Plan, formed: Formed | None = None
) -> Answer:
    """Return the table of a plan; `formed` is the form that was just taken in, told above it."""
    path = _path(desk, plan)
    lines = _lines(desk, state, plan, path)
    faulty = [line for line in lines if line.problems]
    only = asked.query.get("only", "faults" if faulty else "all")
    shown = faulty if only == "faults" else lines
    first = number_in(asked.query.get("from", "0"))
    # What is told of no row: of the file, or of a sheet.
    rest = [one for one in state.checked.report if one.place.file == path and not one.place.row]
    return desk.page(
        "sheet",
        asked,
        state,
        plans=plans_of(state),
        plan=plan,
        formed=formed,
        path=path,
        lines=shown[first : first + _PAGE],
        only=only,
        first=first,
        page=_PAGE,
        count=len(shown),
        faulty=len(faulty),
        rows=len(lines),
        sums=[*_sums(plan)],
        unread=[one for table in _tables(plan, path) for one in table.unread],
        problems=told_lines(rest, _PAGE),
    )


def marked_sheet(desk: Desk, asked: Asked) -> Answer:
    """Return a copy of the table in which what is wrong is coloured and told, to mend in Excel."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    path = _path(desk, plan)
    found = [one for one in state.checked.report if one.place.file == path]
    try:
        data = desk.office.data(path) or b""
        made = desk.office.apart.read(marked_table, path, data, found)
    except (UploadError, UnicodeError):
        raise UnsafeError(_UNREAD) from None
    name = f"{PROJECTS}-{plan.year.label}{'.xlsm' if made.macros else '.xlsx'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(made.data, kind=XLSX, headers=headers)


def row(desk: Desk, asked: Asked) -> Answer:
    """Return the form of a row by its number: also of one that could not be read as a project."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    spot = _spot(desk, plan, asked, asked.query.get("sheet", ""))
    return _form(desk, asked, state, plan, spot, cells_of(desk, state, plan, spot, {}))


def change_row(desk: Desk, asked: Asked) -> Answer:
    """Put what was typed into the draft; of a cell that changed meanwhile both are shown."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    spot = _spot(desk, plan, asked, asked.form.get("at.sheet", ""))
    cells = cells_of(desk, state, plan, spot, asked.form)
    if any(cell.other for cell in cells):
        return _form(desk, asked, state, plan, spot, cells)
    put_cells(desk, asked, spot, cells)
    return led_to(f"/sheet/{plan.year.label}")


def _form(
    desk: Desk, asked: Asked, state: State, plan: Plan, spot: Spot, cells: list[Cell]
) -> Answer:
    year = plan.year.label
    to, back = f"/sheet/{year}/{spot.number}", f"/sheet/{year}"
    return cell_page(desk, asked, state, spot, cells, title=spot.words, to=to, back=back)


def _path(desk: Desk, plan: Plan) -> str:
    """Return the year's own table. Raises UnsafeError where there is none."""
    for ending in TABLE_ENDINGS:
        if desk.office.data(path := f"{of_year(plan.year.label)}/{PROJECTS}{ending}") is not None:
            return path
    raise UnsafeError(_NO_TABLE)


def _spot(desk: Desk, plan: Plan, asked: Asked, title: str) -> Spot:
    number = number_in(asked.path.get("number", ""))
    if not number:
        raise UnsafeError(_NO_ROW)
    return Spot(_path(desk, plan), title, number)


def _lines(desk: Desk, state: State, plan: Plan, path: str) -> list[Line]:
    told: defaultdict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in state.checked.report:
        if problem.place.file == path and problem.place.row:
            told[problem.place.sheet, problem.place.row].append(problem)
    projects = {(one.at.place.sheet, one.at.place.row): one for one in plan.editions[0].rows}
    kinds = dict(_kinds(plan, path))
    try:
        rows = desk.office.apart.read(table_rows, path, desk.office.data(path) or b"")
    except UnsafeError:
        return []  # the file's own problems say why
    return [
        Line(one, projects.get(at), kinds.get(at, ""), tuple(told.get(at, ())))
        for one in rows
        for at in [(one.sheet, one.number)]
    ]


def _kinds(plan: Plan, path: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield what rows are that became no project, by their place."""
    for table in _tables(plan, path):
        for kind, numbers in table.aside.items():
            yield from (((table.place.sheet, number), kind.value) for number in numbers)
        yield from (
            ((table.place.sheet, number), RowKind.CONTINUED.value) for number in table.joined
        )


def _tables(plan: Plan, path: str) -> list[TableAccount]:
    return [one for one in plan.tables if one.place.file == path]


def _sums(plan: Plan) -> Iterator[Sum]:
    """Yield the money of each strategy, in the plan's order, and of all together last."""
    rows = [one for one in plan.editions[0].rows if not one.cancelled]
    stated = plan.stated.strategies if plan.stated else {}
    names = {one.id: one.name for one in plan.strategies}
    for one in dict.fromkeys([*names, *(row.strategy for row in rows), *stated]):
        total = total_of_rows([row for row in rows if row.strategy == one])
        if total.projects or one in stated:
            yield Sum(names.get(one, one or "–"), total.projects, total.satang, stated.get(one))
    every = total_of_rows(rows)
    yield Sum("", every.projects, every.satang, plan.stated.satang if plan.stated else None)
