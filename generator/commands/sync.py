"""`phaen sync`: check, save, merge with what others sent, show, ask and send, in one command."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.commands.answers import SIDES, answers_in, key_of, refuse_answers, write_answers
from generator.commands.common import (
    FINE,
    PLAN_HAS_ERRORS,
    need_portal,
    portal_option,
    print_problems,
    this_day,
    today_option,
    verdict,
)
from generator.commands.diff import print_difference
from generator.commands.echo import echo, echo_lines
from generator.commands.refusals import print_refusals
from generator.machine.git_network import RemoteError
from generator.pipeline import Checked, check_portal
from generator.plan.merge import Conflict, Side
from generator.publishing.difference import difference
from generator.publishing.saving import listed
from generator.publishing.steps import Joined, Saved, Standing, Target
from generator.publishing.syncing import Sync
from generator.publishing.trees import Refusal
from generator.thai.numbers import format_number

_MOST = 12
_TRIES = 5
_YES = ("ใช่", "yes")
_AGAIN = "สิ่งที่ถอนแล้วกลับมา {n} แห่ง"
_LATER = "งานของท่านบันทึกในเครื่องนี้แล้ว ยังไม่ได้ส่ง สั่ง phaen sync อีกครั้งเมื่อพร้อม"
_LAID_OUT = (
    "รวมงานของท่านกับของผู้อื่นแล้วมีข้อผิดพลาดข้างบน จึงยังไม่ได้บันทึกและยังไม่ได้ส่ง ",
    "แฟ้มในเครื่องนี้มีงานของทั้งสองคนครบแล้ว แก้ตามข้อความข้างบน แล้วสั่ง phaen sync อีกครั้ง",
)
_FORGET = (
    "งานของท่านอยู่บนประวัติใหม่แล้ว ประวัติเดิมซึ่งอาจมีข้อมูลที่ลบแล้วยังอยู่ในเครื่องนี้ ไม่ถูกส่งไปที่ใด "
    "ลบออกด้วยบรรทัดต่อไปนี้ (สาขาหรือป้ายใดมีงานที่ยังไม่ได้ส่ง ให้จดไว้ก่อน)"
)
_FORGET_ALL = (
    "git reflog expire --expire=now --expire-unreachable=now --all",
    "git gc --prune=now",
)
_NOT_COVERED = "ข้อความที่คนหนึ่งถอนแล้วยังอยู่ในสิ่งที่อีกคนเพิ่ม และระบบปิดให้ไม่ได้: {why}"


@click.command()
@portal_option
@today_option
@click.option("--remote", default="", help="คลังต้นทางที่จะส่ง ถ้ามีหลายแห่ง")
@click.option("--yes", is_flag=True, help="ส่งโดยไม่ถาม")
@click.option(
    "--csv",
    "answers",
    type=click.Path(path_type=Path, dir_okay=False),
    help="เขียนช่องที่สองคนแก้ต่างกันลงแฟ้ม CSV ให้เลือก แล้วอ่านคำตอบจากแฟ้มนั้น",
)
@click.option(
    "--afresh",
    is_flag=True,
    help="เมื่อประวัติของคลังต้นทางถูกเขียนใหม่: ย้ายเฉพาะที่ท่านแก้ไปบนประวัติใหม่ทีละแถว",
)
def sync(
    portal: Path,
    today: datetime.date | None,
    remote: str,
    yes: bool,
    answers: Path | None,
    afresh: bool,
) -> None:
    """ตรวจ บันทึก รวมกับงานของผู้อื่นทีละแถว แล้วส่งเข้าคลังต้นทาง ในคำสั่งเดียว."""
    need_portal(portal)
    if answers:
        refuse_answers(portal, answers)
    day = today or this_day()
    office = Sync(portal, os.environ, day, asks=_is_asked(), afresh=afresh)
    if office.begin():
        echo("ทำต่อจากครั้งก่อนที่หยุดกลางคันเสร็จแล้ว")
    checked = check_portal(portal, day)
    if checked.report.errors:
        _stop(checked)
    saved = office.save(checked)
    if saved.checked:
        print_refusals(saved.refused)
        _stop(saved.checked, len(saved.refused))
    _tell_saved(saved)
    target = office.target(remote)
    if target is None:
        echo("คลังนี้ยังไม่มีคลังต้นทางให้ส่ง สั่ง git remote add origin ที่อยู่ แล้วสั่ง phaen sync อีกครั้ง")
        sys.exit(FINE)
    sys.exit(_exchange(office, target, yes=yes, answers=answers))


def _is_asked() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _stop(checked: Checked, again: int = 0) -> None:
    print_problems(checked.report.errors)
    said = verdict(checked.report) if checked.report.errors or not again else _AGAIN.format(n=again)
    echo(f"{said} · ยังไม่ได้บันทึกและยังไม่ได้ส่ง แก้แล้วสั่ง phaen sync อีกครั้ง")
    sys.exit(PLAN_HAS_ERRORS)


def _stop_again(office: Sync, joined: Joined, again: tuple[Refusal, ...]) -> None:
    """Stop before what was withdrawn is sent; a merge of it lies where it can be mended."""
    print_refusals(again)
    said = _AGAIN.format(n=len(again))
    if joined.standing is Standing.APART:
        office.lay_out(joined)
        echo(f"{said} · {''.join(_LAID_OUT)}")
    else:
        echo(f"{said} · ยังไม่ได้ส่ง งานของท่านอยู่ครบ แก้แล้วสั่ง phaen sync อีกครั้ง")
    echo(f"งานของท่านก่อนแก้คือ commit {joined.ours[:12]}")
    sys.exit(PLAN_HAS_ERRORS)


def _tell_saved(saved: Saved) -> None:
    if saved.commit:
        echo(f"บันทึกแล้ว: {saved.said}")
        echo_lines(f"    {path}" for path in listed(saved.paths, _MOST))
    if saved.left:
        echo("ไม่ได้บันทึก เพราะแผนไม่ได้อ่านแฟ้มเหล่านี้ (ถ้าต้องการเก็บ สั่ง git add แล้ว git commit เอง)")
        echo_lines(f"    {path}" for path in listed(saved.left, _MOST))


def _exchange(office: Sync, target: Target, *, yes: bool, answers: Path | None) -> int:
    """Merge and send until nobody was first; return the code."""
    choice: dict[str, Side] = {}
    for _ in range(_TRIES):
        theirs = office.fetch(target)
        joined = _joined(office, theirs, choice, answers)
        if joined is None:
            return PLAN_HAS_ERRORS
        ended = _ended(office, joined)
        if ended is None and (again := office.comes_back(joined, target)):
            _stop_again(office, joined, again)
        if ended is not None:
            return ended
        if not _agreed(office, joined, target, yes=yes):
            echo(_LATER)
            return PLAN_HAS_ERRORS
        office.take_in(joined)
        if _sent(office, target, joined):
            _tell_left(office)
            return FINE
        echo("มีผู้ส่งก่อนในขณะเดียวกัน กำลังรวมอีกครั้ง")
    echo("มีผู้ส่งเข้ามาตลอดเวลา " + _LATER)
    return PLAN_HAS_ERRORS


def _joined(
    office: Sync, theirs: str | None, choice: dict[str, Side], answers: Path | None
) -> Joined | None:
    """Merge, and ask of what is left to decide; None where it is not decided now."""
    joined = office.joined(theirs, choice)
    if joined.conflicts and theirs:
        echo(f"“ของผู้อื่น” คือ commit {theirs[:12]} ของ {office.work.author(theirs)}")
    while joined.conflicts:
        chosen = _decided(joined.conflicts, answers)
        if chosen is None:
            return None
        if chosen.items() <= choice.items():
            echo("เลือกแล้วแต่ระบบจัดให้ไม่ได้ แก้แฟ้มของท่านตามที่บอก แล้วสั่ง phaen sync ใหม่")
            return None
        choice |= chosen
        joined = office.joined(theirs, choice)
    return joined


def _ended(office: Sync, joined: Joined) -> int | None:
    """Do what needs no question; return the code where nothing is left to be sent."""
    if joined.standing is Standing.SAME:
        echo("เป็นปัจจุบันแล้ว ไม่มีสิ่งใดให้ส่งหรือรับ")
        _tell_left(office)
        return FINE
    if joined.standing is Standing.BEHIND:
        assert joined.checked
        print_difference(difference(office.at(joined.ours), joined.checked), joined.checked)
        office.take_in(joined)
        print_problems(joined.checked.report.errors)
        echo("รับงานของผู้อื่นแล้ว ท่านไม่มีสิ่งใดให้ส่ง")
        _tell_left(office)
        return FINE
    if joined.checked and (joined.checked.report.errors or joined.refused):
        office.lay_out(joined)
        print_problems(joined.checked.report.errors)
        if joined.refused:
            echo(_NOT_COVERED.format(why=joined.refused))
        echo("".join(_LAID_OUT))
        echo(f"งานของท่านก่อนรวมคือ commit {joined.ours[:12]}")
        return PLAN_HAS_ERRORS
    return None


def _agreed(office: Sync, joined: Joined, target: Target, *, yes: bool) -> bool:
    """Show what is sent, and ask."""
    after = joined.checked or office.at(joined.commit)
    before = office.at(joined.theirs) if joined.theirs else None
    print_difference(difference(before, after), after)
    if joined.standing is Standing.APART:
        echo("รวมกับงานที่ผู้อื่นส่งมาก่อนแล้ว")
    echo_lines(f"    หมายเหตุ {note}" for note in joined.notes)
    if yes:
        return True
    if not _is_asked():
        echo("ดูตามข้างบนแล้ว ถ้าจะส่ง สั่ง phaen sync --yes")
        return False
    asked = f"ส่งไปยัง {target.remote} สาขา {target.branch} หรือไม่ (พิมพ์ ใช่ เพื่อส่ง)"
    said = str(click.prompt(asked, default="", show_default=False))
    return said.strip().lower() in _YES


def _sent(office: Sync, target: Target, joined: Joined) -> bool:
    try:
        pushed = office.send(target, joined.commit)
    except RemoteError as error:
        echo_lines(f"    {line}" for line in error.told)
        raise
    if pushed is None:
        return False
    echo_lines(f"    {line}" for line in pushed.told)
    echo(f"ส่งแล้วไปยัง {target.remote} สาขา {target.branch}")
    return True


def _tell_left(office: Sync) -> None:
    """Say how what was left leaves this machine as well."""
    names = office.left_behind()
    if names is None:
        return
    echo(_FORGET)
    echo_lines(f"    {_without(name)}" for name in names)
    echo_lines(f"    {line}" for line in _FORGET_ALL)
    office.told_left()


def _without(name: str) -> str:
    """Return the command that removes a branch, a tag, the stash or what is known of a remote."""
    if name == "refs/stash":
        return "git stash clear"
    if not name.startswith(("refs/heads/", "refs/tags/")):
        return f"git update-ref -d {shlex.quote(name)}"
    kind, _, short = name.removeprefix("refs/").partition("/")
    return f"git {'tag -d' if kind == 'tags' else 'branch -D'} {shlex.quote(short)}"


def _decided(conflicts: Iterable[Conflict], answers: Path | None) -> dict[str, Side] | None:
    """Ask of each conflict; None where one is left."""
    every = tuple(conflicts)
    known = answers_in(answers) if answers else {}
    if all(key_of(one) in known for one in every):
        return {one.id: known[key_of(one)] for one in every}
    found = {}
    for number, one in enumerate(every, start=1):
        echo_lines(_told(one, number, len(every)))
        side = _asked() if _is_asked() else None
        if _is_asked() and side is None:
            echo("ยังไม่ได้เลือก " + _LATER)
            return None
        if side:
            found[one.id] = side
    if _is_asked():
        return found
    _tell_how(every, answers)
    return None


def _tell_how(conflicts: tuple[Conflict, ...], answers: Path | None) -> None:
    """Say how to choose where nobody can be asked."""
    if answers:
        write_answers(answers, conflicts)
        echo(f"เขียน {answers} แล้ว กรอก 1 หรือ 2 ในคอลัมน์ “เลือก” บันทึก แล้วสั่งคำสั่งเดิมอีกครั้ง")
    else:
        echo("สองคนแก้ต่างกัน จึงยังไม่ได้รวมและยังไม่ได้ส่ง สั่ง phaen sync ในหน้าต่างคำสั่งเพื่อเลือก")
        echo("หรือสั่ง phaen sync --csv ขัดกัน.csv แล้วเลือกในแฟ้มนั้น")


def _asked() -> Side | None:
    words = "พิมพ์ 1 = ของท่าน หรือ 2 = ของผู้อื่น (Enter = หยุดไว้ก่อน)"
    said = str(click.prompt(words, default="", show_default=False)).strip()
    return SIDES.get(said)


def _told(one: Conflict, number: int, count: int) -> Iterable[str]:
    yield f"ขัดกัน {format_number(number)}/{format_number(count)} {one.place.words}{_code(one)}"
    yield f"    {one.what}" + (f" · เดิม: {_line(one.base)}" if one.base else "")
    yield f"    1 = ของท่าน: {_line(one.ours)}"
    yield f"    2 = ของผู้อื่น: {_line(one.theirs)}"
    if one.way_out:
        yield f"    {one.way_out}"


def _code(one: Conflict) -> str:
    return "" if one.code in one.place.words else f" ({one.row})"


def _line(text: str) -> str:
    return " ⏎ ".join(text.splitlines())
