"""`phaen papers`: the official papers of a year as files, to be signed, handed in and hung up."""

from __future__ import annotations

import datetime
import sys
from dataclasses import replace
from pathlib import Path

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    WRONG_USE,
    portal_option,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error
from generator.machine.disk import replace_file
from generator.machine.packaged import THEME
from generator.pipeline import Checked, check_portal, passed, view_of
from generator.site.render import DrawingError, interface, named_papers, papers_named
from generator.site.views import SiteView
from generator.thai.numbers import format_number


@click.command()
@click.argument("number", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="โฟลเดอร์ที่วางเอกสาร (ปกติคือ papers-ปี)",
)
@click.option(
    "--draft",
    is_flag=True,
    help="รวมฉบับแก้ไขที่ยังไม่ประกาศ และพิมพ์คำว่าร่างทุกหน้า",
)
@click.option(
    "--only",
    metavar="ชื่อ,…",
    default="",
    help="เฉพาะเอกสารเหล่านี้ เช่น pd02,board",
)
@portal_option
@today_option
def papers(  # one for each option
    number: int,
    folder: Path | None,
    draft: bool,
    only: str,
    portal: Path,
    today: datetime.date | None,
) -> None:
    """จัดทำแบบ ผด. ประกาศ เล่มแผน และแผ่นปิดประกาศของปีหนึ่ง เป็น PDF."""
    checked = check_portal(portal, today or this_day())
    _stop_at_errors(checked)
    site = _year_of(checked, number, draft=draft)
    words = interface(THEME, site.organization)
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    there = named_papers(site, words)
    if unknown := [name for name in wanted if name not in there]:
        raise click.UsageError(f"ปี {number} ไม่มีเอกสารชื่อ {' '.join(unknown)} มี {' '.join(there)}")
    try:
        made = passed(checked, papers_named(site, THEME, words, wanted or there))
    except DrawingError as error:
        echo_error(str(error))
        sys.exit(WRONG_USE)
    _stop_at_errors(checked)
    folder = folder or Path(f"papers-{number}")
    for one in made:
        replace_file(folder / one.path.rpartition("/")[2], one.data)
    kind = "ร่างของ" if site.years[0].draft else ""
    echo(f"จัดทำเอกสาร{kind}ปี {number} แล้ว {format_number(len(made))} ฉบับ ใน {folder}")


def _stop_at_errors(checked: Checked) -> None:
    if checked.report.errors:
        print_problems(checked.report)
        sys.exit(PLAN_HAS_ERRORS)


def _year_of(checked: Checked, number: int, *, draft: bool) -> SiteView:
    """Return a site of the year alone; with `draft` as if all of it were in force, marked so.

    Raises UsageError where no such year can be built.
    """
    told = replace(checked, today=None) if draft else checked
    site = view_of(told)
    found = [year for year in site.years if year.plan.year.year == number]
    if found:
        years = tuple(replace(year, draft=draft or year.draft) for year in found)
        return replace(site, years=years)
    if any(one.label == str(number) for one in checked.sealed):
        raise click.UsageError(
            f"ปี {number} ปิดผนึกแล้ว เอกสารของปีนั้นที่ผนึกไว้ อยู่ใน {number}/papers ของเว็บไซต์ที่สร้าง"
        )
    raise click.UsageError(f"ไม่พบแผนปี {number}")
