"""ใส่แฟ้ม: a file that was made elsewhere comes into the draft, where the plan has a place for it."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.desk.asked import Answer, Asked, Upload, led_to
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.choosing import own_name, plan_of, plans_of
from generator.desk.pages.sheet import sheet_page
from generator.machine.layout import DOCUMENTS, PROGRESS, PROJECTS, TABLE_ENDINGS, of_year
from generator.plan.merge import UnsafeError
from generator.plan.model import Plan
from generator.plan.starter import next_year_files
from generator.thai.fiscal import FiscalYear

FORM_OF_OFFICE = "form"
_TABLES = (PROJECTS, PROGRESS)
_NO_FILE = "ยังไม่ได้เลือกแฟ้ม เลือกแฟ้มแล้วกดใส่แฟ้มใหม่"
_NO_TABLE = "แฟ้มตารางต้องเป็น .csv หรือ .xlsx แฟ้มนี้ชื่อ {name} เปิดใน Excel แล้วบันทึกเป็น .xlsx"
_BEGUN = "ปีถัดไปเริ่มไว้แล้ว หรือยังเริ่มไม่ได้ เปิดหน้าใส่แฟ้มใหม่ แล้วเลือกปีนั้น"
_NO_KIND = "เลือกก่อนว่าแฟ้มนี้คืออะไร"


def files(desk: Desk, asked: Asked) -> Answer:
    """Return the page on which a file is chosen."""
    state = desk.office.state()
    return desk.page(
        "files",
        asked,
        state,
        plans=plans_of(state),
        plan=plan_of(state, asked),
        next_year=_next_year(desk, state),
    )


def begin_year(desk: Desk, asked: Asked) -> Answer:
    """Begin the year after the newest in the draft, as `phaen year` does."""
    state = desk.office.state()
    number = _next_year(desk, state)
    if f"{number}" != asked.form.get("begin"):
        raise UnsafeError(_BEGUN)
    continuing = bool(asked.form.get("continuing"))
    made = next_year_files(plans_of(state)[0], number, continuing=continuing)
    desk.office.put(asked.posted, {one.path: one.data for one in made})
    return led_to(f"/files?year={number}")


def _next_year(desk: Desk, state: State) -> int:
    """Return the year that may be begun, 0 while the year that comes is there already."""
    newest = max((plan.year.year for plan in plans_of(state)), default=0)
    coming = FiscalYear.of(desk.office.today()).year + 1
    return newest + 1 if 0 < newest < coming else 0


def put_file_in(desk: Desk, asked: Asked) -> Answer:
    """Put a file into the draft, in the place of the table that it replaces."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    sent = asked.files.get("file")
    if sent is None or not sent.name:
        raise UnsafeError(_NO_FILE)
    what = asked.form.get("what", "")
    if what == FORM_OF_OFFICE:
        return _formed(desk, asked, plan, sent)
    desk.office.put(asked.posted, _placed(desk, plan, what, sent))
    return led_to(f"/sheet/{plan.year.label}" if what == PROJECTS else "/draft")


def _formed(desk: Desk, asked: Asked, plan: Plan, sent: Upload) -> Answer:
    """Put an official form in; what was understood is shown row by row, with what is asked."""
    made = desk.office.put_form(asked.posted, [(own_name(sent.name), sent.data)], plan.year.year)
    state = desk.office.state()
    found = next((one for one in plans_of(state) if one.year.year == made.year), plan)
    return sheet_page(desk, asked, state, found, made)


def _placed(desk: Desk, plan: Plan, what: str, sent: Upload) -> dict[str, bytes | None]:
    folder, name = of_year(plan.year.label), own_name(sent.name)
    if what == "paper":
        return {f"{folder}/{DOCUMENTS}/{name}": sent.data}
    if what not in _TABLES:
        raise UnsafeError(_NO_KIND)
    ending = PurePosixPath(name).suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise UnsafeError(_NO_TABLE.format(name=name))
    found: dict[str, bytes | None] = {}
    for other in TABLE_ENDINGS:  # a table of both kinds would be read twice
        path = f"{folder}/{what}{other}"
        if other == ending:
            found[path] = sent.data
        elif desk.office.data(path) is not None:
            found[path] = None
    return found
