"""ฉบับแก้ไข: choose projects, change only the cells that change, say why and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.cells import Cell, lines_in, typed_of
from generator.desk.pages.choosing import day_in, found_rows, plan_of, plans_of
from generator.plan.amend import (
    RowChange,
    amendable,
    amendment_files,
    before,
    changed_cells,
    open_amendment,
)
from generator.plan.merge import UnsafeError
from generator.plan.model import Change, Edition, Plan, Project
from generator.plan.parse.codes import is_safe_id
from generator.plan.parse.vocabulary import AMENDMENT_KINDS
from generator.plan.workbook.choices import choices
from generator.thai.dates import format_date

_MOST = 200
#: In place of the code of a project that is new: no code has such a sign.
NEW = "_new"
_DAYS = ("considered", "announced", "posted_from", "posted_until")
_CHANGES = {one.value: one for one in Change}
_NOTHING = "ยังไม่มีช่องใดต่างจากเดิม กลับไปแก้ช่องที่เปลี่ยน หรือเลือกยกเลิกโครงการ แล้วบันทึกใหม่"
_NO_ROWS = "ยังไม่ได้เลือกโครงการ เลือกอย่างน้อยหนึ่งโครงการก่อน"
_NO_CODE = "รหัสโครงการใหม่ “{code}” ใช้ไม่ได้ ใช้อักษรอังกฤษ ตัวเลข และขีดกลาง และไม่ซ้ำกับที่มีแล้ว"
_MEANWHILE = (
    "ระหว่างที่กรอก มีผู้แก้ช่อง “{heading}” ของ {id} เป็น “{text}” ค่าที่อยู่ในช่องคือของท่าน ดูทั้งสองค่าแล้วบันทึกอีกครั้ง"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A row on the form, None for one that is new; `typed` is what the form said before."""

    row: Project | None
    cells: tuple[Cell, ...]
    typed: Mapping[str, str]

    @property
    def key(self) -> str:
        """What the names of its inputs end with."""
        return self.row.id if self.row else NEW

    @property
    def change(self) -> Change:
        """What the amendment does to it until somebody says otherwise."""
        if told := _CHANGES.get(self.typed.get(f"change.{self.key}", "")):
            return told
        if self.row is None:
            return Change.ADD
        return self.row.change or Change.ALTER if self.row.edition else Change.ALTER

    @property
    def reason(self) -> str:
        """Why, as it was typed or is told already."""
        return self.typed.get(f"reason.{self.key}", self.row.reason if self.row else "")


def amending(desk: Desk, asked: Asked) -> Answer:
    """Return the list to choose from, or the form of what was chosen."""
    state = desk.office.state()
    plan, sought = plan_of(state, asked), asked.query.get("q", "").strip()
    keys = chosen(asked.query)
    if keys and asked.query.get("then") != "find":
        return _form(desk, asked, state, plan, keys)
    found = found_rows(plan, sought)
    taken = [row for row in plan.projects if row.id in keys]
    rows = [*taken, *(row for row in found[:_MOST] if row not in taken)]
    return desk.page(
        "amend", asked, state, plans=plans_of(state), plan=plan, sought=sought, rows=rows,
        chosen=[row.id for row in taken], count=len(found), most=_MOST,
    )  # fmt: skip


def amend(desk: Desk, asked: Asked) -> Answer:
    """Write the amendment's files into the draft; what hinders it stands above the filled form."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    keys = chosen(asked.form)
    if not keys:
        raise UnsafeError(_NO_ROWS)
    number = _number(desk, state, plan)
    try:
        changes = [one for key in keys for one in _change(plan, number, key, asked.form)]
        if not changes:
            raise UnsafeError(_NOTHING)
        files = amendment_files(plan, number, _said(plan, asked.form), changes, desk.office.data)
    except UnsafeError as error:
        return _form(desk, asked, state, plan, keys, str(error))
    desk.office.put(asked.posted, dict(files))
    return led_to("/draft")


def _form(
    desk: Desk, asked: Asked, state: State, plan: Plan, keys: list[str], wrong: str = ""
) -> Answer:
    lists = choices(state.checked.portal.organization, plan)
    rows = {row.id: row for row in plan.projects}
    typed = asked.form
    parts = []
    for key in keys:
        row = None if key == NEW else _row(rows, key)
        cells = (
            Cell(
                field,
                text,
                lines_in(typed.get(f"cell.{field.code}.{key}", text)),
                lists[field.code].texts if field.code in lists else (),
            )
            for field, text in amendable(row)
        )
        parts.append(Part(row, tuple(cells), typed))
    number = _number(desk, state, plan)
    edition = open_amendment(plan, desk.office.today(), state.draft.digests)
    said = _prefilled(plan, edition, number) | _days(edition)
    said |= {name: text for name, text in typed.items() if name in said}
    return desk.page(
        "amend_rows", asked, state, 409 if wrong else 200, plan=plan, parts=parts, number=number,
        said=said, days=_DAYS, kinds=AMENDMENT_KINDS, wrong=wrong,
        code=typed.get(f"code.{NEW}", ""),
    )  # fmt: skip


def _row(rows: Mapping[str, Project], key: str) -> Project:
    if key not in rows:
        raise UnsafeError(_NO_ROWS)
    return rows[key]


def chosen(said: Mapping[str, str]) -> list[str]:
    """Return the rows of a form by what the names of their inputs end with, NEW for one more."""
    return [name.removeprefix("row.") for name in said if name.startswith("row.")]


def _number(desk: Desk, state: State, plan: Plan) -> int:
    """Return the amendment that is written: the one that is open, else the next."""
    edition = open_amendment(plan, desk.office.today(), state.draft.digests)
    return edition.number if edition else len(plan.editions)


def _prefilled(plan: Plan, edition: Edition | None, number: int) -> dict[str, str]:
    if edition:
        return {"kind": edition.kind, "number": edition.official_number}
    return {"kind": "", "number": f"{number}/{plan.year.label}"}


def _days(edition: Edition | None) -> dict[str, str]:
    if edition is None:
        return dict.fromkeys(_DAYS, "")
    posting = edition.posting
    days = (edition.considered, posting.announced, posting.posted_from, posting.posted_until)
    told = ("" if one is None else one.isoformat() for one in days)
    return dict(zip(_DAYS, told, strict=True))


def _change(plan: Plan, number: int, key: str, form: Mapping[str, str]) -> Iterator[RowChange]:
    """Yield what the form says of a row; nothing where it says nothing new."""
    change = _CHANGES.get(form.get(f"change.{key}", ""), Change.ALTER)
    reason = " ".join(form.get(f"reason.{key}", "").split())
    rows = {row.id: row for row in plan.projects}
    typed = typed_of(form, key)
    if key == NEW:
        code = form.get(f"code.{NEW}", "").strip()
        if not is_safe_id(code) or code in rows:
            raise UnsafeError(_NO_CODE.format(code=code))
        yield RowChange(code, Change.ADD, reason, changed_cells(None, typed))
        return
    row = _row(rows, key)
    _refuse_older(row, typed, form)
    earlier = before(plan, number).get(key)
    is_new = earlier is None  # it came with this very amendment
    cells = {} if change is Change.CANCEL else changed_cells(earlier, typed)
    if cells or change is Change.CANCEL or row.edition == number:
        yield RowChange(key, Change.ADD if is_new else change, reason, cells)


def _refuse_older(row: Project, typed: Mapping[str, str], form: Mapping[str, str]) -> None:
    """Refuse a cell that is typed over what somebody else changed since the form was opened."""
    for field, text in amendable(row):
        opened = lines_in(form.get(f"was.{field.code}.{row.id}", text))
        now = typed.get(field.code, text)
        if opened != text and now not in (opened, text):
            said = _MEANWHILE.format(heading=field.name, id=row.id, text=text)
            raise UnsafeError(said)


def _said(plan: Plan, form: Mapping[str, str]) -> dict[str, str]:
    """Return what plan.yml of the amendment is to say."""
    kind = form.get("kind", "")
    if kind not in AMENDMENT_KINDS:
        kind = " และ".join(one for one in AMENDMENT_KINDS if one in kind)
    number = " ".join(form.get("number", "").split())
    times = f"ครั้งที่ {number}" if number else ""
    title = " ".join(part for part in (plan.title, kind, times) if part)
    said = {"kind": kind, "title": title, "number": number}
    for name in _DAYS:
        day = day_in(form, name)
        said[name] = format_date(day) if day else ""
    return said
