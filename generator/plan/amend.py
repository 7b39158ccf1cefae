"""An amendment as a clerk would write it: which rows change, in which cells, why and when.

Only what changes is written; a cell that is emptied says `-`. Gives bytes, touches no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.machine.layout import AMENDMENTS, PLAN, PROJECTS, TABLE_ENDINGS, of_year
from generator.plan.drafts import Day, draft_editions
from generator.plan.fields import Field, amendment_fields, project_fields
from generator.plan.mend.set_yaml import with_keys
from generator.plan.merge import RowEdit, UnsafeError, edited_table, empty_table
from generator.plan.model import Change, Edition, Plan, Project
from generator.plan.model.plan import amended

#: What plan.yml of an amendment says, besides its dates.
WORDS = ("kind", "number", "title")
EMPTIED = "-"
_ENDS = ("start", "end")
_MONTHS = "months"
_BY_HAND = "{path} เขียนไว้ในแบบที่โปรแกรมเติมให้โดยไม่เปลี่ยนอย่างอื่นไม่ได้ แก้แฟ้มนี้ใน Notepad"
# The file at a path below the portal, None where there is none.
Data = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an amendment does to one row: cells by code, as typed, only those that change."""

    id: str
    change: Change
    reason: str
    cells: Mapping[str, str]


def open_amendment(plan: Plan, today: Day, written: Collection[str] = ()) -> Edition | None:
    """Return the amendment that is being written, None where the last is in force or recorded.

    `written` are paths of what nobody has seen yet, whatever day it tells.
    """
    last = plan.editions[-1]
    if not last.number or last.record:
        return None
    settings = of_year(plan.year.label, AMENDMENTS, str(last.number), PLAN)
    return last if settings in written or last in draft_editions(plan, today) else None


def before(plan: Plan, number: int) -> Mapping[str, Project]:
    """Return the rows as they are before the amendment of a number, by their code."""
    return {row.id: row for row in amended(plan.editions[:number])}


def amendable(row: Project | None) -> Iterator[tuple[Field[Project], str]]:
    """Yield the columns that an amendment may change, each with what the row says there.

    Months that go on are told by the first and the last, others one by one. None is a new row.
    """
    scattered = row is not None and _by_code()[_MONTHS].show(row) != ""  # type: ignore[misc]
    for field in project_fields():
        if field.code == "id" or field.meaning is None:
            continue
        if field.code in _ENDS:
            if not scattered:
                yield field, field.show(row) if row and field.show else ""
        elif field.code == _MONTHS:
            if scattered:
                yield field, field.show(row) if row and field.show else ""
        elif field.offered:
            yield field, field.write(row) if row and field.write else ""


def changed_cells(row: Project | None, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of an amendment's row: what differs from the row before, `-` for emptied.

    A period is said whole. Of a new row all that is said.
    """
    was = {field.code: text for field, text in amendable(row)}
    now = {code: text for code, text in typed.items() if code in was}
    found = {code: text for code, text in now.items() if text != was[code]}
    if found.keys() & {*_ENDS}:
        found |= {code: now.get(code, was[code]) for code in _ENDS}
    return {code: text or EMPTIED for code, text in found.items() if text or row}


def amendment_files(
    plan: Plan,
    number: int,
    said: Mapping[str, str],
    changes: Sequence[RowChange],
    data: Data,
) -> dict[str, bytes]:
    """Return the amendment's files: `said` are texts of its plan.yml by key, `changes` its rows.

    What its files say already stays; a row that it changes already is changed further. Raises
    UnsafeError where a file cannot be written without harm.
    """
    settings = of_year(plan.year.label, AMENDMENTS, str(number), PLAN)
    made = with_keys(data(settings) or b"", said, {}, below="edition")
    if made is None:
        raise UnsafeError(_BY_HAND.format(path=settings))
    path = _table(plan, number, data)
    there = {row.id: row for row in _rows(plan, number)}
    earlier = before(plan, number)
    edits = [_edit(one, there.get(one.id), earlier.get(one.id)) for one in changes]
    said_of = {code for one in changes for code in one.cells}
    codes = (one.code for one in amendment_fields() if one.code in said_of)
    empty = empty_table(amendment_fields(), ("id", "change", "reason", *codes))
    return {settings: made, path: edited_table(path, data(path) or empty, edits)}


def _edit(change: RowChange, there: Project | None, earlier: Project | None) -> RowEdit:
    cells = {"change": change.change.thai, "reason": change.reason, **change.cells}
    if there is None:
        return RowEdit({"id": change.id, **cells})
    # A cell that it says, and that is to be as before the amendment, is blank.
    now = {field.code: text for field, text in amendable(there)}
    was = {field.code: text for field, text in amendable(earlier)}
    again = {code: "" for code in now if now[code] != was.get(code, "") and code not in cells}
    if again.keys() & {*_ENDS}:
        again |= dict.fromkeys(_ENDS, "")
    return RowEdit(again | cells, there.at.place.row, there.at.place.sheet)


def _rows(plan: Plan, number: int) -> Sequence[Project]:
    return plan.editions[number].rows if number < len(plan.editions) else ()


def _table(plan: Plan, number: int, data: Data) -> str:
    """Return the amendment's table; a CSV where there is none yet."""
    names = (f"{PROJECTS}{ending}" for ending in TABLE_ENDINGS)
    paths = [of_year(plan.year.label, AMENDMENTS, str(number), name) for name in names]
    return next((path for path in paths if data(path) is not None), paths[0])


def _by_code() -> dict[str, Field[Project]]:
    return {field.code: field for field in project_fields()}
