"""An official form → the files of a year, shown before they are kept; no folder lies between.

The same reading and matching as an import by command; whoever calls shows the rows with what is
asked of them, and keeps the files or not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.archive import chain_of
from generator.machine.layout import PROJECTS, TABLE_ENDINGS, of_year
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.imported.folder import imported
from generator.plan.intake.imported.office import is_same_office
from generator.plan.intake.imported.words import refusal
from generator.plan.intake.kinds import kind_of
from generator.plan.intake.reading.apart import FileRefusedError, draft_of
from generator.plan.intake.reading.converted import converted
from generator.plan.merge import UnsafeError, is_table, with_own_columns
from generator.plan.model import Plan
from generator.plan.uploads import LARGEST
from generator.publishing.importing import beside_of, year_at_hand

_OTHER = (
    "แบบเป็นของ “{form}” แต่คลังนี้เป็นของ “{own}” "
    "ถ้าเป็นองค์กรเดียวกัน แก้ชื่อในแบบหรือใน organization.yml ให้ตรงกัน"
)
_SEALED = "แผนปี {year} ปิดผนึกแล้ว แก้ไม่ได้"
_ANNOUNCED = (
    "แผนปี {year} ประกาศแล้ว แบบนี้จึงแทนแถวเดิมไม่ได้ "
    "ถ้าแบบเป็นฉบับแก้ไข ชื่อเรื่องของแบบต้องบอกว่าแก้ไขหรือเพิ่มเติมครั้งที่เท่าใด"
)
_KEPT = "คอลัมน์ของสำนักงานเองใน {file} ย้ายมาตามรหัสโครงการแล้ว คือ {headings}"
_GOES = (
    "คอลัมน์ “{heading}” ใน {file} จะหายไป {n} ช่อง เพราะตารางใหม่ไม่มีรหัสเดียวกัน หรือในแฟ้มเดิมไม่มีรหัส "
    "ไม่มีหัวคอลัมน์ หรือซ้ำกัน คือ {codes} จดไว้ก่อนเก็บ หรือแก้ให้ตรง"
)
_SOME = 8
_NO_PLAN = "คลังยังไม่มีแผนปี {year} ที่ฉบับแก้ไขนี้แก้ ใส่แบบของแผนปีนั้นก่อน"


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Formed:
    """What a form becomes: its year, rows, files by path (None is one that goes), notes."""

    year: int
    rows: int
    files: Mapping[str, bytes | None]
    notes: tuple[str, ...]


def formed(
    portal: Path,
    given: Sequence[tuple[str, bytes]],
    today: datetime.date,
    environment: Mapping[str, str],
    year: int,
) -> Formed:
    """Return what the files of one form become beside the plans at `portal`.

    `year` is the fiscal year of a form that names none. Raises UnsafeError, in Thai, for what is no
    form, another office's, or of a year that takes none; and OSError.
    """
    try:
        read = [(name, _readable(name, data, environment)) for name, data in given]
        understood = draft_of(read)
        if not understood.draft.year:
            understood = draft_of(read, year=year)
    except FileRefusedError as refused:
        why, advice = refusal(refused.file, refused.error)
        raise UnsafeError(f"{why} {advice}") from None
    draft = understood.draft
    checked = year_at_hand(portal, draft.year, today)
    _refuse_other(draft, checked.portal.organization.name)
    beside = beside_of(portal, checked, draft)
    made = imported(draft, beside, ending=beside.projects_ending or ".xlsx")
    files: dict[str, bytes | None] = {one.path: one.data for one in made.files}
    _refuse(portal, draft, files, beside.plan)
    own = [one for name in [*files] for one in _carried(portal, name, files)]
    for name in [*files]:
        if (stem := name.rpartition(".")[0]) == f"{of_year(draft.year)}/{PROJECTS}":
            others = (f"{stem}{one}" for one in TABLE_ENDINGS)
            files |= {one: None for one in others if one != name and (portal / one).is_file()}
    doubts = [f"{text} ({spot.words})" if spot.words else text for spot, text in understood.doubts]
    return Formed(
        draft.year,
        len(made.rows),
        files,
        (*own, *understood.left, *made.notes, *doubts),
    )


def _carried(portal: Path, name: str, files: dict[str, bytes | None]) -> Iterator[str]:
    """Put the clerk's own columns of a table into the one that takes its place; tell what goes."""
    data = files[name]
    if data is None or not is_table(name):
        return
    stem = name.rpartition(".")[0]
    was = next((one for end in TABLE_ENDINGS if (portal / (one := f"{stem}{end}")).is_file()), "")
    if not was:
        return
    made = with_own_columns(was, (portal / was).read_bytes(), name, data)
    files[name] = made.data
    if made.headings:
        yield _KEPT.format(file=was, headings=_quoted(made.headings))
    for heading, codes in made.lost.items():
        some = " ".join(codes[:_SOME]) + (" …" if len(codes) > _SOME else "")
        yield _GOES.format(file=was, heading=heading, n=len(codes), codes=some)


def _quoted(headings: Iterable[str]) -> str:
    return " ".join(f"“{one}”" for one in headings)


def _readable(name: str, data: bytes, environment: Mapping[str, str]) -> bytes:
    try:
        if len(data) > LARGEST:
            raise FormRefusedError("too-large", said=f"{len(data) // 1_000_000} เมกะไบต์")
        return converted(data, kind_of(data), environment)[0]
    except FormRefusedError as error:
        raise FileRefusedError(name, error) from None


def _refuse_other(draft: Draft, own: str) -> None:
    if draft.office and not is_same_office(draft.office, own):
        raise UnsafeError(_OTHER.format(form=draft.office, own=own))


def _refuse(
    portal: Path, draft: Draft, files: Mapping[str, bytes | None], plan: Plan | None
) -> None:
    year = draft.year
    if str(year) in chain_of(portal).standing:
        raise UnsafeError(_SEALED.format(year=year))
    base = any(name.startswith(of_year(year, f"{PROJECTS}.")) for name in files)
    if plan is None and draft.amendment:
        raise UnsafeError(_NO_PLAN.format(year=year))
    if plan and plan.editions[0].record and base:
        raise UnsafeError(_ANNOUNCED.format(year=year))
