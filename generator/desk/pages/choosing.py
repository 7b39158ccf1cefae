"""Which year, which row: what an address names is there, or the page says that it is not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator.desk.asked import Asked
from generator.desk.office import State
from generator.machine.guard import means_more
from generator.plan.merge import Side, UnsafeError
from generator.plan.model import Plan, Project
from generator.thai.folding import fold

_NO_YEAR = "ไม่มีแผนปีนี้ที่ยังแก้ได้ในคลัง"
_NO_DAY = "อ่านวันที่ “{text}” ไม่ได้ เลือกวันที่จากปฏิทินของช่องนั้น"
_NO_NAME = "ชื่อแฟ้ม {name} ใช้ไม่ได้ เปลี่ยนเป็นชื่อที่มีแต่ตัวอักษร ตัวเลข ขีด และจุด"
_LONG_NAME = "ชื่อแฟ้ม {name} ยาวเกินไป เปลี่ยนให้สั้นลง ไม่เกิน 70 ตัวอักษร แล้วใส่ใหม่"
# Bytes that systems take for a name, less what is written while a file is put in its place.
_LONGEST_NAME, _BEGINNING = 240, 40
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


def found_rows(plan: Plan, sought: str) -> list[Project]:
    """Return the rows that have every word that is looked for, all for none."""
    return [row for row in plan.projects if says(row, sought)]


def says(row: Project, sought: str) -> bool:
    """Whether a row has every word that is looked for."""
    told = fold(f"{row.id} {row.name} {row.unit} {row.place}") if sought else ""
    return all(fold(word) in told for word in sought.split())


def number_in(text: str) -> int:
    """Return the number that an address or a form says, 0 for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else 0


def day_in(form: Mapping[str, str], name: str) -> datetime.date | None:
    """Return the day that a form says, None where it is left blank. Raises UnsafeError."""
    text = form.get(name, "").strip()
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise UnsafeError(_NO_DAY.format(text=text)) from None


def choice_of(asked: Asked) -> dict[str, Side]:
    """Return whose value a form chose where two changed the same."""
    sides = {"ours": Side.OURS, "theirs": Side.THEIRS}
    return {
        name.removeprefix("side."): sides[text]
        for name, text in asked.form.items()
        if name.startswith("side.") and text in sides
    }


def own_name(given: str) -> str:
    """Return a file's own name: browsers of old send a whole path. Raises UnsafeError.

    One that a colleague's machine cannot have is refused: all who work with the repository get it.
    """
    name = given.replace("\\", "/").rpartition("/")[2].strip()
    if name.startswith(".") or not name.isprintable() or means_more(name) or not name:
        raise UnsafeError(_NO_NAME.format(name=ascii(name)))
    if len(name.encode()) > _LONGEST_NAME:
        raise UnsafeError(_LONG_NAME.format(name=f"{name[:_BEGINNING]}…"))
    return name
