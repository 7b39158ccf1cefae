"""Papers to sign: made of the draft as it is, and given to be kept or printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.office import State
from generator.desk.pages.choosing import plan_of
from generator.machine.packaged import THEME
from generator.plan.merge import UnsafeError
from generator.problems import Report
from generator.publishing.printing import papers_made, site_of_year
from generator.site.render import DrawingError, interface, named_papers

_KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NO_PAPER = "ไม่มีเอกสารชื่อ {name} ในแผนปีนี้"
_ERRORS = "ยังทำเอกสารไม่ได้ ร่างยังมีข้อผิดพลาด แก้ที่หน้าร่างก่อน"


def paper(desk: Desk, asked: Asked) -> Answer:
    """Return a paper of a year by its file's name, as `phaen papers --only` makes it."""
    state, name = desk.office.state(), asked.path.get("name", "")
    plan, known = plan_of(state, asked), state.checked
    # Its own report: making papers tells there what no paper may say.
    checked = replace(known, report=Report([*known.report]))
    if checked.report.errors:
        raise UnsafeError(_ERRORS)
    site = site_of_year(checked, plan.year.year)
    words = interface(THEME, checked.portal.organization)
    if site is None or name not in named_papers(site, words):
        raise UnsafeError(_NO_PAPER.format(name=ascii(name)))
    try:
        made = papers_made(checked, site, words, [name])
    except DrawingError as error:
        raise UnsafeError(str(error)) from error
    if checked.report.errors:
        raise UnsafeError(_ERRORS)
    given = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(made[name], kind=_KINDS[PurePosixPath(name).suffix], headers=given)


def to_sign(state: State) -> list[tuple[str, int]]:
    """Return the amendments that are to be signed and announced: year and number."""
    return [
        (plan.year.label, one.number)
        for plan in state.checked.portal.plans
        for one in plan.editions[1:]
        if one.record is None
    ]
