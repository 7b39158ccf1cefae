"""`phaen announce YEAR`: keep what was announced, so that a later edit is seen."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    need_portal,
    portal_option,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo
from generator.machine.disk import replace_file
from generator.machine.layout import WITHDRAWN, of_year
from generator.pipeline import check_portal
from generator.plan.record import read_record
from generator.problems import Place
from generator.publishing.announcing import (
    AnnounceRefusedError,
    editions_to_keep,
    errors_of_year,
    records_of,
    reports_record,
)
from generator.thai.numbers import format_number


@click.command()
@click.argument("year", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.option("--edition", type=click.IntRange(0), help="เฉพาะฉบับนี้ (0 คือแผนที่ประกาศครั้งแรก)")
@click.option("--progress", is_flag=True, help="บันทึกรายงานความก้าวหน้าที่เผยแพร่แล้วด้วย")
@portal_option
@today_option
def announce(
    year: int, edition: int | None, progress: bool, portal: Path, today: datetime.date | None
) -> None:
    """บันทึกแผนที่ประกาศแล้ว ตั้งแต่นั้น `check` จะบอกถ้าแถวที่ประกาศแล้วถูกแก้แทนที่จะทำฉบับแก้ไข."""
    need_portal(portal)
    day = today or this_day()
    # What was withdrawn leaves the record of a sealed year, too; then it is sealed anew.
    withdrawn = (portal / of_year(year, WITHDRAWN)).is_file()
    checked = check_portal(portal, day, opened=frozenset({str(year)} if withdrawn else ()))
    plan = next((one for one in checked.portal.plans if one.year.year == year), None)
    if plan is None:
        raise click.UsageError(f"ไม่พบแผนปี {year} ในโฟลเดอร์ plans")
    errors = errors_of_year(checked.report, year)
    if errors:
        print_problems(errors)
        _refuse("ยังบันทึกการประกาศไม่ได้ ต้องแก้ข้อผิดพลาดข้างบนก่อน แถวที่ประกาศแล้วแก้ได้ด้วยฉบับแก้ไขเท่านั้น")
    if edition is not None and edition >= len(plan.editions):
        raise click.UsageError(f"ไม่มีฉบับ {edition} ในแผนปี {plan.year.label}")
    try:
        for path, data in records_of(portal, plan, editions_to_keep(plan, edition, day)):
            _keep(portal, path, data)
        if progress:
            _keep(portal, *reports_record(plan))
    except AnnounceRefusedError as refused:
        _refuse(str(refused))


def _keep(portal: Path, path: str, data: bytes) -> None:
    """Write the record in one step; what is there already and the same stays untouched."""
    rows = len(read_record(data, Place(path)).rows)
    written = replace_file(portal / path, data)
    said = "บันทึกแล้ว" if written else "บันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน"
    echo(f"{said}: {path} {format_number(rows)} แถว")


def _refuse(why: str) -> NoReturn:
    echo(why, err=True)
    sys.exit(PLAN_HAS_ERRORS)
