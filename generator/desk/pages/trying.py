"""Rows that are being typed, checked alone while the person is at it; nothing is kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.pages.amending import NEW, chosen
from generator.desk.pages.cells import Spot, lines_in, told_of, typed_of
from generator.desk.pages.choosing import plan_of
from generator.machine.layout import ORGANIZATION, PLAN, PROJECTS, of_year
from generator.plan.fields import project_fields
from generator.plan.merge import RowEdit, UnsafeError, edited_table, empty_table, row_alone
from generator.plan.model import Change
from generator.problems import Problem, label_of

# What is told of each cell, by its name on the form.
Told = dict[str, list[str]]

_NO_ROW = "ไม่มีแถวนี้ในตาราง"


def tried(desk: Desk, asked: Asked) -> Answer:
    """Return what is wrong in each cell as typed: `{"code": ["what and what to do", …], …}`.

    On an amendment's form the name of a cell ends with its project's code. What only all rows
    together show, such as a code that stands twice, is told when it is put into the draft.
    """
    said = _row_told(desk, asked) if "at.file" in asked.form else _amended_told(desk, asked)
    return Answer(json.dumps(said, ensure_ascii=False).encode(), kind="application/json")


def _row_told(desk: Desk, asked: Asked) -> Told:
    """Return what is wrong in a row of a plan's table; one of an amendment says nothing alone."""
    spot = _spot(asked)
    year = spot.file.split("/")[1] if spot.file.count("/") == 2 else ""
    name = f"{of_year(year)}/{PROJECTS}"
    data = desk.office.data(spot.file) if spot.file in (f"{name}.csv", f"{name}.xlsx") else None
    if not (year.isascii() and year.isdigit()) or data is None:
        return {}
    alone = desk.office.apart.read(row_alone, spot.file, data, spot.sheet, spot.number)
    last = _last_row(alone)
    typed = {
        name.removeprefix("cell."): lines_in(text)
        for name, text in asked.form.items()
        if name.startswith("cell.") and text != asked.form.get(f"was.{name.removeprefix('cell.')}")
    }
    return _told(desk, year, alone, [RowEdit(typed, last)] if typed else [], {last: ""})


def _amended_told(desk: Desk, asked: Asked) -> Told:
    """Return what is wrong in rows as an amendment would have them, each told as a plan's row."""
    plan = plan_of(desk.office.state(), asked)
    keys = [
        key for key in chosen(asked.form) if asked.form.get(f"change.{key}") != Change.CANCEL.value
    ]
    typed = {key: typed_of(asked.form, key) for key in keys}
    said = {code for cells in typed.values() for code in cells}
    codes = [one.code for one in project_fields() if one.code in said]
    new = asked.form.get(f"code.{NEW}", "")
    edits = [
        RowEdit({"id": new if key == NEW else key, **{code: cells.get(code, "") for code in codes}})
        for key, cells in typed.items()
    ]
    empty = empty_table(project_fields(), ("id", *codes))
    numbers = {at: f".{key}" for at, key in enumerate(keys, start=2)}
    return _told(desk, plan.year.label, empty, edits, numbers) if edits else {}


def _told(
    desk: Desk, year: str, table: bytes, edits: list[RowEdit], rows: Mapping[int, str]
) -> Told:
    """Return what a check tells of the `rows` of a table once edited, by code and what ends it."""
    path = f"{of_year(year)}/{PROJECTS}.csv"
    try:
        made = edited_table(path, table, edits) if edits else table
    except UnsafeError as error:
        return {"": [str(error)]}
    settings = {one: desk.office.data(one) or b"" for one in (ORGANIZATION, of_year(year, PLAN))}
    report = desk.office.tried({**settings, path: made})
    found: dict[int, list[Problem]] = {row: [] for row in rows}
    for one in report:
        if one.place.file == path and one.place.row in found:
            found[one.place.row].append(one)
    return {
        f"{field.code}{rows[row]}": [
            f"{label_of(one.severity)} {one.message} {one.advice}" for one in told
        ]
        for row, problems in found.items()
        for field in project_fields()
        if (told := told_of(problems, field))
    }


def _spot(asked: Asked) -> Spot:
    number = asked.form.get("at.number", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 7):
        raise UnsafeError(_NO_ROW)
    return Spot(asked.form.get("at.file", ""), asked.form.get("at.sheet", ""), int(number))


def _last_row(alone: bytes) -> int:
    """Return the number of the last row: texts in cells may have lines of their own."""
    return sum(1 for _ in csv.reader(io.StringIO(alone.decode("utf-8-sig"), newline="")))
