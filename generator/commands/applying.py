"""`phaen import --apply`: an import that was looked at is taken over into the portal."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.archive import chain_of
from generator.commands.echo import echo, echo_lines
from generator.machine import guard
from generator.machine.layout import AMENDMENTS, ORGANIZATION, PLANS, PROJECTS, of_year
from generator.machine.packaged import THEME
from generator.pipeline import Checked, check_portal
from generator.plan.intake.imported.office import is_same_office, organization_of
from generator.publishing import YearDifference
from generator.publishing.difference import years_between
from generator.publishing.taking import (
    Import,
    TakingRefusedError,
    changed_files,
    import_in,
    is_taken,
    keep_record,
    take_over,
)
from generator.publishing.trial import plan_of
from generator.publishing.wording import year_lines
from generator.site.render import interface

yes_option = click.option(
    "--yes",
    is_flag=True,
    help="ใช้กับ --apply: นำเข้าคลังโดยไม่ถาม (ถามเฉพาะเมื่อสั่งที่หน้าจอ และคลังมีแผนของปีนั้นแล้ว)",
)
_QUESTIONS = ("import-question", "import-doubt", "import-confirm")


def year_difference(before: Checked | None, after: Checked, year: int) -> YearDifference | None:
    """Return what differs in a year between two portals; None where nothing does."""
    return next(iter(years_between(before, after, str(year))), None)


def difference_lines(before: Checked | None, after: Checked, year: int) -> tuple[str, ...]:
    """Return what differs in a year, by project, one text a line."""
    one = year_difference(before, after, year)
    words = interface(THEME, after.portal.organization)
    return tuple(year_lines(one, words)) if one else ()


def apply_folder(folder: Path, portal: Path, day: datetime.date, *, yes: bool) -> None:
    """Show what taking over changes, by project, and do it.

    Raises UsageError where it may not be, click.Abort where somebody says no, OSError.
    """
    found = import_in(folder)
    if found is None:
        raise click.UsageError(f"{folder} ไม่ใช่โฟลเดอร์ที่ phaen import เขียน ระบุแฟ้มของแบบ")
    if guard.is_link(portal / PLANS):
        raise guard.FolderRefusedError(portal / PLANS, "เป็นลิงก์", "ใช้โฟลเดอร์จริง แล้วสั่งใหม่")
    if is_taken(folder, portal, found.year):
        echo(f"คลังมีแผนปี {found.year} ตรงกับที่นำเข้าแล้ว ไม่มีอะไรเปลี่ยน")
        return
    if found.unanswered:
        raise click.UsageError(f"ยังไม่นำเข้า: {found.unanswered}")
    _refuse_other_office(folder, portal, found)
    before = check_portal(portal, day) if (portal / ORGANIZATION).is_file() else None
    after = check_portal(folder, day)
    try:
        names = changed_files(folder, portal, found)
    except TakingRefusedError as refused:
        raise click.UsageError(str(refused)) from None
    _refuse(portal, found, names, before)
    _refuse_errors(folder, names, after)
    lines = difference_lines(before, after, found.year)
    echo("ถ้านำเข้าคลัง แผนจะต่างจากเดิมดังนี้")
    echo_lines(lines or ("  ไม่มีโครงการใดต่าง",))
    echo_lines(("แฟ้มที่จะเขียน:", *(f"  {name}" for name in names)))
    _warn(after)
    if not (yes or _agreed(portal, found)):
        raise click.Abort
    take_over(folder, portal, found.year, names)
    keep_record(folder, portal, found)
    echo(f"นำเข้าคลังแล้ว {of_year(found.year)} · ต่อไป: phaen check แล้ว phaen sync")


def _refuse_other_office(folder: Path, portal: Path, found: Import) -> None:
    """Refuse an import that was never held against this portal. Raises UsageError."""
    there = portal / ORGANIZATION
    if there.is_file() and not found.at_hand:
        own = organization_of(there.read_bytes()).name
        new = organization_of((folder / ORGANIZATION).read_bytes()).name
        told = f"แบบเป็นของ “{new}” แต่คลังนี้เป็นของ “{own}”"
        if new and not is_same_office(own, new):
            raise click.UsageError(
                f"{told} จึงไม่นำเข้า ถ้าเป็นองค์กรเดียวกัน แก้ชื่อใน {ORGANIZATION} ให้ตรงกัน"
            )
        raise click.UsageError(
            f"ตอนที่นำเข้าโฟลเดอร์นี้ ไม่มีแผนของคลังให้เทียบ แต่เดี๋ยวนี้คลังมีแผน สั่ง phaen import แฟ้มของแบบ "
            f"--portal {portal} ใหม่ เพื่อเทียบกัน"
        )


def _refuse(portal: Path, found: Import, names: Iterable[str], before: Checked | None) -> None:
    """Refuse what an import may not touch. Raises UsageError."""
    year = found.year
    if str(year) in chain_of(portal).standing:
        raise click.UsageError(f"แผนปี {year} ปิดผนึกแล้ว แก้ไม่ได้")
    plan = plan_of(before, str(year)) if before else None
    if plan is None and any(name.startswith(of_year(year, AMENDMENTS)) for name in names):
        raise click.UsageError(
            f"คลังยังไม่มีแผนปี {year} ที่ฉบับแก้ไขนี้แก้ นำเข้าแผนของปีก่อน แล้วนำเข้าฉบับแก้ไขใหม่"
        )
    base = any(name.startswith(of_year(year, f"{PROJECTS}.")) for name in names)
    if plan and base and plan.editions[0].record:
        raise click.UsageError(
            f"แผนปี {year} ประกาศแล้ว จึงไม่แทนแถวเดิม ถ้าแบบนี้เป็นฉบับแก้ไขของแผนนั้น "
            "สั่ง phaen import แฟ้มของแบบ --edition amendment"
        )
    errors = before.report.errors if before else ()
    broken = [one for one in errors if one.code not in _QUESTIONS]
    inside = [one for one in broken if one.place.file.startswith(f"{of_year(year)}/")]
    if plan and inside:
        raise click.UsageError(
            f"แผนปี {year} ในคลังยังมีข้อผิดพลาด {len(inside)} รายการ อาจมีแถวที่อ่านไม่ได้ "
            "แก้ตาม phaen check ก่อน แล้วสั่งใหม่"
        )


def _refuse_errors(folder: Path, names: Iterable[str], after: Checked) -> None:
    """Refuse files with rows that cannot be read: no later import could tell what they say.

    Raises UsageError. Questions that nobody answered yet are no errors of the file.
    """
    wrong = [one for one in after.report.errors if one.code not in _QUESTIONS]
    wrong = [one for one in wrong if one.place.file in names]
    if wrong:
        told = " · ".join(f"{one.place.words} {one.message}" for one in wrong[:3])
        raise click.UsageError(
            f"ยังไม่นำเข้า เพราะแฟ้มที่จะนำเข้ามีข้อผิดพลาด {len(wrong)} รายการ เช่น {told} "
            f"แก้ในโฟลเดอร์ {folder} ตาม phaen check --portal {folder} แล้วสั่งใหม่"
        )


def _warn(after: Checked) -> None:
    asked = [one for one in after.report if one.code in _QUESTIONS]
    others = [one for one in after.report.errors if one.code not in _QUESTIONS]
    if asked:
        echo(f"ยังมีคำถามที่ไม่ได้ตอบ {len(asked)} เรื่อง phaen check จะบอกทุกแถวจนกว่าจะตอบ")
    if others:
        echo(f"แผนที่นำเข้ายังมีข้อผิดพลาด {len(others)} รายการ ดูด้วย phaen check")


def _agreed(portal: Path, found: Import) -> bool:
    """Ask a person where there is one, and where a year that is there would change."""
    if not (portal / of_year(found.year)).exists():
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True  # the order itself says it, and what changes is told above
    said = click.prompt("นำเข้าคลังตามนี้หรือไม่ (พิมพ์ y ถ้านำเข้า)", default="n", show_default=False)
    return str(said).strip().lower() in ("y", "yes", "ใช่")
