"""The command line: the commands of `phaen`, hung on one name, and how a run of it ends."""

from __future__ import annotations

import datetime
import gc
import logging
import os
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.commands.account import account_line, account_lines, account_of
from generator.commands.annotations import ANNOTATIONS, annotations_option
from generator.commands.announce import announce
from generator.commands.asking import serve_hub
from generator.commands.common import (
    FINE,
    PLAN_HAS_ERRORS,
    WRONG_USE,
    Progress,
    exit_code,
    json_option,
    portal_option,
    print_json,
    print_problems,
    problems_json,
    site_option,
    staging_option,
    this_day,
    today_option,
    verdict,
)
from generator.commands.compare import compare
from generator.commands.desking import desk
from generator.commands.diff import diff, pre_push
from generator.commands.drafts import drafts_lines, public_option
from generator.commands.echo import echo, echo_error, echo_lines, echo_made
from generator.commands.gathering import hub
from generator.commands.helping import speak_thai
from generator.commands.importing import import_form
from generator.commands.key import own_proof
from generator.commands.links import links
from generator.commands.marking import excel_option, refuse_excel, write_marked
from generator.commands.mending import (
    csv_option,
    fix_option,
    mend_files,
    refuse_list_file,
    write_list,
    yes_option,
)
from generator.commands.overlap import overlap
from generator.commands.papers import papers
from generator.commands.privacy import privacy
from generator.commands.publishing import COMMANDS as PUBLISHING
from generator.commands.receiving import COMMANDS as RECEIVING
from generator.commands.sealing import seal, verify
from generator.commands.starting import init, year
from generator.commands.stopping import STOPPED
from generator.commands.sync import sync
from generator.commands.template import template
from generator.commands.upgrading import upgrade
from generator.commands.usage import misused
from generator.commands.withdrawing import withdraw
from generator.machine.git_program import GitError
from generator.machine.guard import FolderRefusedError
from generator.machine.layout import PARTS
from generator.machine.os_words import system_words
from generator.machine.programs import whole_paths
from generator.pipeline import Built, Checked, build_portal, check_portal
from generator.publishing.deploy import DeployError
from generator.site.builder import SiteError
from generator.site.staging import UnsafePathError
from generator.thai.numbers import format_number


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="phaen", message="%(prog)s รุ่น %(version)s")
def phaen() -> None:
    """แผน: เผยแพร่แผนการดำเนินงานของท้องถิ่นเป็นเว็บไซต์."""


@phaen.command()
@portal_option
@today_option
@json_option
@annotations_option
@csv_option
@fix_option
@yes_option
@excel_option
def check(
    portal: Path,
    today: datetime.date | None,
    as_json: bool,
    annotations: str | None,
    fix: bool,
    yes: bool,
    **copies: Path | None,
) -> None:
    """ตรวจแผนทุกปี โดยไม่สร้างเว็บไซต์."""
    if (fix or yes) and (as_json or annotations or not fix):
        raise click.UsageError(
            "ใช้ --yes ได้กับ --fix เท่านั้น และใช้ --fix กับ --json หรือ --annotations ไม่ได้"
        )
    list_file, excel = copies["list_file"], copies["excel"]
    refuse_excel(portal, excel)
    if list_file:
        refuse_list_file(portal, list_file)
    day = today or this_day()
    checked = check_portal(portal, day)
    if fix and mend_files(portal, checked, yes=yes):
        checked = check_portal(portal, day)
    account = account_of(checked)
    if annotations:
        echo_made(ANNOTATIONS[annotations](checked.report, account_line(account)))
    elif as_json:
        print_json(problems_json(checked.report) | {"account": account})
    else:
        print_problems(checked.report)
        echo_lines((*account_lines(account), verdict(checked.report)))
    if list_file:
        write_list(checked.report, list_file)
    write_marked(portal, checked.report, excel)
    sys.exit(exit_code(checked.report))


@phaen.command()
@portal_option
@site_option
@staging_option
@today_option
@public_option
@json_option
def build(
    portal: Path,
    site_dir: Path | None,
    staging: Path | None,
    today: datetime.date | None,
    public: bool,
    as_json: bool,
) -> None:
    """ตรวจแผนแล้วสร้างเว็บไซต์ ถ้าแผนมีข้อผิดพลาด เว็บไซต์เดิมจะไม่ถูกแตะต้อง."""
    started = time.monotonic()
    site_dir, staging = _folders(portal, site_dir, staging)
    with Progress(quiet=as_json) as progress:
        day = today or this_day()
        proof = own_proof(portal, site_dir, staging)
        places = (portal, staging, site_dir)
        built = build_portal(*places, day, os.environ, progress.step, proof=proof, public=public)
    seconds = time.monotonic() - started
    report, account = _checked(built).report, account_of(_checked(built))
    if as_json:
        told = problems_json(report) | {"account": account}
        print_json(told | _built_json(built, site_dir, seconds))
    else:
        print_problems(report)
        echo(account_line(account))
        echo_lines(drafts_lines(_checked(built), public=public))
        echo(_summary(built, site_dir, seconds))
    sys.exit(exit_code(report))


@phaen.command()
@portal_option
@site_option
@staging_option
@today_option
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
    from generator.site.builder.preview import serve_site  # noqa: PLC0415

    site_dir, staging = _folders(portal, site_dir, staging)
    proof = own_proof(portal, site_dir, staging)

    def rebuild() -> None:
        started = time.monotonic()
        try:
            day = today or this_day()
            built = build_portal(portal, staging, site_dir, day, os.environ, proof=proof)
        except (SiteError, OSError) as error:
            echo_error(_broken(error))
            return
        print_problems(_checked(built).report)
        echo(_summary(built, site_dir, time.monotonic() - started))

    rebuild()
    echo(f"เปิด http://127.0.0.1:{port}/ · กด Ctrl+C เพื่อหยุด")
    watched = [portal / name for name in PARTS]

    def again() -> None:
        try:
            rebuild()
        except FolderRefusedError as refused:
            echo_error(str(refused))

    serve_site(site_dir, again, [path for path in watched if path.exists()], port)


for command in (
    announce, compare, desk, diff, hub, import_form, init, links, overlap, papers, pre_push,
    privacy,
    seal, sync, template, upgrade, verify, withdraw, year, *PUBLISHING, *RECEIVING,
):  # fmt: skip
    phaen.add_command(command)
hub.add_command(serve_hub)
speak_thai(phaen)


def main() -> None:
    """Run the command line; whatever goes wrong is one Thai sentence, never a traceback.

    Raises KeyboardInterrupt where Ctrl-C ended it, and SystemExit in all other cases.
    """
    # A plan's records live until the end: looking among them for what could go is lost time.
    gc.set_threshold(20_000, 20, 20)
    # No program that lies in the folder that we work in is taken for one of the machine's.
    os.environ["PATH"] = whole_paths(os.environ)
    os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"
    # What libraries say of a file, in its own words, is not for this screen.
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        ended = phaen.main(prog_name="phaen", standalone_mode=False)
    except click.Abort as abort:
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        echo_error(STOPPED)
        sys.exit(PLAN_HAS_ERRORS)
    except click.exceptions.NoArgsIsHelpError as error:
        echo_made(error.format_message())
        sys.exit(error.exit_code)
    except click.ClickException as error:
        echo_error(misused(error))
        sys.exit(error.exit_code)
    except (
        SiteError, DeployError, FolderRefusedError, GitError, OSError, UnsafePathError,
        MemoryError, RecursionError,
    ) as error:  # fmt: skip
        echo_error(_broken(error))
        sys.exit(WRONG_USE)
    except (
        Exception
    ) as error:  # a fault of ours; what it says may quote the plan, or order a screen
        echo_error(_unforeseen(error))
        sys.exit(WRONG_USE)
    sys.exit(ended if isinstance(ended, int) else FINE)


def _broken(error: Exception) -> str:
    if isinstance(error, SiteError):
        return f"สร้างเว็บไซต์ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ\n{error}"
    if isinstance(error, UnsafePathError):
        return f"มีสองสิ่งใช้ที่อยู่เดียวกันในเว็บไซต์: {error} เว็บไซต์เดิมยังอยู่ครบ เปลี่ยนชื่อแฟ้มของท่านแล้วลองใหม่"
    if isinstance(error, MemoryError):
        return "หน่วยความจำไม่พอ แฟ้มในแผนอาจใหญ่ผิดปกติ เว็บไซต์เดิมยังอยู่ครบ"
    if isinstance(error, RecursionError):
        return "แฟ้มในแผนมีสิ่งที่ซ้อนกันลึกเกินไป เว็บไซต์เดิมยังอยู่ครบ"
    if not isinstance(error, OSError):
        return str(error)
    name = getattr(error, "filename", None)
    where = f": {name}" if name else ""
    return f"อ่านหรือเขียนไฟล์ไม่ได้{where} ({system_words(error)})"


def _unforeseen(error: Exception) -> str:
    """Return what to tell of a fault in Phaen itself: where it arose, and none of the data."""
    last = traceback.extract_tb(error.__traceback__)[-3:]
    where = " ← ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(last))
    return (
        "Phaen ทำงานนี้ต่อไม่ได้ เพราะพบสิ่งที่ไม่ได้เตรียมไว้ เว็บไซต์เดิมยังอยู่ครบ\n"
        f"โปรดแจ้งผู้พัฒนาพร้อมข้อความนี้: phaen {__version__} {type(error).__name__} {where}"
    )


def _folders(portal: Path, site_dir: Path | None, staging: Path | None) -> tuple[Path, Path]:
    """Return where site and staging go: in the portal, or beside the site where it is read-only."""
    home = portal / "site"
    if site_dir is None:
        site_dir = home if os.access(portal, os.W_OK) else Path(f"{portal.resolve().name}-site")
    if staging is None:
        open_to_us = os.access(portal, os.W_OK) and portal.stat().st_mode & 0o200  # root may all
        open_to_us = site_dir == home or open_to_us
        beside = site_dir.parent / f"{site_dir.name}.build"
        staging = portal / "build" if open_to_us else beside
    return site_dir, staging


def _checked(built: Built | Checked) -> Checked:
    return built.checked if isinstance(built, Built) else built


def _summary(built: Built | Checked, site_dir: Path, seconds: float) -> str:
    report = _checked(built).report
    if isinstance(built, Checked):
        return f"{verdict(report)} · ไม่ได้สร้างเว็บไซต์ใหม่ เว็บไซต์เดิมยังอยู่ครบ"
    return (
        f"สร้างเว็บไซต์แล้ว {format_number(built.projects)} โครงการ "
        f"{format_number(built.pages)} หน้า "
        f"ข้อสังเกต {format_number(len(report.warnings))} รายการ "
        f"ใช้เวลา {seconds:.1f} วินาที · เปิด {site_dir / 'index.html'}"
    )


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
