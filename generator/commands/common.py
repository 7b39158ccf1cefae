"""What every command shares: options, the day, how problems are worded, the progress line."""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.commands.echo import echo, echo_json, echo_lines, echo_over
from generator.machine.disk import read_plain
from generator.machine.layout import PLANS
from generator.plan.read import report_no_portal
from generator.plan.starter.pin import LOCKED_NAME, REQUIREMENTS, pin_in
from generator.problems import Problem, Report, grouped, told
from generator.thai.dates import DateError, parse_date
from generator.thai.numbers import format_number

FINE, PLAN_HAS_ERRORS, WRONG_USE = 0, 1, 2
BANGKOK = datetime.timezone(datetime.timedelta(hours=7))


class Day(click.ParamType[datetime.date]):
    """A day in any form that a plan may use."""

    name = "DATE"

    def convert(
        self,
        value: str | datetime.date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime.date:
        """Return the day that `value` says."""
        if isinstance(value, datetime.date):
            return value
        try:
            return parse_date(value)
        except DateError:
            self.fail(f"อ่านวันที่ “{value}” ไม่ได้ เขียนเช่น 2569-11-24", param, ctx)


def refuse_newer(portal: Path) -> Path:
    """Refuse a portal that pins a newer release than this one, naming it. Raises UsageError.

    What that release writes may mean something else to this one.
    """
    try:
        listed = read_plain(portal / REQUIREMENTS).decode("utf-8", "replace")
    except OSError:
        return portal
    pin = pin_in(listed)
    if pin and pin.newer_than(__version__):
        raise click.UsageError(
            f"คลังนี้ใช้ Phaen รุ่น {pin.release} ซึ่งใหม่กว่าโปรแกรมนี้ (รุ่น {__version__}) "
            f"ติดตั้งรุ่น {pin.release} ในโฟลเดอร์ของคลังก่อน: "
            f"python -m pip install --require-hashes -r {LOCKED_NAME} "
            f"แล้ว python -m pip install --no-deps -r {REQUIREMENTS}"
        )
    return portal


portal_option = click.option(
    "--portal",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    callback=lambda _context, _option, portal: refuse_newer(portal),
    help="โฟลเดอร์ที่มี plans/ (ปกติคือโฟลเดอร์นี้)",
)
today_option = click.option("--today", type=Day(), help="วันที่ใช้ตรวจ (ปกติคือวันนี้ เวลาประเทศไทย)")
json_option = click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON สำหรับโปรแกรม")
site_option = click.option(
    "--site", "site_dir", type=click.Path(path_type=Path), help="โฟลเดอร์เว็บไซต์ (ปกติคือ site)"
)
staging_option = click.option(
    "--staging", type=click.Path(path_type=Path), help="โฟลเดอร์พักงาน (ปกติคือ build)"
)


def need_portal(portal: Path) -> None:
    """Refuse a folder that is no portal, saying what one is. Raises click.UsageError."""
    report = Report()
    if not (portal / PLANS).is_dir():
        report_no_portal(portal, report)
    for problem in report:
        raise click.UsageError(f"{problem.message} {problem.advice}")


def this_day() -> datetime.date:
    """Return today in Thailand, or the day that SOURCE_DATE_EPOCH sets."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(BANGKOK).date()


def exit_code(report: Report) -> int:
    """Return what a command that checked a plan ends with."""
    return PLAN_HAS_ERRORS if report.errors else FINE


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems the way staff read them: the same fault in many rows is told once."""
    for severity, where, lines in told(problems):
        echo(where, label=severity)
        echo_lines((*lines, ""))


def verdict(report: Report) -> str:
    """Return one line that counts what was found."""
    errors, warnings = len(report.errors), len(report.warnings)
    if errors:
        return (
            f"พบข้อผิดพลาด {format_number(errors)} รายการ และข้อสังเกต {format_number(warnings)} รายการ"
        )
    if warnings:
        return f"ไม่พบข้อผิดพลาด มีข้อสังเกต {format_number(warnings)} รายการ"
    return "ไม่พบข้อผิดพลาดและข้อสังเกต"


def problems_json(report: Report) -> dict[str, Any]:
    """Return the problems and their counts for other programs.

    Each problem stands alone; those with the same number as `group` are told as one to staff.
    """
    number = {
        problem: n for n, group in enumerate(grouped(report), 1) for problem in group.problems
    }
    problems = [problem.as_dict() | {"group": number[problem]} for problem in report]
    return {"problems": problems, "counts": report.counts()}


def print_json(value: dict[str, Any]) -> None:
    """Print a value for other programs."""
    echo_json(value)


@dataclass(slots=True)
class Progress:
    """One line on a terminal that says what is being done, once it has taken over a second."""

    quiet: bool
    started: float = field(default_factory=time.monotonic)
    shown: bool = False

    def __enter__(self) -> Progress:
        self.quiet = self.quiet or not sys.stderr.isatty()
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            echo_over("")

    def step(self, name: str, done: int, total: int) -> None:
        """Show the step, with a bar where it can be counted."""
        if self.quiet or time.monotonic() - self.started < 1:
            return
        self.shown = True
        filled = min(20, 20 * done // total) if total else 0
        bar = f" {'█' * filled}{'░' * (20 - filled)} {done}/{total}" if total else " …"
        echo_over(f"{name}{bar}")
