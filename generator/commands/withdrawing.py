"""`phaen withdraw YEAR [CODE]`: personal data are taken back, wherever a year says them."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator.commands.committed import covered_since_commit
from generator.commands.common import (
    PLAN_HAS_ERRORS,
    WRONG_USE,
    need_portal,
    portal_option,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error, echo_lines
from generator.commands.key import own_proof
from generator.machine.layout import ANNOUNCED, WITHDRAWN
from generator.plan.fields import all_fields, column_name, personal_codes
from generator.plan.model import MASK
from generator.plan.read import text_of
from generator.plan.withdraw import (
    LEAST_DIGITS,
    LEAST_SIGNS,
    CoveredLine,
    CoverRefusedError,
    Needles,
    ShortNeedleError,
    Withdrawing,
    covered_lines,
)
from generator.problems import Place
from generator.publishing.remaining import histories_of, remaining
from generator.publishing.withdrawing import (
    Prepared,
    Request,
    WithdrawRefusedError,
    finish,
    prepare,
    refuse_telling,
    unfit_telling,
    write,
)
from generator.site.builder.clearing import clear
from generator.thai.numbers import format_number
from generator.thai.text import match_key

_SHOWN = 40


@click.command()
@click.argument("year", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.argument("code", default="", metavar="[CODE]")
@click.option(
    "--column",
    "columns",
    multiple=True,
    help="ปิดทั้งช่องของคอลัมน์นี้ เช่น หมายเหตุ (ใช้ซ้ำได้) ถ้าใช้กับ --text ปิดเฉพาะคำนั้นในคอลัมน์นี้",
)
@click.option(
    "--text",
    "text_file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="แฟ้ม UTF-8 ที่เขียนข้อความที่จะปิด บรรทัดละหนึ่งข้อความ (- คือพิมพ์เข้าทางจอ)",
)
@click.option("--reason", default="", help="เหตุผลที่ถอน ซึ่งจะแสดงบนเว็บไซต์ ห้ามมีข้อความที่ถอน")
@portal_option
@today_option
def withdraw(
    year: int,
    code: str,
    columns: tuple[str, ...],
    text_file: Path | None,
    reason: str,
    portal: Path,
    today: datetime.date | None,
) -> None:
    """ถอนข้อมูลส่วนบุคคลจากแผนที่ประกาศแล้ว: ปิดด้วย █ ในแถว บันทึก ฉบับแก้ไข และรายงาน แล้วบอกว่ายังเหลือที่ใด."""
    need_portal(portal)
    ended = _finish(portal)
    if ended and not (code or text_file):
        echo("สั่งคำสั่งถอนเดิมอีกครั้ง จะบอกทุกที่ที่ยังมีข้อความเดิม พร้อมวิธีลบ")
        return
    if columns and not code:
        raise click.UsageError("ระบุรหัสโครงการด้วยเมื่อใช้ --column")
    if not code and not text_file:
        raise click.UsageError("ระบุรหัสโครงการ หรือแฟ้มข้อความด้วย --text")
    needles = _needles(text_file) if text_file else Needles()
    reason = " ".join(reason.split())
    _refuse_reason(reason, needles)
    codes = tuple(map(_column, columns))
    request = Request(str(year), today or this_day(), reason, code, codes, needles)
    try:
        _withdraw(portal, request)
        if text_file and str(text_file) != "-":
            echo(f"เมื่อทำครบแล้ว ลบแฟ้ม {text_file}")
    except (WithdrawRefusedError, CoverRefusedError) as refused:
        echo_error(needles.covered(f"ไม่ได้แก้แฟ้มใด\n{refused}"))
        sys.exit(PLAN_HAS_ERRORS)


def _finish(portal: Path) -> bool:
    """End what a killed run had begun, and say so; return whether there was anything."""
    ended = finish(portal)
    if ended.placed:
        echo(f"ทำการถอนที่ถูกตัดกลางคันต่อจนครบ เขียน {format_number(len(ended.placed))} แฟ้ม")
    if ended.left:
        echo("แฟ้มต่อไปนี้ถูกแก้หลังจากนั้น จึงไม่ได้เขียนทับ สั่งคำสั่งถอนเดิมอีกครั้งให้ครบ")
    files = (*ended.placed, *ended.left)
    if files:
        echo_lines(f"  {path}" for path in files)
    return bool(files)


def _withdraw(portal: Path, request: Request) -> None:
    """Withdraw, and tell what was done and what still holds it. Raises OSError.

    Raises WithdrawRefusedError and CoverRefusedError, in which case nothing was written.
    """
    prepared = prepare(portal, request)
    hand = prepared.made.by_hand
    by_hand = covered_since_commit(portal, request.year, request.day) if hand else ()
    refuse_telling(request.reason, (*prepared.made.gone, *by_hand))
    new = [path for path in prepared.made.files if not (portal / path).exists()]
    write(portal, request.year, prepared.made)
    echo_lines(_told(request, prepared, new))
    kept = clear(portal, own_proof(portal), os.environ)
    histories = histories_of(portal, os.environ, request, prepared)
    echo_lines(remaining(request, prepared, histories, kept))


def _needles(file: Path) -> Needles:
    typed = str(file) == "-"
    if typed and sys.stdin.isatty():
        ends = "Ctrl+Z แล้ว Enter" if os.name == "nt" else "Ctrl+D"
        echo(f"พิมพ์ข้อความที่จะปิด บรรทัดละหนึ่งข้อความ จบด้วย Enter แล้ว {ends}", err=True)
    try:
        data = sys.stdin.buffer.read() if typed else file.read_bytes()
    except FileNotFoundError:
        _refuse(f"ไม่พบแฟ้ม {file}")
    try:
        found = Needles(text_of(data).removeprefix("\ufeff").splitlines())
    except ShortNeedleError as error:
        _refuse(
            f"บรรทัด {error.line} ของ --text สั้นเกินไป จะปิดข้อความอื่นไปด้วย เขียนอย่างน้อย "
            f"{LEAST_SIGNS} อักษร หรือตัวเลข {LEAST_DIGITS} หลัก"
        )
    if not found:
        _refuse("แฟ้มของ --text ว่าง เขียนข้อความที่จะปิด บรรทัดละหนึ่งข้อความ")
    return found


def _refuse_reason(reason: str, needles: Needles) -> None:
    """Refuse a reason that cannot be told to everybody, for good."""
    if wrong := unfit_telling(reason, needles):
        raise click.UsageError(wrong)


def _column(name: str) -> str:
    personal = personal_codes()
    known = {
        match_key(said): field.code
        for field in all_fields()
        for said in (field.code, *field.headings)
        if field.code in personal
    }
    if match_key(name) not in known:
        listed = " · ".join(sorted({column_name(one) for one in personal}))
        raise click.UsageError(
            f"ถอนคอลัมน์ “{name}” ไม่ได้ รหัส วงเงิน เดือน หน่วยงาน และหมู่บ้านต้องคงอยู่ คอลัมน์ที่ถอนได้: {listed}"
        )
    return known[match_key(name)]


def _told(request: Request, prepared: Prepared, new: Sequence[str]) -> Iterator[str]:
    made = prepared.made
    if not made.files:
        yield "แฟ้มของแผนไม่มีข้อความนั้นแล้ว ไม่มีอะไรเปลี่ยน"
        return
    cells = [one for one in made.cells if one.place.column]  # others are said by an earlier edition
    lines = list(_lines(made))
    yield f"{_done(made, len(cells), len(lines))} เขียน {format_number(len(made.files))} แฟ้ม"
    for one in cells[:_SHOWN]:
        yield _change(one.place, one.was, one.now, prepared)
    if len(cells) > _SHOWN:
        yield f"  และอีก {format_number(len(cells) - _SHOWN)} ช่อง"
    for place, line in lines[:_SHOWN]:
        yield _change(place, line.was, line.now, prepared)
    if len(lines) > _SHOWN:
        yield f"  และอีก {format_number(len(lines) - _SHOWN)} บรรทัด"
    yield from (f"  เขียน {made.needles.covered(path)}" for path in made.files)
    for paper in prepared.replaced:
        yield f"  เอกสารที่ถูกแทนหรือเอาออกแล้ว บันทึกว่าถอน: {made.needles.covered(paper)}"
    if made.whole:
        yield "ระบบไม่รู้ว่าคำใดเป็นข้อมูลส่วนบุคคล จึงปิดข้อความทั้งช่อง ถ้าต้องการปิดเฉพาะบางคำ ให้กู้แฟ้มก่อน commit"
        kept = " ".join(shlex.quote(path) for path in made.files if path not in new)
        yield f"  git restore -- {kept}"
        yield from (f"  ลบ {path}" for path in new)
        again = f"phaen withdraw {request.year} {request.code} --text แฟ้ม --reason"
        yield f'  {again} "{request.reason}"'


def _done(made: Withdrawing, cells: int, lines: int) -> str:
    """Return in a sentence what was covered, or followed."""
    covered = [f"ในแผน {format_number(cells)} ช่อง"] if cells else []
    covered += [f"ในแฟ้มอื่น {format_number(lines)} บรรทัด"] if lines else []
    if covered:
        return f"ปิดข้อความแล้ว {' และ'.join(covered)}"
    if made.followed:
        return "ทำตามที่ปิดไว้ในแฟ้มแล้ว"
    books = any(
        path.endswith((".csv", ".xlsx")) and f"/{ANNOUNCED}/" not in path for path in made.files
    )
    return "ปิดข้อความแล้ว" if books else "บันทึกรายการที่ถอนแล้ว"


def _lines(made: Withdrawing) -> Iterator[tuple[Place, CoveredLine]]:
    """Yield what was covered besides cells of the plan: lines of pages and of settings."""
    for path, data in made.files.items():
        if path.endswith((".md", ".yml", ".yaml", ".txt")) and not path.endswith(f"/{WITHDRAWN}"):
            for one in covered_lines(made.before[path], data):
                yield Place(path, row=one.number), one


def _change(place: Place, was: str, now: str, prepared: Prepared) -> str:
    """Return one line that tells a change, without the text itself."""
    needles, mask = prepared.made.needles, prepared.mask
    shown = " ".join(mask(_masked(was, now, needles)).split())
    return f"  {needles.covered(place.words)}: {shown} → {mask(now).strip() or '(ว่าง)'}"


def _masked(was: str, now: str, needles: Needles) -> str:
    """Return what a text said, with everything covered that is covered now."""
    text, at = "", 0
    for start, end in needles.spans(was):
        text += was[at:start] + MASK * (end - start)
        at = end
    if not at or " ".join(needles.covered(was).split()) != " ".join(now.split()):
        return MASK * min(len(was), 12)
    return text + was[at:]


def _refuse(why: str) -> NoReturn:
    echo_error(why)
    sys.exit(WRONG_USE)
