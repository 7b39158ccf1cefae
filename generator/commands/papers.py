"""`phaen papers`: the official papers of a year as files, to be signed, handed in and hung up."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.archive import images_of
from generator.archive.shapes import PAPERS
from generator.commands.common import (
    PLAN_HAS_ERRORS,
    WRONG_USE,
    portal_option,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error
from generator.commands.placing import places
from generator.machine.disk import put_files
from generator.machine.os_words import system_words
from generator.machine.packaged import THEME
from generator.pipeline import Checked, check_portal
from generator.publishing.printing import file_of, papers_made, setter, site_of_year
from generator.site.render import (
    DrawingError,
    Typesetter,
    Words,
    has_boxes,
    interface,
    named_papers,
)
from generator.site.views import SiteView
from generator.thai.numbers import format_number
from generator.thai.text import arabic_digits

# A form by its number, as staff call it.
_FORM = re.compile(r"^(?:แบบ\s*)?ผด[.\s]*([0-9]+)(?:/([0-9]))?")


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
    help="เฉพาะเอกสารเหล่านี้ เช่น pd02,board เติม .xlsx เพื่อเอาเฉพาะตาราง",
)
@click.option(
    "--beside",
    is_flag=True,
    help="วางฉบับใหม่ไว้ข้างไฟล์ที่สำนักงานแก้ไขแล้ว",
)
@portal_option
@today_option
def papers(  # one for each option
    number: int,
    folder: Path | None,
    draft: bool,
    only: str,
    beside: bool,
    portal: Path,
    today: datetime.date | None,
) -> None:
    """จัดทำแบบ ผด. ประกาศ เล่มแผน และแผ่นปิดประกาศของปีหนึ่ง."""
    # What sets papers begins while the plan is read.
    with setter() as begun:
        checked = check_portal(portal, today or this_day())
        _stop_at_errors(checked)
        wanted = [_typed(name) for name in only.split(",") if name.strip()]
        folder = folder or Path(f"papers-{number}")
        files, is_draft = _sealed(checked, number), False
        if files is None:
            site = _year_of(checked, number, draft=draft)
            words = interface(THEME, site.organization)
            wanted = _refused_unknown(number, wanted, named_papers(site, words))
            to = places(folder, wanted, beside=beside)
            files, is_draft = _made(checked, site, words, wanted, begun), site.years[0].draft
        else:
            wanted = _refused_unknown(number, wanted, list(files))
            to = places(folder, wanted, beside=beside)
    _put(folder, {path: files[name] for name, path in to.items()})
    kind = "ร่างของ" if is_draft else ""
    echo(f"จัดทำเอกสาร{kind}ปี {number} แล้ว {format_number(len(wanted))} ไฟล์ ใน {folder}")
    if put_beside := [path.name for name, path in to.items() if path.name != name]:
        echo(f"ไฟล์ที่สำนักงานแก้ไขไว้ยังอยู่ ฉบับใหม่คือ {' '.join(put_beside)}")
    if any(problem.code == "emblem-unreadable" for problem in checked.report):
        echo("เอกสารไม่มีตราขององค์กร เพราะใช้ภาพไม่ได้ วิธีแก้อยู่ใน phaen check")
    if boxed := [name for name in wanted if has_boxes(files[name])]:
        echo(f"มีอักขระที่แบบอักษรของเอกสารไม่มี จึงพิมพ์เป็นกรอบ □ ใน {' '.join(boxed)} ตรวจก่อนลงนาม")


def _typed(name: str) -> str:
    """Return the name of a paper as its file has it: of `ผด.02/1` it is `pd02-1`."""
    plain = arabic_digits(name.strip()).lower()
    return _FORM.sub(lambda found: f"pd{found[1]}" + (f"-{found[2]}" if found[2] else ""), plain)


def _put(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write the papers, whole or not at all; why they cannot be written ends the run."""
    try:
        put_files(files)
    except OSError as error:
        echo_error(
            f"เขียนเอกสารลงโฟลเดอร์ {folder} ไม่ได้: {system_words(error)}"
            " · วางในโฟลเดอร์อื่นได้ด้วย --to · ไม่มีไฟล์ที่เขียนไม่ครบ"
        )
        sys.exit(WRONG_USE)


def _refused_unknown(number: int, wanted: list[str], there: list[str]) -> list[str]:
    """Return the files that are wanted, all for nothing; a name without its kind is every kind.

    Raises UsageError for a paper that is not there.
    """
    kinds = {name: [one for one in there if name in (one, _name(one))] for name in wanted}
    if unknown := [name for name, found in kinds.items() if not found]:
        raise click.UsageError(f"ปี {number} ไม่มีเอกสารชื่อ {' '.join(unknown)} มี {' '.join(there)}")
    return [*dict.fromkeys(one for found in kinds.values() for one in found)] or there


def _made(
    checked: Checked, site: SiteView, words: Words, wanted: list[str], begun: Typesetter
) -> dict[str, bytes]:
    """Return the papers by their files' names; whatever of them may not be told ends the run."""
    try:
        made = papers_made(checked, site, words, wanted, begun)
    except DrawingError as error:
        echo_error(str(error))
        sys.exit(WRONG_USE)
    _stop_at_errors(checked)
    return made


def _sealed(checked: Checked, number: int) -> dict[str, bytes] | None:
    """Return the papers that a sealed year holds, None for a year that is not sealed.

    Raises UsageError where it holds none.
    """
    kept = next((one.kept for one in checked.sealed if one.label == str(number)), None)
    if kept is None:
        return None
    found = {
        file_of(path): data
        for path, data in images_of(kept.path).items()
        if path.startswith(f"{number}/{PAPERS}")
    }
    if not found:
        raise click.UsageError(f"ปี {number} ปิดผนึกไว้โดยไม่มีเอกสาร ใช้เอกสารที่ลงนามแล้วของปีนั้น")
    return found


def _name(file: str) -> str:
    return file.rpartition(".")[0]


def _stop_at_errors(checked: Checked) -> None:
    if checked.report.errors:
        print_problems(checked.report)
        sys.exit(PLAN_HAS_ERRORS)


def _year_of(checked: Checked, number: int, *, draft: bool) -> SiteView:
    """Return a site of the year alone. Raises UsageError where no such year can be built."""
    site = site_of_year(checked, number, draft=draft)
    if site is None:
        raise click.UsageError(f"ไม่พบแผนปี {number}")
    return site
