"""ความก้าวหน้า: a unit's projects with what was reported last; one save appends the rows."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.choosing import number_in, plan_of, plans_of, says
from generator.desk.pages.handing import hand_on
from generator.desk.pages.publishing import publish
from generator.machine.layout import PROGRESS, of_year
from generator.plan.fields import report_fields
from generator.plan.merge import RowEdit, UnsafeError, empty_table
from generator.plan.model import Plan, ProgressReport, Project, Status
from generator.plan.model.reports import told_reports
from generator.plan.record import day_text
from generator.thai.dates import format_date
from generator.thai.numbers import plain_baht

# Projects of a page; what is typed on one is saved by the button that leads to the next.
_PAGE = 100
_SOME = 10
_TYPED = ("status", "percent", "spent", "result", "problem")
_COLUMNS = ("id", "date", *_TYPED, "suggestion", "evidence")
_NO_STATUS = "โครงการ {id} กรอกร้อยละหรือยอดเบิกจ่ายแล้ว แต่ยังไม่ได้เลือกสถานะ กลับไปเลือกสถานะแล้วบันทึกใหม่"
_REPORTED = (
    "โครงการ {ids} มีรายงานของวันที่ {day} แล้ว จึงไม่บันทึกซ้ำ และยังไม่ได้บันทึกโครงการใด "
    "กลับไปเลือกวันที่อื่น หรือแก้รายงานเดิมใน {where}"
)
_GONE = (
    "โครงการ {ids} ที่กรอกไว้ไม่อยู่ในรายการที่ท่านรายงานได้แล้ว อาจมีผู้ยกเลิก ลบ หรือเปลี่ยนหน่วยงานระหว่างนี้ "
    "จึงยังไม่ได้บันทึกโครงการใด กลับไปลบสิ่งที่กรอกของโครงการนั้นแล้วบันทึกใหม่"
)
_NO_DAY = "ไม่ได้เลือกวันที่ของรายงาน กลับไปเลือกแล้วบันทึกใหม่"


@dataclass(frozen=True, slots=True)
class Line:
    """A project and its last report, None before the first."""

    row: Project
    last: ProgressReport | None

    @property
    def spent(self) -> str:
        """What was spent as last told, as it is typed."""
        return "" if self.last is None or self.last.spent is None else plain_baht(self.last.spent)


def progress(desk: Desk, asked: Asked) -> Answer:
    """Return the list of a unit's projects, of all without one; of many a page `from` one on."""
    state = desk.office.state()
    plan, unit = plan_of(state, asked), asked.query.get("unit", "")
    sought = asked.query.get("q", "").strip()
    found = [one for one in lines_of(plan, unit, asked) if says(one.row, sought)]
    first = number_in(asked.query.get("from", ""))
    first = first if first < len(found) else 0
    rows = [row for row in plan.projects if row.unit in (asked.units or (row.unit,))]
    return desk.page(
        "progress",
        asked,
        state,
        plans=plans_of(state),
        plan=plan,
        unit=unit,
        units=sorted({row.unit for row in rows}),
        sought=sought,
        lines=found[first : first + _PAGE],
        first=first,
        page=_PAGE,
        count=len(found),
        statuses=[one.thai for one in Status],
        today=desk.office.today(),
        target=desk.office.shown().get("target", "") if asked.may_publish else "",
    )


def report_progress(desk: Desk, asked: Asked) -> Answer:
    """Append a row for every project of which something was typed, or that is as it was."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    day = report_day(asked.form.get("date", ""))
    # Of all units: since the page was opened somebody may have given a project to another one.
    lines = [*lines_of(plan, "", asked)]
    _refuse_gone(lines, asked)
    edits = [RowEdit(cells) for one in lines if (cells := typed_row(one, asked, day)) is not None]
    refuse_second(state, asked, plan, day, [one.cells["id"] for one in edits])
    put_rows(desk, asked, plan, edits)
    return then(desk, asked, plan, len(edits), {file_of(desk, plan)})


def put_rows(
    desk: Desk,
    asked: Asked,
    plan: Plan,
    edits: list[RowEdit],
    photographs: Mapping[str, bytes] | None = None,
) -> None:
    """Put new reports into the draft, with the photographs that they name."""
    if edits:
        empty = empty_table(report_fields(), _COLUMNS)
        desk.office.type_in(asked.posted, file_of(desk, plan), edits, empty, photographs)


def then(desk: Desk, asked: Asked, plan: Plan, count: int, paths: set[str]) -> Answer:
    """Go on as the pressed button says, once `count` reports are in the draft.

    `paths` are the files that they made: whatever else a draft holds, its own page asks about.
    """
    wanted = asked.form.get("then", "")
    if wanted == "draft":
        return led_to("/draft")
    if wanted == "hand-on" and count:
        return hand_on(desk, asked)
    if wanted == "publish" and count:
        return _published(desk, asked, paths)
    return led_to(f"/progress?{urlencode(_listed(plan, asked, count))}")


def _listed(plan: Plan, asked: Asked, count: int) -> dict[str, str]:
    """Return what the list is asked for next: where it was, or the page before or after that."""
    steps = {"earlier": -_PAGE, "later": _PAGE}
    first = number_in(asked.form.get("from", "")) + steps.get(asked.form.get("then", ""), 0)
    said = {"unit": asked.form.get("unit", ""), "q": asked.form.get("q", "")}
    return {"year": plan.year.label, **said, "from": f"{max(first, 0)}", "kept": f"{count}"}


def _published(desk: Desk, asked: Asked, paths: set[str]) -> Answer:
    """Keep the reports and publish; whatever else the draft holds, its own page asks about."""
    state = desk.office.state()
    if {*state.draft.digests} != paths or not desk.office.shown().get("target"):
        return led_to("/draft")
    if desk.office.keep().commit is None:
        return led_to("/draft")
    return publish(desk, asked)


def lines_of(plan: Plan, unit: str, asked: Asked) -> Iterator[Line]:
    """Yield the projects that who asks may report, of one unit or of all."""
    last = {one.now.project: one.now for one in told_reports(plan.progress)}
    for row in plan.projects:
        is_theirs = not asked.units or row.unit in asked.units
        if not row.cancelled and unit in ("", row.unit) and is_theirs:
            yield Line(row, last.get(row.id))


def typed_row(line: Line, asked: Asked, day: datetime.date) -> dict[str, str] | None:
    """Return the cells of a new row, None where nothing is said of the project."""
    said = {code: asked.form.get(f"{code}.{line.row.id}", "").strip() for code in _TYPED}
    if asked.form.get(f"same.{line.row.id}") and line.last:
        old = {"status": line.last.status.thai, "percent": line.last.percent, "spent": line.spent}
        said = {code: said[code] or old.get(code, "") for code in _TYPED}
    if not any(said.values()):
        return None
    if not said["status"]:
        raise UnsafeError(_NO_STATUS.format(id=line.row.id))
    return {"id": line.row.id, "date": day_text(day), **said}


def _refuse_gone(lines: Collection[Line], asked: Asked) -> None:
    """Refuse a form with something typed of a project that is not there. Raises UnsafeError."""
    there = {one.row.id for one in lines}
    typed = (name.partition(".") for name, text in asked.form.items() if text.strip())
    rows = dict.fromkeys(row for code, _, row in typed if code in (*_TYPED, "same") and row)
    if gone := [one for one in rows if one not in there]:
        raise UnsafeError(_GONE.format(ids=" ".join(gone[:_SOME])))


def refuse_second(
    state: State, asked: Asked, plan: Plan, day: datetime.date, ids: Collection[str]
) -> None:
    """Refuse a second report of a project and a day, which no check lets pass. Raises UnsafeError.

    A correction of another day's report may be of the same day: that one is none of this form. Nor
    is a form that comes again, by a double click, a second report.
    """
    if asked.posted in state.draft.forms:
        return
    there = {one.project: one for one in plan.progress if one.date == day and one.corrects is None}
    if twice := [one for one in ids if one in there]:
        where, told = there[twice[0]].at.place.words, format_date(day)
        raise UnsafeError(_REPORTED.format(ids=" ".join(twice[:_SOME]), day=told, where=where))


def report_day(text: str) -> datetime.date:
    """Return the day of a report as a form says it. Raises UnsafeError."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UnsafeError(_NO_DAY) from None


def file_of(desk: Desk, plan: Plan) -> str:
    """Return the office's own file of reports; a CSV where there is none yet."""
    folder = of_year(plan.year.label)
    for ending in ("csv", "xlsx"):
        if desk.office.data(path := f"{folder}/{PROGRESS}.{ending}") is not None:
            return path
    return f"{folder}/{PROGRESS}.csv"
