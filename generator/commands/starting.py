"""`phaen init` and `phaen year`: a repository of one's own, and the next year in it."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from generator.commands.common import (
    WRONG_USE,
    need_portal,
    portal_option,
    refuse_newer,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error, echo_lines
from generator.commands.upgrading import read_wheel, wheel_option
from generator.machine import guard
from generator.machine.artifact import Artifact
from generator.machine.disk import replace_file
from generator.machine.git import Repository
from generator.machine.git_program import GitError
from generator.machine.layout import ORGANIZATION, PAGES, PLANS, SETTINGS, of_year
from generator.pipeline import check_portal
from generator.plan.parse.vocabulary import KINDS, kind_of
from generator.plan.starter import (
    Answers,
    is_of_an_earlier_release,
    next_year_files,
    repository_files,
    unsafe_workflows,
)
from generator.plan.urls import completed_address, is_site_address
from generator.problems import Severity
from generator.publishing.beginning import begin_repository, is_somebodys, watch_pushes
from generator.thai.fiscal import FiscalYear

_ASKED = {
    "name": "ชื่อองค์กร",
    "kind": "ประเภทองค์กร",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "site_url": "ที่อยู่เว็บไซต์",
}


_NOT_BROUGHT = (
    "คลังนี้ยังไม่มีตัวโปรแกรมและรหัสตรวจสอบ เครื่องอื่นจึงต้องได้ Phaen จากที่ท่านเชื่อถือ "
    "ให้คลังมีโปรแกรมของตัวเอง: phaen upgrade --wheel phaen-….whl"
)


class _Kind(click.ParamType[str]):
    """A kind of organisation, short, in full, or with the organisation's own name after it."""

    name = "KIND"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind as plans write it."""
        kind = kind_of(value)
        if not kind:
            self.fail(f"ไม่รู้จักประเภท “{value}” เลือกได้เพียง {' '.join(KINDS)}", param, ctx)
        return kind


class _Address(click.ParamType[str]):
    """The address of a site; its `https://` may be left out."""

    name = "URL"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the whole address."""
        address = completed_address(value)
        if not is_site_address(address) or "." not in address:
            self.fail(f"ที่อยู่ “{value}” ใช้ไม่ได้ เขียนเช่น plan.example.go.th", param, ctx)
        return address


_TYPES: dict[str, click.ParamType[str]] = {"kind": _Kind(), "site_url": _Address()}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
@click.option("--name", help="ชื่อองค์กร")
@click.option("--kind", type=_Kind(), help="ประเภทองค์กร")
@click.option("--district", help="อำเภอ")
@click.option("--province", help="จังหวัด")
@click.option("--site-url", type=_Address(), help="ที่อยู่เว็บไซต์ เช่น https://plan.example.go.th/")
@click.option("--year", type=click.IntRange(2400, 2599), help="ปีงบประมาณแรก (ปกติคือปีนี้)")
@click.option("--requirement", help="รุ่นของ Phaen ที่ตรึงไว้ ตามแบบของ pip")
@wheel_option
@click.option("--yes", is_flag=True, help="ไม่ถาม ใช้ค่าตั้งต้น")
@today_option
def init(
    folder: Path,
    year: int | None,
    requirement: str | None,
    wheel: Path | None,
    yes: bool,
    today: datetime.date | None,
    **given: str | None,
) -> None:
    """สร้างคลังขององค์กร: แผน หน้าเว็บ และขั้นตอนเผยแพร่ ในคลังที่ clone มา ติดตั้งเพียงการตรวจก่อน push."""
    guard.refuse_beginning(folder)
    if (folder / ORGANIZATION).is_file() and not any(given.values()):
        _join(folder)
        return
    if folder.exists() and any(map(is_somebodys, folder.iterdir())):
        raise click.UsageError(f"{folder} มีไฟล์อยู่แล้ว เลือกโฟลเดอร์ว่าง")
    said = {key: given[key] or _ask(key, yes=yes) for key in _ASKED}
    first = year or FiscalYear.of(today or this_day()).year
    brought = read_wheel(wheel) if wheel else None
    pin = brought.requirement if brought else requirement or Answers.requirement
    _write(folder, repository_files(_answers(said, first, pin)))
    if brought:
        replace_file(folder / brought.path, brought.data)
    echo_lines(_made(first))
    try:
        if unwatched := begin_repository(folder, os.environ):
            echo_error(unwatched)
        else:
            echo("    คลัง git ใหม่ ซึ่งตรวจแผนก่อน push ทุกครั้ง")
    except GitError as error:
        echo_error(f"ยังไม่ได้เตรียม git: {error}")
    echo(f"สร้างแล้วที่ {folder} · ต่อไป: เข้าโฟลเดอร์นี้ แล้วสั่ง phaen build")
    if not (brought or requirement):
        echo(_NOT_BROUGHT)


def _answers(said: Mapping[str, str], year: int, pin: str) -> Answers:
    """Return what was said, with what nobody was asked."""
    return Answers(
        said["name"],
        said["kind"],
        said["district"],
        said["province"],
        said["site_url"],
        year=year,
        requirement=pin,
    )


def _made(year: int) -> Iterator[str]:
    """Yield what a new repository holds, as staff are told."""
    yield "สร้าง"
    yield f"    {ORGANIZATION} ชื่อองค์กร หน่วยงาน หมู่บ้าน"
    yield f"    {of_year(year)} แผนปีแรก: plan.yml และตารางโครงการที่ยังว่าง"
    yield f"    {SETTINGS} และ {PAGES} การตั้งค่าเว็บไซต์ และหน้าที่เขียนเอง"
    yield "    ขั้นตอนเผยแพร่ของ GitHub และ GitLab รายการโปรแกรมที่ตรึงรุ่นไว้ และ README.md"


def _join(folder: Path) -> None:
    """Let a clone on another computer check its pushes too; change no file of the portal."""
    refuse_newer(folder)
    if not (folder / ".git").exists():
        raise click.UsageError(
            f"{folder} มีแผนอยู่แล้ว แต่ไม่ใช่คลัง git จึงตรวจก่อน push ไม่ได้ "
            "ถ้าจะเก็บแผนนี้ใน git สั่ง git init ในโฟลเดอร์นั้นก่อน แล้วสั่งใหม่"
        )
    unwatched = watch_pushes(Repository(folder, os.environ))
    if not unwatched:
        echo("คลังนี้มีแผนอยู่แล้ว ไม่ได้เปลี่ยนแฟ้มใด · ติดตั้งการตรวจก่อน push ในเครื่องนี้แล้ว")
    _warn_of_workflows(folder)
    if unwatched:
        echo_error(unwatched)
        sys.exit(WRONG_USE)


def _warn_of_workflows(folder: Path) -> None:
    unsafe = list(unsafe_workflows(folder))
    ours = {one for one, _ in unsafe if _is_earlier(folder, one)}
    for file in sorted(ours):
        echo(f"{file}: Phaen รุ่นก่อนเขียนไว้ รุ่นนี้มีแบบที่รัดกุมกว่า", label=Severity.WARNING)
    if ours:
        echo("    แก้: สั่ง phaen upgrade")
    others = [(file, reason) for file, reason in unsafe if file not in ours]
    for file, reason in others:
        echo(f"{file}: {reason}", label=Severity.WARNING)
    if others:
        echo("    แก้: สั่ง phaen upgrade เพื่อเขียนขั้นตอนของ Phaen ใหม่")
        echo("    แฟ้มที่ Phaen ไม่ได้เขียน ให้ผู้ที่เขียนแก้ หรือลบออกจากคลัง")


def _is_earlier(folder: Path, file: str) -> bool:
    return is_of_an_earlier_release(file, (folder / file).read_bytes())


def _ask(key: str, *, yes: bool) -> str:
    default = str(getattr(Answers, key))
    if yes:
        return default
    known = f" ({' '.join(KINDS)})" if key == "kind" else ""
    while True:
        try:
            said = str(click.prompt(f"{_ASKED[key]}{known}", default=default))
        except click.Abort:
            if sys.stdin.isatty():
                raise
            echo()
            names = " ".join(f"--{one.replace('_', '-')}" for one in _ASKED)
            raise click.UsageError(
                f"ไม่มีผู้ตอบคำถาม ระบุด้วยตัวเลือก {names} หรือใช้ค่าตั้งต้นด้วย --yes"
            ) from None
        try:
            return _TYPES[key].convert(said, None, None) if key in _TYPES else said
        except click.BadParameter as error:
            echo(error.message)


@click.command()
@click.argument("number", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.option("--continuing", is_flag=True, help="ยกโครงการที่ยังไม่แล้วเสร็จไปเป็นโครงการต่อเนื่อง")
@portal_option
@today_option
def year(number: int, continuing: bool, portal: Path, today: datetime.date | None) -> None:
    """เริ่มปีถัดไปจากปีล่าสุด: ยุทธศาสตร์เดิม และโครงการต่อเนื่องถ้าต้องการ."""
    if guard.is_link(portal / PLANS):
        raise guard.FolderRefusedError(portal / PLANS, "เป็นลิงก์", "ใช้โฟลเดอร์จริง แล้วสั่งใหม่")
    need_portal(portal)
    if os.path.lexists(portal / of_year(number)):
        raise click.UsageError(f"มีโฟลเดอร์ plans/{number} อยู่แล้ว")
    checked = check_portal(portal, today or this_day())
    earlier = [plan for plan in checked.portal.plans if plan.year.year < number]
    if not earlier:
        raise click.UsageError(f"ไม่พบแผนปีก่อน {number} ให้เริ่มจาก")
    files = list(next_year_files(earlier[-1], number, continuing=continuing))
    _write(portal, files)
    names = " และ ".join(file.path for file in files)
    echo(f"สร้าง {names} จากปี {earlier[-1].year.label} แล้ว · ต่อไป: กรอกแล้วสั่ง phaen check")
    echo(f"ปี {number} เป็นร่าง ไม่เผยแพร่จนกว่าจะถึงวันที่ประกาศ (announced) ใน plan.yml")


def _write(folder: Path, files: Iterable[Artifact]) -> None:
    for file in files:
        replace_file(folder / file.path, file.data)
