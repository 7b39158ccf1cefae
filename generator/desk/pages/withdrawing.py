"""ถอนข้อมูลส่วนบุคคล: what is covered, where and why is shown first; then it is kept as one commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.desk.pages.choosing import plans_of
from generator.plan.fields import column_name, personal_codes
from generator.plan.merge import UnsafeError
from generator.plan.withdraw import (
    LEAST_DIGITS,
    LEAST_SIGNS,
    CoverRefusedError,
    Needles,
    ShortNeedleError,
)
from generator.publishing.remaining import Histories, histories_of, remaining
from generator.publishing.withdrawing import (
    Prepared,
    Request,
    WithdrawRefusedError,
    refuse_telling,
    unfit_telling,
)
from generator.site.builder.clearing import clear
from generator.thai.fiscal import FiscalYear

_MOST_CELLS, _MOST_PROBLEMS = 60, 60
_UNKEPT = "ยังมีร่างหรือแฟ้มที่ยังไม่ได้เก็บ เก็บหรือทิ้งที่หน้าร่างก่อน แล้วจึงถอน"
_NO_YEAR = "ไม่มีแผนปีนี้ในคลัง เลือกปีจากรายการ"
_NOTHING = "บอกรหัสโครงการ หรือข้อความที่จะปิด"
_NO_CODE = "เลือกคอลัมน์แล้วต้องบอกรหัสโครงการด้วย"
_NO_COLUMN = "ถอนคอลัมน์นี้ไม่ได้ เลือกจากรายการ"
_SHORT = (
    "บรรทัดที่ {line} ของข้อความที่จะปิดสั้นเกินไป จะปิดข้อความอื่นไปด้วย "
    f"เขียนอย่างน้อย {LEAST_SIGNS} อักษร หรือตัวเลข {LEAST_DIGITS} หลัก"
)
_SIGNED = "แฟ้มปิดผนึกของปีนี้มีลายเซ็น ซึ่งทำใหม่ได้ด้วยกุญแจของผู้ลงนามเท่านั้น ใช้คำสั่ง phaen withdraw"
_BY_HAND = "มีผู้ปิดข้อความด้วยมือไว้ก่อนแล้ว ซึ่งบันทึกไม่ได้บอกว่าเดิมคืออะไร ใช้คำสั่ง phaen withdraw"
_NO_CHANGE = "แฟ้มของแผนไม่มีข้อความนั้นแล้ว ไม่มีอะไรเปลี่ยน"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is covered: where it stands, and what it will say."""

    where: str
    now: str


@dataclass(frozen=True, slots=True, repr=False)  # it tells what is withdrawn
class Shown:
    """What a withdrawal does, told without the texts: cells, files, papers that a person replaces.

    `whole` says that whole texts are covered, for nothing told which words. `sealed` says that the
    year's sealed file is made anew.
    """

    cells: tuple[Change, ...]
    more: int
    files: tuple[str, ...]
    papers: tuple[str, ...]
    elsewhere: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    whole: bool
    sealed: bool


def withdrawing(desk: Desk, asked: Asked) -> Answer:
    """Return the form that says what is to be withdrawn."""
    return _page(desk, asked, desk.office.state())


def withdraw(desk: Desk, asked: Asked) -> Answer:
    """Show what would be covered; once that is confirmed, cover it and keep it as one commit."""
    state = desk.office.state()
    try:
        request = _request(asked, state, desk)
        prepared = desk.office.withdrawal(request)
        _refuse(prepared, request, state)
        if asked.form.get("sure") == "1":
            return _done(desk, asked, state, request, prepared)
    except (UnsafeError, WithdrawRefusedError, CoverRefusedError) as error:
        return _page(desk, asked, state, 409, wrong=_covered(asked, str(error)))
    finally:
        desk.office.forget_laid()  # it holds what is withdrawn
    return _page(desk, asked, state, shown=_shown(prepared))


def _done(desk: Desk, asked: Asked, state: State, request: Request, prepared: Prepared) -> Answer:
    office = desk.office
    office.put(asked.posted, prepared.made.files)
    try:
        if prepared.sealed:
            year = FiscalYear(int(request.year))
            sealed = office.seal(f"{asked.posted}.seal", year, request.reason)
            if not isinstance(sealed, str):
                found = told_lines(sealed.report.errors, _MOST_PROBLEMS)
                return _page(desk, asked, state, 409, problems=found)
        kept = office.keep()
    finally:
        # A withdrawal is whole or not at all: no half of it stays a draft.
        office.drop()
    if kept.commit is None:
        found = told_lines(kept.checked.report.errors if kept.checked else (), _MOST_PROBLEMS)
        return _page(desk, asked, office.state(), 409, problems=found)
    lines = _remaining(desk, asked, request, prepared)
    return _page(desk, asked, office.state(), done=True, lines=lines, told=office.told)


def _remaining(desk: Desk, asked: Asked, request: Request, prepared: Prepared) -> Sequence[str]:
    """Return the lines that say what still holds it, as the command tells them."""
    office, histories = desk.office, Histories()
    kept: Sequence[str] = ()
    if not asked.person:
        kept = clear(office.portal, office.proof, office.environment)
        histories = histories_of(office.portal, office.environment, request, prepared)
    rest = replace(prepared, sealed=False)  # that was done
    return [*remaining(request, rest, histories, kept, committed=True)]


def _request(asked: Asked, state: State, desk: Desk) -> Request:
    """Return what a form asks for. Raises UnsafeError."""
    if state.draft.digests or state.outside:
        raise UnsafeError(_UNKEPT)
    year, code = asked.form.get("year", ""), asked.form.get("code", "").strip()
    if year not in _years(state):
        raise UnsafeError(_NO_YEAR)
    needles, column = _needles(asked), asked.form.get("column", "")
    if not (code or needles):
        raise UnsafeError(_NOTHING)
    if column and column not in personal_codes():
        raise UnsafeError(_NO_COLUMN)
    if column and not code:
        raise UnsafeError(_NO_CODE)
    reason = " ".join(asked.form.get("reason", "").split())
    if wrong := unfit_telling(reason, needles):
        raise UnsafeError(wrong)
    columns = (column,) if column else ()
    return Request(year, desk.office.today(), reason, code, columns, needles)


def _needles(asked: Asked) -> Needles:
    try:
        return Needles(asked.form.get("text", "").splitlines())
    except ShortNeedleError as error:
        raise UnsafeError(_SHORT.format(line=error.line)) from None


def _covered(asked: Asked, told: str) -> str:
    """Return what is told, without what is withdrawn."""
    try:
        return _needles(asked).covered(told)
    except UnsafeError:  # which is what is told
        return told


def _refuse(prepared: Prepared, request: Request, state: State) -> None:
    """Refuse what only the command can do, and a reason that tells what is withdrawn."""
    refuse_telling(request.reason, prepared.made.gone)
    if not prepared.made.files:
        raise UnsafeError(_NO_CHANGE)
    if prepared.made.by_hand:
        raise UnsafeError(_BY_HAND)
    if prepared.signed and request.year in {one.label for one in state.checked.sealed}:
        raise UnsafeError(_SIGNED)


def _shown(prepared: Prepared) -> Shown:
    made, hidden = prepared.made, prepared.made.needles.covered
    cells = [
        Change(hidden(one.place.words), prepared.mask(one.now).strip())
        for one in made.cells
        if one.place.column
    ]
    return Shown(
        tuple(cells[:_MOST_CELLS]),
        max(0, len(cells) - _MOST_CELLS),
        tuple(map(hidden, made.files)),
        tuple(map(hidden, (*prepared.papers, *prepared.named))),
        tuple(map(hidden, prepared.elsewhere)),
        prepared.others,
        made.whole,
        prepared.sealed,
    )


def _years(state: State) -> list[str]:
    """Return every year of the portal, living and sealed, the newest first."""
    living = [one.year.label for one in plans_of(state)]
    return sorted({*living, *(one.label for one in state.checked.sealed)}, reverse=True)


def _columns() -> Iterator[tuple[str, str]]:
    found = ((code, column_name(code)) for code in personal_codes())
    yield from sorted(found, key=lambda one: one[1])


def _page(desk: Desk, asked: Asked, state: State, status: int = 200, **more: object) -> Answer:
    known = {"shown": None, "wrong": "", "done": False, "lines": (), "problems": (), "told": ()}
    said = {name: asked.form.get(name, "") for name in ("year", "code", "column", "text", "reason")}
    said["code"] = said["code"] or asked.query.get("code", "")
    said["year"] = said["year"] or asked.query.get("year", "")
    values = known | more | {"said": said, "years": _years(state), "columns": [*_columns()]}
    return desk.page("withdraw", asked, state, status, **values)
