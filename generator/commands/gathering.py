"""`phaen hub build`, `phaen hub site`: many portals into one dataset, its questions, its pages."""

from __future__ import annotations

import dataclasses
import datetime
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.common import (
    FINE,
    PLAN_HAS_ERRORS,
    WRONG_USE,
    Progress,
    json_option,
    print_json,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo, echo_error, echo_lines
from generator.commands.key import own_proof
from generator.machine.packaged import HUB_LOCKED, install_command
from generator.problems import Report
from generator.thai.numbers import format_number

if TYPE_CHECKING:
    from generator.hub.building import Gathered
    from generator.hub.questions.loading import Loaded

_EXTRA = "ศูนย์รวมหลายองค์กรต้องติดตั้งส่วนเพิ่มก่อน สั่ง {command} แล้วสั่งใหม่"
_NO_FORK = "phaen hub ทำงานบน Linux หรือ macOS เท่านั้น ระบบนี้จำกัดเวลาและหน่วยความจำของแต่ละสมาชิกไม่ได้"
_ADDRESS = "--scheduler ต้องเป็นที่อยู่ของตัวจัดงาน Dask เช่น tls://10.0.0.5:8786"
_STATES = {"fresh": "อ่านใหม่", "unchanged": "ไม่เปลี่ยน", "kept": "ใช้ข้อมูลเดิม", "never": "ยังไม่มีข้อมูล"}
_MOST_TOLD, _LONGEST = 20, 300
_GONE = "ไม่เป็นสมาชิกแล้ว {0} ราย ข้อมูลหายไปจากศูนย์รวม: {1}"
_LOADED = "เตรียมการค้นหา {0} จาก {1} ส่วน {2} แถว · เปิดด้วย phaen hub serve {folder}"
_NOT_LOADED = (
    "เขียนชุดข้อมูลแล้ว แต่เตรียมการค้นหาไม่สำเร็จ การค้นหายังเป็นของเดิม ตรวจพื้นที่ดิสก์หรือเซิร์ฟเวอร์แล้วสั่งใหม่ ({why})"
)
clickhouse_option = click.option(
    "--clickhouse",
    metavar="URL",
    default="",
    envvar="PHAEN_CLICKHOUSE",
    help="เซิร์ฟเวอร์ ClickHouse ที่เก็บการค้นหา (ปกติเก็บในโฟลเดอร์ของศูนย์รวม)",
)


@click.group()
def hub() -> None:
    """ศูนย์รวมหลายองค์กร: รวมแผนของทั้งอำเภอ จังหวัด หรือประเทศเป็นชุดข้อมูลเดียว."""


@hub.command()
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="HUB.yml"
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="โฟลเดอร์ของศูนย์รวม ชุดข้อมูลอยู่ใน data/ สถานะอยู่ใน state/",
)
@click.option(
    "--scheduler", metavar="ADDRESS", default="", help="ที่อยู่ของตัวจัดงาน Dask (ปกติใช้แกนของเครื่องนี้)"
)
@click.option(
    "--workers", type=click.IntRange(1, 512), help="จำนวนงานพร้อมกันในเครื่องนี้ (ปกติเท่าจำนวนแกน)"
)
@clickhouse_option
@click.option("--no-questions", is_flag=True, help="เขียนชุดข้อมูลอย่างเดียว ไม่เตรียมการค้นหา")
@click.option("--loopback", is_flag=True, hidden=True)
@today_option
@json_option
def build(
    file: Path,
    folder: Path,
    scheduler: str,
    workers: int | None,
    today: datetime.date | None,
    as_json: bool,
    **more: Any,
) -> None:
    """อ่านแผนของสมาชิกทุกราย ตรวจ แล้วเขียนชุดข้อมูลเดียว สมาชิกที่มีปัญหาไม่หยุดรายอื่น."""
    if scheduler and not scheduler.startswith(("tls://", "tcp://")):
        raise click.UsageError(_ADDRESS)
    need_hub()
    # Only this command needs them, and only who gathers many portals has installed what they need.
    from generator.hub.building import HubError, build_hub  # noqa: PLC0415
    from generator.hub.dataset.told import members_json  # noqa: PLC0415
    from generator.hub.members import read_members  # noqa: PLC0415
    from generator.hub.work import ClusterError  # noqa: PLC0415

    started, report, day = time.monotonic(), Report(), today or this_day()
    told = read_members(file, report, loopback=more["loopback"])
    if report.errors:
        print_problems(report)
        sys.exit(PLAN_HAS_ERRORS)
    at_once = workers or _cores()
    try:
        with Progress(quiet=as_json) as progress:
            gathered = build_hub(
                told, folder, day, os.environ,
                scheduler=scheduler, workers=at_once, step=progress.step,
            )  # fmt: skip
    except (HubError, ClusterError) as error:
        echo_error(str(error))
        sys.exit(WRONG_USE)
    loaded = None if more["no_questions"] else _questions(folder, more["clickhouse"], as_json)
    listed = members_json(told, gathered.states, day.isoformat())
    seconds = time.monotonic() - started
    if as_json:
        print_json(_as_json(listed, gathered, loaded, seconds))
    else:
        echo_lines(_told(listed, gathered, folder, seconds))
        if loaded:
            said = (loaded.read, loaded.partitions, format_number(loaded.rows))
            echo(_LOADED.format(*said, folder=folder))
    sys.exit(FINE)


def _questions(folder: Path, clickhouse: str, quiet: bool) -> Loaded:
    """Load what changed of the dataset to where it is asked; or say why the old answers stay."""
    # As above.
    from generator.hub.building import HubError, alone  # noqa: PLC0415
    from generator.hub.members import without_password  # noqa: PLC0415
    from generator.hub.questions.engine import QuestionsError  # noqa: PLC0415
    from generator.hub.questions.opened import load_questions  # noqa: PLC0415
    from generator.hub.store import STATE  # noqa: PLC0415

    try:
        with alone(folder / STATE), Progress(quiet=quiet) as progress:
            return load_questions(folder, clickhouse, progress.step)
    except (QuestionsError, HubError, OSError, ValueError) as error:
        echo_error(_NOT_LOADED.format(why=without_password(str(error))[:_LONGEST]))
        sys.exit(WRONG_USE)


@hub.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR"
)
@click.option(
    "--workers", type=click.IntRange(1, 512), help="จำนวนงานพร้อมกันในเครื่องนี้ (ปกติเท่าจำนวนแกน)"
)
@json_option
def site(folder: Path, workers: int | None, as_json: bool) -> None:
    """สร้างเว็บไซต์ของศูนย์รวมจากชุดข้อมูลใน DIR ลงใน DIR/site."""
    need_hub()
    from generator.hub.building import HubError, alone  # noqa: PLC0415
    from generator.hub.site.building import HubSiteError, build_site, refuse_none  # noqa: PLC0415
    from generator.hub.store import STATE  # noqa: PLC0415

    started = time.monotonic()
    proof = own_proof(folder / "site", folder / "staging")
    try:
        refuse_none(folder)
        # A run that writes the dataset meanwhile would be counted by half.
        with alone(folder / STATE), Progress(quiet=as_json) as progress:
            built = build_site(
                folder, os.environ, proof, workers=workers or _cores(), step=progress.step
            )
    except (HubError, HubSiteError) as error:
        echo_error(str(error))
        sys.exit(WRONG_USE)
    seconds = time.monotonic() - started
    if as_json:
        print_json({**dataclasses.asdict(built), "seconds": round(seconds, 3)})
    else:
        pages, written, pairs = map(format_number, (built.pages, built.written, built.pairs))
        echo(
            f"เว็บไซต์ของศูนย์รวม {pages} หน้า เขียนใหม่ {written} · คู่ที่ควรประสานกัน {pairs} "
            f"· ใช้เวลา {seconds:.1f} วินาที · เปิด {folder / 'site' / 'index.html'}"
        )
    sys.exit(FINE)


def _as_json(
    listed: Mapping[str, Any], gathered: Gathered, loaded: Loaded | None, seconds: float
) -> dict[str, Any]:
    rows = {"questions": loaded.rows} if loaded else {}
    counts = {"gone": gathered.gone, **gathered.counts, **rows}
    return {**listed, **counts, "seconds": round(seconds, 3)}


def _told(
    listed: Mapping[str, Any], gathered: Gathered, folder: Path, seconds: float
) -> Iterator[str]:
    """Yield why members gave nothing new, of very many only the first, and the account."""
    members = listed["members"]
    reasons = [f"{one['code']}: {one['reason']}" for one in members if "reason" in one]
    yield from reasons[:_MOST_TOLD]
    if gone := gathered.gone:
        more = " …" if len(gone) > _MOST_TOLD else ""
        yield _GONE.format(format_number(len(gone)), ", ".join(gone[:_MOST_TOLD]) + more)
    counts = (f"{_STATES[name]} {format_number(n)}" for name, n in listed["counts"].items())
    yield (
        f"สมาชิก {format_number(len(members))} ราย: {' · '.join(counts)} · "
        f"เขียนใหม่ {gathered.written} จาก {gathered.partitions} ส่วน ใช้เวลา {seconds:.1f} วินาที "
        f"· ดูทุกรายใน {folder / 'members.json'}"
    )


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def need_hub() -> None:
    """Stop where what the extra brings is not there, or the system has no hub."""
    if not hasattr(os, "fork"):
        raise click.UsageError(_NO_FORK)
    try:
        import chdb  # noqa: F401, PLC0415
        import cryptography  # noqa: F401, PLC0415
        import distributed  # noqa: F401, PLC0415
        import pyarrow  # noqa: F401, PLC0415
    except ImportError as error:
        raise click.UsageError(_EXTRA.format(command=install_command(HUB_LOCKED))) from error
