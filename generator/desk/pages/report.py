"""ความก้าวหน้าของโครงการเดียว: one project's report, with photographs, as it is made in the field."""

from __future__ import annotations

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.choosing import plan_of
from generator.desk.pages.photographs import ENDING, free_place, photograph, safe_stem
from generator.desk.pages.progress import (
    Line,
    file_of,
    lines_of,
    put_rows,
    refuse_second,
    report_day,
    then,
    typed_row,
)
from generator.machine.layout import of_year
from generator.plan.merge import RowEdit, UnsafeError
from generator.plan.model import Plan, Status
from generator.plan.record import day_text

PHOTOGRAPHS = 3
_NO_LINE = "ไม่มีโครงการรหัสนี้ให้ท่านรายงาน กลับไปที่หน้าความก้าวหน้า"
_NO_WORDS = "เขียนสั้น ๆ ว่าภาพที่ {n} แสดงอะไร สำหรับผู้ที่มองไม่เห็นภาพ แล้วเลือกภาพและบันทึกใหม่"
_NO_PHOTO = "เขียนคำบรรยายของภาพที่ {n} แล้วแต่ยังไม่ได้เลือกภาพ เลือกภาพ หรือลบคำบรรยาย"
_NOTHING = "ยังไม่ได้กรอกอะไร เลือกสถานะก่อน แล้วบันทึกใหม่"
_LONGEST = 200


def report(desk: Desk, asked: Asked) -> Answer:
    """Return the form of one project."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    return _form(desk, asked, state, plan, _line(plan, asked))


def put_report(desk: Desk, asked: Asked) -> Answer:
    """Append the row and put its photographs, both or neither; what hinders is told in the form."""
    state = desk.office.state()
    plan = plan_of(state, asked)
    line = _line(plan, asked)
    try:
        day = report_day(asked.form.get("date", ""))
        refuse_second(state, asked, plan, day, [line.row.id])
        evidence, files = _photographs(desk, asked, plan, f"{line.row.id}-{day_text(day)}")
        row = typed_row(line, asked, day)
        if row is None:
            raise UnsafeError(_NOTHING)
        put_rows(desk, asked, plan, [RowEdit({**row, "evidence": evidence})], files)
    except UnsafeError as error:
        return _form(desk, asked, state, plan, line, str(error))
    return then(desk, asked, plan, 1, {file_of(desk, plan), *files})


def _line(plan: Plan, asked: Asked) -> Line:
    for one in lines_of(plan, "", asked):
        if one.row.id == asked.path.get("id"):
            return one
    raise UnsafeError(_NO_LINE)


def _form(
    desk: Desk, asked: Asked, state: State, plan: Plan, line: Line, wrong: str = ""
) -> Answer:
    return desk.page(
        "progress_one",
        asked,
        state,
        409 if wrong else 200,
        plan=plan,
        line=line,
        statuses=[one.thai for one in Status],
        day=asked.form.get("date") or desk.office.today().isoformat(),
        target=desk.office.shown().get("target", "") if asked.may_publish else "",
        photos=range(1, PHOTOGRAPHS + 1),
        wrong=wrong,
    )


def _photographs(desk: Desk, asked: Asked, plan: Plan, name: str) -> tuple[str, dict[str, bytes]]:
    """Return the cell that names what was sent, and the files by the paths that it names."""
    year, said, files = plan.year.label, list[str](), dict[str, bytes]()
    for number in range(1, PHOTOGRAPHS + 1):
        sent = asked.files.get(f"photo.{number}")
        words = _words(asked.form.get(f"words.{number}", ""))
        if sent is None or not sent.name:
            if words:
                raise UnsafeError(_NO_PHOTO.format(n=number))
            continue
        data = photograph(sent, desk.office.apart)
        if not words:
            raise UnsafeError(_NO_WORDS.format(n=number))
        path = free_place(desk, year, safe_stem(name), ENDING, {*files})
        files[path] = data
        said.append(f"{path.removeprefix(f'{of_year(year)}/')} = {words}")
    return "; ".join(said), files


def _words(text: str) -> str:
    """Return words for a photograph: in the cell a semicolon would begin the next one."""
    return " ".join(text.replace(";", ",").split())[:_LONGEST]
