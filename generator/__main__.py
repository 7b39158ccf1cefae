"""The command line: the only room that prints, exits, reads the clock or the environment."""

from __future__ import annotations

import datetime
import io
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import __version__
from generator.pipeline import Built, Checked, build_portal, check_portal
from generator.problems import Problem, Report, Severity
from generator.site import SiteError
from generator.thai.dates import DateError, parse_date
from generator.thai.numbers import format_number

FINE, PLAN_HAS_ERRORS, WRONG_USE = 0, 1, 2
_BANGKOK = datetime.timezone(datetime.timedelta(hours=7))


class _Day(click.ParamType[datetime.date]):
    """A day in any form that a plan may use."""

    name = "DATE"

    def convert(
        self,
        value: str | datetime.date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return parse_date(value)
        except DateError:
            self.fail(f"อ่านวันที่ “{value}” ไม่ได้ เขียนเช่น 2569-11-24", param, ctx)


Command = TypeVar("Command", bound=Callable[..., Any])

_portal = click.option(
    "--portal",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="โฟลเดอร์ที่มี plans/ (ปกติคือโฟลเดอร์นี้)",
)
_today = click.option("--today", type=_Day(), help="วันที่ใช้ตรวจ (ปกติคือวันนี้ เวลาประเทศไทย)")
_json = click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON สำหรับโปรแกรม")
_site = click.option(
    "--site", "site_dir", type=click.Path(path_type=Path), help="โฟลเดอร์เว็บไซต์ (ปกติคือ site)"
)
_staging = click.option(
    "--staging", type=click.Path(path_type=Path), help="โฟลเดอร์พักงาน (ปกติคือ build)"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="phaen")
def phaen() -> None:
    """แผน: เผยแพร่แผนการดำเนินงานของท้องถิ่นเป็นเว็บไซต์."""


@phaen.command()
@_portal
@_today
@_json
def check(portal: Path, today: datetime.date | None, as_json: bool) -> None:
    """ตรวจแผนทุกปี โดยไม่สร้างเว็บไซต์."""
    checked = check_portal(portal, today or _this_day())
    if as_json:
        _print_json(_problems_json(checked.report))
    else:
        _print_problems(checked.report)
        click.echo(_verdict(checked.report))
    sys.exit(_exit_code(checked.report))


@phaen.command()
@_portal
@_site
@_staging
@_today
@_json
def build(
    portal: Path,
    site_dir: Path | None,
    staging: Path | None,
    today: datetime.date | None,
    as_json: bool,
) -> None:
    """ตรวจแผนแล้วสร้างเว็บไซต์ ถ้าแผนมีข้อผิดพลาด เว็บไซต์เดิมจะไม่ถูกแตะต้อง."""
    started = time.monotonic()
    site_dir, staging = _folders(portal, site_dir, staging)
    with _Progress(quiet=as_json) as progress:
        day = today or _this_day()
        built = build_portal(portal, staging, site_dir, day, os.environ, progress.step)
    seconds = time.monotonic() - started
    report = _checked(built).report
    if as_json:
        _print_json(_problems_json(report) | _built_json(built, site_dir, seconds))
    else:
        _print_problems(report)
        click.echo(_summary(built, site_dir, seconds))
    sys.exit(_exit_code(report))


@phaen.command()
@_portal
@_site
@_staging
@_today
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="ช่องทาง (ปกติคือ 8000)")
def serve(
    portal: Path,
    site_dir: Path | None,
    staging: Path | None,
    today: datetime.date | None,
    port: int,
) -> None:
    """ดูตัวอย่างเว็บไซต์ในเครื่องนี้ และสร้างใหม่ทุกครั้งที่บันทึกแฟ้มแผน."""
    # Only this command needs MkDocs in this process.
    from generator.site.preview import serve_site  # noqa: PLC0415

    site_dir, staging = _folders(portal, site_dir, staging)

    def rebuild() -> None:
        started = time.monotonic()
        try:
            day = today or _this_day()
            built = build_portal(portal, staging, site_dir, day, os.environ)
        except (SiteError, OSError) as error:
            click.echo(_broken(error), err=True)
            return
        _print_problems(_checked(built).report)
        click.echo(_summary(built, site_dir, time.monotonic() - started))

    rebuild()
    click.echo(f"เปิด http://127.0.0.1:{port}/ · กด Ctrl+C เพื่อหยุด")
    watched = [portal / name for name in ("plans", "content", "mkdocs.yml")]
    serve_site(site_dir, rebuild, [path for path in watched if path.exists()], port)


def main() -> None:
    """Run the command line; whatever goes wrong is one Thai sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        phaen(prog_name="phaen")
    except (SiteError, OSError) as error:
        click.echo(_broken(error), err=True)
        sys.exit(WRONG_USE)


def _broken(error: Exception) -> str:
    if isinstance(error, SiteError):
        return f"สร้างเว็บไซต์ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ\n{error}"
    name = getattr(error, "filename", None)
    where = f": {name}" if name else ""
    return f"อ่านหรือเขียนไฟล์ไม่ได้{where} ({error.strerror if isinstance(error, OSError) else error})"


def _this_day() -> datetime.date:
    """Return today in Thailand, or the day that SOURCE_DATE_EPOCH sets."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(_BANGKOK).date()


def _folders(portal: Path, site_dir: Path | None, staging: Path | None) -> tuple[Path, Path]:
    """Return where site and staging go: in the portal, or beside the site where it is read-only."""
    home = portal / "site"
    if site_dir is None:
        site_dir = home if os.access(portal, os.W_OK) else Path(f"{portal.resolve().name}-site")
    if staging is None:
        open_to_us = site_dir == home or portal.stat().st_mode & 0o200
        beside = site_dir.with_name(f"{site_dir.name}.build")
        staging = portal / "build" if open_to_us else beside
    return site_dir, staging


def _checked(built: Built | Checked) -> Checked:
    return built.checked if isinstance(built, Built) else built


def _exit_code(report: Report) -> int:
    return PLAN_HAS_ERRORS if report.errors else FINE


def _print_problems(report: Report) -> None:
    for problem in report:
        click.echo(_worded(problem))


def _worded(problem: Problem) -> str:
    error = problem.severity is Severity.ERROR
    label = click.style("ผิด", fg="red", bold=True) if error else click.style("เตือน", fg="yellow")
    return (
        f"{label} {problem.place.words} [{problem.code}]\n"
        f"    {problem.message}\n"
        f"    แก้: {problem.advice}\n"
    )


def _verdict(report: Report) -> str:
    errors, warnings = len(report.errors), len(report.warnings)
    if errors:
        return (
            f"พบข้อผิดพลาด {format_number(errors)} รายการ และข้อสังเกต {format_number(warnings)} รายการ"
        )
    if warnings:
        return f"ไม่พบข้อผิดพลาด มีข้อสังเกต {format_number(warnings)} รายการ"
    return "ไม่พบข้อผิดพลาดและข้อสังเกต"


def _summary(built: Built | Checked, site_dir: Path, seconds: float) -> str:
    report = _checked(built).report
    if isinstance(built, Checked):
        return f"{_verdict(report)} · ไม่ได้สร้างเว็บไซต์ใหม่ เว็บไซต์เดิมยังอยู่ครบ"
    return (
        f"สร้างเว็บไซต์แล้ว {format_number(built.projects)} โครงการ "
        f"{format_number(built.pages)} หน้า "
        f"ข้อสังเกต {format_number(len(report.warnings))} รายการ "
        f"ใช้เวลา {seconds:.1f} วินาที · เปิด {site_dir / 'index.html'}"
    )


def _problems_json(report: Report) -> dict[str, Any]:
    return {"problems": [problem.as_dict() for problem in report], "counts": report.counts()}


def _built_json(built: Built | Checked, site_dir: Path, seconds: float) -> dict[str, Any]:
    if isinstance(built, Checked):
        return {"built": False}
    return {
        "built": True,
        "projects": built.projects,
        "pages": built.pages,
        "written": len(built.changes.written),
        "removed": len(built.changes.removed),
        "seconds": round(seconds, 3),
        "site": str(site_dir),
    }


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@dataclass(slots=True)
class _Progress:
    """One line on a terminal that says what is being done, once it has taken over a second."""

    quiet: bool
    started: float = field(default_factory=time.monotonic)
    shown: bool = False

    def __enter__(self) -> _Progress:
        self.quiet = self.quiet or not sys.stderr.isatty()
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)

    def step(self, name: str, done: int, total: int) -> None:
        """Show the step, with a bar where it can be counted."""
        if self.quiet or time.monotonic() - self.started < 1:
            return
        self.shown = True
        filled = min(20, 20 * done // total) if total else 0
        bar = f" {'█' * filled}{'░' * (20 - filled)} {done}/{total}" if total else " …"
        click.echo(f"\r\033[K{name}{bar}", nl=False, err=True)


if __name__ == "__main__":
    main()
