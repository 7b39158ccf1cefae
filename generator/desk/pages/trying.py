"""A row that is being typed, checked alone while the person is at it; nothing is kept."""

from __future__ import annotations

import csv
import io
import json

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.pages.cells import Spot, told_of
from generator.machine.layout import ORGANIZATION, PLAN, PROJECTS, of_year
from generator.plan.fields import project_fields
from generator.plan.merge import RowEdit, UnsafeError, edited_table, row_alone
from generator.problems import label_of

_NO_ROW = "ไม่มีแถวนี้ในตาราง"


def tried(desk: Desk, asked: Asked) -> Answer:
    """Return what is wrong in each cell as typed: `{"code": ["what and what to do", …], …}`.

    What only all rows together show, such as a code that stands twice, is told when it is put into
    the draft. A row of an amendment says nothing alone, and is told of then, too.
    """
    spot = _spot(asked)
    year = spot.file.split("/")[1] if spot.file.count("/") == 2 else ""
    name = f"{of_year(year)}/{PROJECTS}"
    data = desk.office.data(spot.file) if spot.file in (f"{name}.csv", f"{name}.xlsx") else None
    if not (year.isascii() and year.isdigit()) or data is None:
        return _json({})
    alone = desk.office.apart.read(row_alone, spot.file, data, spot.sheet, spot.number)
    path = f"{name}.csv"
    last = _last_row(alone)
    typed = {
        name.removeprefix("cell."): text.replace("\r\n", "\n").strip()
        for name, text in asked.form.items()
        if name.startswith("cell.") and text != asked.form.get(f"was.{name.removeprefix('cell.')}")
    }
    try:
        made = edited_table(path, alone, [RowEdit(typed, last)]) if typed else alone
    except UnsafeError as error:
        return _json({"": [str(error)]})
    settings = {one: desk.office.data(one) or b"" for one in (ORGANIZATION, of_year(year, PLAN))}
    report = desk.office.tried({**settings, path: made})
    found = [one for one in report if (one.place.file, one.place.row) == (path, last)]
    said = {
        field.code: [f"{label_of(one.severity)} {one.message} {one.advice}" for one in told]
        for field in project_fields()
        if (told := told_of(found, field))
    }
    return _json(said)


def _spot(asked: Asked) -> Spot:
    number = asked.form.get("at.number", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 7):
        raise UnsafeError(_NO_ROW)
    return Spot(asked.form.get("at.file", ""), asked.form.get("at.sheet", ""), int(number))


def _last_row(alone: bytes) -> int:
    """Return the number of the last row: texts in cells may have lines of their own."""
    return sum(1 for _ in csv.reader(io.StringIO(alone.decode("utf-8-sig"), newline="")))


def _json(said: dict[str, list[str]]) -> Answer:
    return Answer(json.dumps(said, ensure_ascii=False).encode(), kind="application/json")
