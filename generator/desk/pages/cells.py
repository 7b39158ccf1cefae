"""The cells of one row, as a form: what stands in the file, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.plan.fields import Field, amendment_fields, project_fields
from generator.plan.merge import RowEdit, row_texts
from generator.plan.model import Plan, Project
from generator.plan.workbook.choices import choices
from generator.problems import Place, Problem

_LONG = ("name", "detail", "note", "reason", "place")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: its file, its sheet (empty in a CSV), its number as Excel counts.

    `edition` is the amendment whose file it is, 0 for the plan's; `id` is the row's code where it
    is a project.
    """

    file: str
    sheet: str
    number: int
    edition: int = 0
    id: str = ""

    @property
    def words(self) -> str:
        """The place as it is told."""
        return Place(self.file, self.sheet, self.number).words

    def holds(self, problem: Problem) -> bool:
        """Whether a problem is told of this row."""
        at = problem.place
        return (at.file, at.sheet, at.row) == (self.file, self.sheet, self.number)


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


def spot_of(row: Project) -> Spot:
    """Return where a project's row stands."""
    at = row.at.place
    return Spot(at.file, at.sheet, at.row, row.edition, row.id)


def cells_of(
    desk: Desk, state: State, plan: Plan, spot: Spot, typed: Mapping[str, str]
) -> list[Cell]:
    """Return the cells of a row's form: columns that its file has, and those that may be added.

    `typed` is the form that was sent. The code of a project that is one is no cell: other files
    name it. Raises UnsafeError where the row is there no longer.
    """
    return [*_cells(desk, state, plan, spot, typed)]


def _cells(
    desk: Desk, state: State, plan: Plan, spot: Spot, typed: Mapping[str, str]
) -> Iterator[Cell]:
    data = desk.office.data(spot.file) or b""
    texts = desk.office.apart.read(row_texts, spot.file, data, spot.sheet, spot.number)
    lists = choices(state.checked.portal.organization, plan)
    found = [one for one in state.checked.report if spot.holds(one)]
    for field in amendment_fields() if spot.edition else project_fields():
        if field.meaning is None or not (field.offered or field.code in texts):
            continue
        if field.code == "id" and spot.id:
            continue
        stands = texts.get(field.code, "")
        opened = lines_in(typed.get(f"was.{field.code}", stands))
        now = lines_in(typed.get(f"cell.{field.code}", stands))
        changed = opened != stands and now not in (opened, stands)
        offered = lists[field.code].texts if field.code in lists else ()
        yield Cell(
            field,
            stands,
            stands if now == opened else now,
            offered,
            told_of(found, field),
            stands or "–" if changed else "",
        )


def put_cells(desk: Desk, asked: Asked, spot: Spot, cells: list[Cell]) -> int:
    """Put the cells that were typed over into the draft; return how many. Raises UnsafeError."""
    typed = {cell.field.code: cell.now for cell in cells if cell.now != cell.was}
    if typed:
        desk.office.type_in(asked.posted, spot.file, [RowEdit(typed, spot.number, spot.sheet)])
    return len(typed)


def cell_page(  # noqa: PLR0913  # what the form is of, and how it leads on and back
    desk: Desk,
    asked: Asked,
    state: State,
    spot: Spot,
    cells: list[Cell],
    *,
    title: str,
    to: str,
    back: str,
) -> Answer:
    """Return the form of a row; 409 where somebody else changed a cell meanwhile."""
    others = any(cell.other for cell in cells)
    status = 409 if others else 200
    return desk.page(
        "project",
        asked,
        state,
        status,
        spot=spot,
        cells=cells,
        others=others,
        title=title,
        to=to,
        back=back,
    )


def told_of(problems: list[Problem], field: Field[Project]) -> tuple[Problem, ...]:
    """Return what is told of a column."""
    names = (field.code, *field.headings)
    return tuple(one for one in problems if one.place.heading in names)


def typed_of(form: Mapping[str, str], key: str) -> dict[str, str]:
    """Return what a form says in the cells of one of its rows, by the columns' codes."""
    return {
        name.removesuffix(f".{key}").removeprefix("cell."): lines_in(text)
        for name, text in form.items()
        if name.startswith("cell.") and name.endswith(f".{key}")
    }


def lines_in(text: str) -> str:
    """Return a text with the line ends of files: browsers send those of mails."""
    return text.replace("\r\n", "\n").strip()
