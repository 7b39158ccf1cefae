"""`phaen overlap YEAR`: the look-alikes of a year as a table to decide in a spreadsheet."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    portal_option,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo
from generator.machine.disk import replace_file
from generator.machine.layout import ORGANIZATION, OVERLAP, OVERLAP_TABLE, of_year
from generator.pipeline import Checked, check_portal, view_of
from generator.plan.overlap import Pair, listed, overlap_table
from generator.plan.read import Table, read_portal
from generator.problems import Report
from generator.thai.numbers import format_number


@click.command()
@click.argument("year", type=click.IntRange(2400, 2599), metavar="YEAR")
@portal_option
@today_option
def overlap(year: int, portal: Path, today: datetime.date | None) -> None:
    """เขียนตารางโครงการที่ดูคล้ายกัน ให้กรอกคำตัดสินใน Excel สั่งซ้ำได้ คำตัดสินที่กรอกแล้วยังอยู่ครบ."""
    if (portal / of_year(year, OVERLAP)).is_file():
        raise click.UsageError(
            f"ปี {year} บันทึกคำตัดสินใน {of_year(year, OVERLAP)} อยู่แล้ว ใช้แฟ้มนั้นต่อ "
            "ถ้าจะใช้ตาราง ให้ย้ายแฟ้มนั้นออกไปก่อน แล้วสั่งใหม่"
        )
    checked = check_portal(portal, today or this_day())
    ours = (f"{of_year(year)}/", ORGANIZATION)
    if errors := [one for one in checked.report.errors if one.place.file.startswith(ours)]:
        print_problems(errors)
        echo("ยังหาโครงการที่คล้ายกันไม่ได้ ต้องแก้ข้อผิดพลาดข้างบนก่อน", err=True)
        sys.exit(PLAN_HAS_ERRORS)
    within, last_year = _open(checked, year)
    present = _present(portal, str(year))
    known = listed(present)
    fresh = [pair for pair in (*within, *last_year) if pair.key not in known]
    if present and present[0].place.file.endswith(".xlsx"):
        _tell(fresh, present[0].place.file)
    elif not fresh:
        echo(f"ปี {year} ไม่มีคู่ใหม่ที่ต้องตัดสิน ไม่ได้เขียนแฟ้มใด")
    else:
        path = of_year(year, f"{OVERLAP_TABLE}.csv")
        replace_file(portal / path, overlap_table(within, last_year, *present[:1]))
        echo(f"เขียนแล้ว: {path} มีคู่ที่ยังไม่ตัดสิน {format_number(len(fresh))} คู่")
        echo("กรอก คำตัดสิน (ไม่ซ้ำกัน หรือ ตั้งใจทำซ้ำ) ผู้ตัดสิน และวันที่ตัดสิน แถวที่ยังไม่ตัดสินปล่อยว่างไว้")


def _open(checked: Checked, year: int) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that nobody decided, of the year and with last year."""
    view = next((one for one in view_of(checked).years if one.plan.year.year == year), None)
    if view is None:
        raise click.UsageError(f"ไม่พบแผนปี {year} ในโฟลเดอร์ plans")
    return view.overlap.within, view.overlap.last_year


def _present(portal: Path, year: str) -> tuple[Table, ...]:
    files = read_portal(portal, Report())
    return next((one.overlap_rows for one in files.years if one.folder == year), ())


def _tell(fresh: list[Pair], file: str) -> None:
    """A workbook is its owner's: what came since is told, not written into it."""
    echo(f"{file} มีอยู่แล้ว ระบบไม่เขียนทับสมุดงาน คู่ที่ยังไม่อยู่ในนั้น {format_number(len(fresh))} คู่")
    for pair in fresh:
        first, second = pair.first, pair.second
        echo(f"    {first.id} “{first.name}” กับ {second.id} “{second.name}”")
    if fresh:
        echo("เพิ่มคู่เหล่านี้เป็นแถวใหม่ในสมุดงาน กรอก รหัสโครงการ คล้ายกับ คำตัดสิน ผู้ตัดสิน และวันที่ตัดสิน")
