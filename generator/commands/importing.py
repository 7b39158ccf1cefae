"""`phaen import FILE…`: the office's own form becomes a folder that is ready to look at."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import click
from click.core import ParameterSource

from generator.commands.applying import apply_folder, difference_lines, yes_option
from generator.commands.common import (
    FINE,
    PLAN_HAS_ERRORS,
    Day,
    portal_option,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error, echo_lines
from generator.commands.formfiles import FormFile, papers, read_files
from generator.commands.importorder import (
    Order,
    as_ordered,
    other_year,
    refuse_unknown_strategy,
    refuse_unknown_year,
)
from generator.machine import guard
from generator.machine.artifact import Artifact
from generator.machine.layout import ORGANIZATION, of_year
from generator.pipeline import Checked, check_portal
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.account import Told, told_import
from generator.plan.intake.imported.amending import (
    AMENDMENT,
    EDITION_UNCLEAR,
    PLAN_ITSELF,
    with_day,
)
from generator.plan.intake.imported.as_csv import report_csv
from generator.plan.intake.imported.as_html import report_html
from generator.plan.intake.imported.as_markdown import report_markdown
from generator.plan.intake.imported.folder import Beside, Imported, imported, office_of
from generator.plan.intake.imported.office import is_same_office
from generator.plan.intake.imported.words import listed, refusal
from generator.plan.intake.reading.apart import FileRefusedError, draft_of
from generator.plan.intake.reading.passing import Understood
from generator.publishing.importing import beside_of, states_the_same, year_at_hand, years_but
from generator.publishing.taking import (
    RECORD,
    REPORTS,
    Import,
    base_of,
    digest,
    fill,
    import_in,
    keep_table,
    new_folder,
)
from generator.thai.numbers import format_number

_SHOWN = 12
# Questions of the import itself; and what only years tell that are not read to compare one.
_NOT_COUNTED = ("import-", "continues-unknown")


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="โฟลเดอร์ใหม่ที่จะเขียน (ปกติคือ import-ปี)",
)
@click.option("--year", type=click.IntRange(2400, 2599), help="ปีงบประมาณ เมื่อแบบไม่บอกหรือบอกไม่ตรงกัน")
@click.option("--equipment-strategy", default="", metavar="N", help="เลขยุทธศาสตร์ของครุภัณฑ์ (ผด.02/1)")
@click.option("--date", "reported", type=Day(), help="วันที่ของรายงาน เมื่อแบบมีผลการดำเนินงาน")
@click.option(
    "--csv/--xlsx", "as_csv", default=False, help="เขียนตารางเป็น CSV หรือ Excel (ปกติ Excel)"
)
@click.option(
    "--edition",
    type=click.Choice((PLAN_ITSELF, AMENDMENT)),
    help="เมื่อชื่อเรื่องบอกว่าแก้ไขแต่ไม่บอกครั้งที่: แผนเดิมที่แก้ก่อนประกาศ หรือฉบับแก้ไขของแผนที่ประกาศแล้ว",
)
@click.option(
    "--part/--whole",
    "part",
    default=None,
    help="แบบเป็นบางส่วนของแผน โครงการอื่นคงอยู่ หรือเป็นทั้งแผน โครงการที่แบบไม่มีถูกตัดออก",
)
@click.option("--apply", "taking", is_flag=True, help="นำเข้าคลัง หลังบอกว่าต่างจากเดิมอย่างไร")
@yes_option
@portal_option
@today_option
@click.pass_context
def import_form(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    taking: bool,
    yes: bool,
    portal: Path,
    today: datetime.date | None,
    **form: Any,
) -> None:
    """นำเข้าแบบ ผด.01 ผด.02 ผด.02/1 ของสำนักงาน (Excel Word PDF) เป็นโฟลเดอร์ของแผนพร้อมรายงาน."""
    day = today or this_day()
    if taking and len(files) == 1 and files[0].is_dir():
        apply_folder(files[0], portal, day, yes=yes)
        return
    told = context.get_parameter_source("portal") is not ParameterSource.DEFAULT
    order = Order(portal, told or taking, day, taking=taking, **form)
    try:
        given = read_files(files, os.environ)
        if folder := _made_before(given, order) if taking else None:
            apply_folder(folder, portal, day, yes=yes)
            return
        understood = draft_of(
            [(one.name, one.read) for one in given],
            year=order.year or 0,
            equipment_strategy=order.equipment_strategy,
        )
    except FileRefusedError as refused:
        why, advice = refusal(refused.file, refused.error)
        echo_error(f"{why}\nแก้: {advice}")
        sys.exit(PLAN_HAS_ERRORS)
    refuse_unknown_year(understood.draft)
    folder, ended = _write(given, understood, order)
    if taking and ended == FINE:
        apply_folder(folder, portal, day, yes=yes)
    sys.exit(ended)


def _made_before(files: Sequence[FormFile], order: Order) -> Path | None:
    """Return the folder that these very files were imported to: what was answered there counts."""
    answers = (order.year, order.equipment_strategy, order.reported, order.edition)
    if any(answers) or order.part is not None:
        return None  # another answer than that folder may have
    wanted = {one.name: digest(one.data) for one in files}
    likely = [order.into] if order.into else sorted(Path().glob("import-*"))
    for folder in likely:
        found = import_in(folder)
        if found and found.forms == wanted:
            echo(f"ใช้ {folder} ที่นำเข้าจากแฟ้มเดียวกันนี้ไว้แล้ว พร้อมคำตอบในนั้น")
            return folder
    return None


def _write(files: Sequence[FormFile], understood: Understood, order: Order) -> tuple[Path, int]:
    """Write the folder with its report, and tell what it is; return it with the exit code."""
    draft = as_ordered(understood.draft, order)
    folders = _free_folders(draft, order)
    checked = _at_hand(draft, order)
    beside = beside_of(order.portal, checked, draft) if checked else Beside()
    refuse_unknown_strategy(draft, beside, order)
    if order.reported:
        draft = with_day(draft, order.reported)
    inspected: dict[str, bytes] = {}
    made, notes = _made(files, draft, beside, order, inspected)
    year = made.draft.year
    base = base_of(order.portal, year) if checked else {}
    forms = {one.name: digest(one.data) for one in files}
    with new_folder(folders) as begun:
        part = begun.part
        fill(part, made.files, order.portal if beside.plan else None)
        unread = years_but(part, year, year - 1)
        after = check_portal(part, order.day, inspected=inspected, unread=unread)
        kept = checked and beside.plan and not made.draft.amendment
        if same := bool(checked and kept and states_the_same(checked, after, year)):
            keep_table(part, order.portal, made.table)
        told = replace(
            told_import(
                made.draft,
                made.rows,
                made.table,
                files=[one.name for one in files],
                lines=made.lines,
                left=understood.left,
            ),
            notes=(
                *notes,
                *made.notes,
                *_notes(made, checked, order),
                *(() if same or not checked else _lost_columns(made, checked)),
                *_doubts(understood),
                *other_year(draft, order),
            ),
            changes=difference_lines(checked, after, year) if checked and beside.plan else (),
            digest=", ".join(forms.values()),
        )
        asked = _unanswered(told) if beside.plan else ""
        record = Import(year, forms, base, at_hand=checked is not None, unanswered=asked)
        fill(part, _reports(told, made, record))
    echo_lines(_said(begun.target, told, after))
    if not order.taking:
        echo_lines(_next(begun.target, told))
    return begun.target, PLAN_HAS_ERRORS if told.left else FINE


def _made(
    files: Sequence[FormFile],
    draft: Draft,
    beside: Beside,
    order: Order,
    inspected: MutableMapping[str, bytes],
) -> tuple[Imported, tuple[str, ...]]:
    """Return the import with the forms themselves as papers, and why others are none."""
    if beside.keeps_settings:
        made = imported(draft, beside, ending=order.ending, part=order.part)
        return made, ("ปีนี้มี plan.yml แล้ว วันที่และเอกสารในนั้นคงเดิม และไม่ได้ใส่แฟ้มของแบบใน documents/",)
    there = order.portal / of_year(draft.year)
    taken = frozenset(
        path.relative_to(order.portal).as_posix() for path in there.rglob("*") if beside.plan
    )
    organization = office_of(draft, beside).organization
    found, notes = papers(files, draft.year, organization, taken, inspected)
    made = imported(draft, beside, ending=order.ending, documents=found, part=order.part)
    return made, notes


def _free_folders(draft: Draft, order: Order) -> Iterator[Path]:
    """Return the paths that the new folder may have, the first before others.

    Raises FolderRefusedError and UsageError for one that is told and in use.
    """
    if order.into:
        guard.refuse_beginning(order.into)
        if order.into.exists() and any(order.into.iterdir()):
            raise click.UsageError(f"โฟลเดอร์ {order.into} มีแฟ้มอยู่แล้ว ไม่เขียนทับ เลือกชื่อใหม่ที่ยังไม่มี")
        return iter((order.into,))
    name = f"import-{draft.year}" + ("-amendment" if draft.amendment else "")
    names = (f"{name}{f'-{again}' if again > 1 else ''}" for again in range(1, 10_000))
    return (Path(one) for one in names if not os.path.lexists(one))


def _at_hand(draft: Draft, order: Order) -> Checked | None:
    """Return the portal that the form belongs to, None where it is another's or there is none."""
    if not (order.portal / ORGANIZATION).is_file():
        return None
    checked = year_at_hand(order.portal, draft.year, order.day)
    name = checked.portal.organization.name
    if draft.office:
        return checked if is_same_office(draft.office, name) else None
    return checked if order.at_hand else None


def _notes(made: Imported, checked: Checked | None, order: Order) -> Sequence[str]:
    notes = []
    there = (order.portal / ORGANIZATION).is_file()
    if there and checked is None:
        notes.append(
            f"ไม่ได้เทียบกับแผนในคลังที่โฟลเดอร์นี้ เพราะแบบเป็นของ “{made.draft.office}”"
            if made.draft.office
            else "ไม่ได้เทียบกับแผนในคลังที่โฟลเดอร์นี้ เพราะแบบไม่บอกชื่อองค์กร ถ้าเป็นคลังเดียวกัน เพิ่ม --portal ."
        )
    for unit in made.office.added:
        if unit.also:
            also = " ".join(f"“{one}”" for one in unit.also)
            notes.append(
                f"เสนอให้ {also} เป็นชื่ออื่นของ “{unit.name}” ใน organization.yml ถ้าเป็นคนละหน่วยงาน ให้แยก"
            )
    return notes


def _lost_columns(made: Imported, checked: Checked) -> Iterator[str]:
    """Yield which columns the table has that is replaced, and that are none of Phaen's."""
    table = PurePosixPath(made.table).with_suffix("")
    for plan in checked.portal.plans:
        for one in plan.tables:
            if one.unread and PurePosixPath(one.place.file).with_suffix("") == table:
                columns = " ".join(f"“{name}”" for name in one.unread)
                yield (
                    f"{one.place.file} มีคอลัมน์ {columns} ซึ่ง Phaen ไม่รู้จัก ตารางใหม่จึงไม่มี "
                    "ถ้ายังใช้ คัดลอกคอลัมน์นั้นมาไว้ในตารางใหม่ก่อน --apply"
                )


def _doubts(understood: Understood) -> Iterator[str]:
    for spot, text in understood.doubts:
        yield f"{text} ({spot.words})" if spot.words else text


def _unanswered(told: Told) -> str:
    """Return the question whether the form is the plan or amends it, empty where it is answered."""
    open_ = (one for one in told.questions if one.code == EDITION_UNCLEAR)
    return next((f"{one.text} {one.todo}" for one in open_), "")


def _reports(told: Told, made: Imported, record: Import) -> Iterator[Artifact]:
    for name, data in zip(
        REPORTS, (report_markdown(told), report_html(told), report_csv(told)), strict=True
    ):
        yield Artifact(name, data)
    yield Artifact(RECORD, record.to_bytes())
    if made.office.difference:
        yield Artifact("organization.diff", made.office.difference.encode())


def _said(folder: Path, told: Told, after: Checked) -> Iterator[str]:
    """Yield what is told at the end: what was read, the proofs, what to answer."""
    count = format_number(len(told.rows))
    yield f"นำเข้า {told.title} {told.office}: {count} โครงการ {told.budget} บาท"
    for sentence, holds in told.verdicts:
        yield f"  {'✗' if holds is False else '✓' if holds else '–'} {sentence}"
    yield from (f"    {one}" for one in told.left[:_SHOWN])
    if told.questions:
        yield f"ต้องตอบ {format_number(len(told.questions))} เรื่อง"
    for one in told.questions[:_SHOWN]:
        places = listed(dict.fromkeys(filter(None, one.places)) or one.rows, 3)
        yield f"  {one.text}{f' ({places})' if places else ''}"
        if one.todo:
            yield f"    {one.todo}"
    if len(told.questions) > _SHOWN:
        more = format_number(len(told.questions) - _SHOWN)
        yield f"  และอีก {more} เรื่อง ดูใน {folder / REPORTS[1]}"
    yield from (f"หมายเหตุ: {one}" for one in told.notes)
    others = [one for one in after.report.errors if not one.code.startswith(_NOT_COUNTED)]
    if others:
        yield f"phaen check ในโฟลเดอร์นี้พบข้อผิดพลาดอื่นอีก {len(others)} รายการ"
    yield f"เขียนแล้ว {folder} · เปิดดู {folder / REPORTS[1]}"


def _next(folder: Path, told: Told) -> Iterator[str]:
    """Yield what differs from the portal, which is not touched, and what to do."""
    if told.changes:
        yield "ต่างจากแผนในคลังดังนี้ (ยังไม่ได้แก้คลัง)"
        yield from told.changes
    look = f"เทียบ {folder / REPORTS[1]} กับแบบทีละแถว"
    again = any("สั่งใหม่" in one.todo for one in told.questions)
    asked = f"ตอบคำถามใน {folder / told.table}{' หรือสั่งใหม่ตามที่บอกข้างบน' if again else ''}"
    yield f"ต่อไป: {asked if told.questions else look} แล้วสั่ง phaen check --portal {folder}"
    yield f"       เมื่อเรียบร้อย นำเข้าคลังด้วย phaen import {folder} --apply"
