"""`phaen seal YEAR` closes a year for ever; `phaen verify` shows that nobody touched it since."""

from __future__ import annotations

import datetime
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from generator.archive import (
    CHAIN,
    KeptSeal,
    Seal,
    SealFault,
    SealRefusedError,
    Verified,
    chain_of,
    judged,
    read_chain,
    refuse_early,
    verify_file,
    verify_portal,
    withdrawn_seals,
)
from generator.closing import Closing, seal_year
from generator.commands.committed import covered_since_seal
from generator.commands.common import (
    PLAN_HAS_ERRORS,
    WRONG_USE,
    Progress,
    need_portal,
    portal_option,
    print_json,
    print_problems,
    site_option,
    this_day,
    today_option,
    verdict,
)
from generator.commands.echo import echo, echo_error
from generator.commands.key import own_proof
from generator.machine.layout import SIGNERS
from generator.plan.withdraw import CoverRefusedError
from generator.problems import Severity
from generator.publishing.withdrawing import (
    Request,
    WithdrawRefusedError,
    prepare,
    refuse_telling,
    write,
)
from generator.site.builder.clearing import clear
from generator.site.render import SHAPES
from generator.thai.dates import format_date
from generator.thai.fiscal import FiscalYear
from generator.thai.numbers import format_number


class _Year(click.ParamType[FiscalYear]):
    """A fiscal year in any form that a plan may use."""

    name = "YEAR"

    def convert(
        self, value: str | FiscalYear, param: click.Parameter | None, ctx: click.Context | None
    ) -> FiscalYear:
        try:
            return value if isinstance(value, FiscalYear) else FiscalYear.parse(value)
        except ValueError:
            self.fail(f"อ่านปี “{value}” ไม่ได้ เขียนเช่น 2568", param, ctx)


@click.command()
@click.argument("year", type=_Year())
@portal_option
@today_option
@click.option("--supersede", is_flag=True, help="ปิดผนึกแทนของเดิม เมื่อต้องถอนข้อมูลส่วนบุคคล")
@click.option("--reason", default="", help="เหตุผลที่ปิดผนึกแทน ซึ่งจะแสดงบนเว็บไซต์")
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="กุญแจ SSH ขององค์กรสำหรับลงลายเซ็น",
)
def seal(
    year: FiscalYear,
    portal: Path,
    today: datetime.date | None,
    supersede: bool,
    reason: str,
    key: Path | None,
) -> None:
    """ปิดผนึกแผนของปีที่สิ้นสุดแล้ว เก็บเป็นแฟ้มเดียวที่ไม่มีใครแก้ได้โดยไม่มีใครรู้."""
    need_portal(portal)
    reason = " ".join(reason.split())
    if supersede != bool(reason):
        raise click.UsageError("การปิดผนึกแทนต้องใช้ --supersede พร้อม --reason เหตุผล เสมอ")
    day = today or this_day()
    try:
        if supersede:
            _follow(portal, Request(year.label, day, reason, follow=True))
        with Progress(quiet=False) as progress:
            closing = Closing(year, day, reason, key)
            done = seal_year(portal, closing, os.environ, progress.step)
    except (SealRefusedError, WithdrawRefusedError, CoverRefusedError) as refused:
        _refuse(str(refused))
    if isinstance(done, KeptSeal):
        if supersede:
            clear(portal, own_proof(portal), os.environ)  # they hold what was withdrawn
        echo(f"ปิดผนึกปี {done.seal.year} แล้ว · {done.path}")
        echo(f"sha256 {done.seal.digest}")
        if key and not _counts(portal, done):
            echo(f"ยังตรวจลายเซ็นไม่ได้ ใส่กุญแจสาธารณะนั้นใน {SIGNERS} ก่อน ตาม “ปิดปี” ในคู่มือ")
        echo("ขั้นต่อไป: phaen sync (บันทึกและส่ง) หรือสร้างเว็บไซต์ใหม่ด้วย phaen build")
        return
    print_problems(done.report)
    echo(f"{verdict(done.report)} · ยังไม่ได้ปิดผนึก แก้ข้อผิดพลาดก่อน")
    sys.exit(PLAN_HAS_ERRORS)


def _follow(portal: Path, request: Request) -> None:
    """Take what somebody covered in a sealed year's rows into its record, too.

    Raises WithdrawRefusedError, CoverRefusedError and OSError; nothing is written then.
    """
    chain = chain_of(portal)
    if request.year not in chain.standing:
        return
    early = FiscalYear.parse(request.year)
    refuse_early(portal, chain, early, request.day, request.reason)
    made = prepare(portal, request).made
    gone = covered_since_seal(portal, request.year, request.day)
    refuse_telling(request.reason, (*made.gone, *gone))
    write(portal, request.year, made)
    for path in made.files:
        echo(f"ปิดตามแถวที่ปิดไว้แล้ว: {path}")


@click.command()
@click.argument("what", required=False, metavar="[YEAR|FILE.zip]")
@portal_option
@site_option
@click.option(
    "--chain",
    "chain_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="แฟ้ม seals.txt จากเว็บไซต์ ใช้ตรวจแฟ้ม zip ว่าถูกถอนแล้วหรือไม่",
)
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON สำหรับโปรแกรม")
def verify(
    what: str | None,
    portal: Path,
    site_dir: Path | None,
    chain_file: Path | None,
    as_json: bool,
) -> None:
    """ตรวจว่าปีที่ปิดผนึกแล้วไม่มีใครแก้ ทุกปี ปีเดียว หรือแฟ้ม zip แฟ้มเดียวจากที่ใดก็ได้."""
    found = _verified(what, portal, site_dir or portal / "site", chain_file)
    if as_json:
        print_json({"seals": [_as_json(one) for one in found]})
    else:
        for one in found:
            _tell(one)
        if not found:
            echo("ยังไม่มีปีใดปิดผนึก")
    if any(one.faults for one in found):
        sys.exit(PLAN_HAS_ERRORS)


def _counts(portal: Path, done: KeptSeal) -> bool:
    """Whether the signature beside a seal is one that the portal's list of signers knows."""
    return bool(judged(done.path, done.signature, portal / SIGNERS).signer)


def _verified(
    what: str | None, portal: Path, site: Path, chain_file: Path | None
) -> tuple[Verified, ...]:
    if what and (what.lower().endswith(".zip") or Path(what).is_file()):
        if not Path(what).is_file():
            _refuse(f"ไม่พบแฟ้ม {what}")
        return (_verified_alone(Path(what), portal, chain_file),)
    year = None
    if what:
        try:
            year = FiscalYear.parse(what).label
        except ValueError:
            raise click.UsageError(f"“{what}” ไม่ใช่ปีและไม่ใช่แฟ้ม zip") from None
    need_portal(portal)
    found = verify_portal(portal, site, SHAPES, year, today=this_day())
    if year and not found:
        _refuse(f"ปี {year} ยังไม่ได้ปิดผนึก")
    return (*withdrawn_seals(portal, year), *found)


def _verified_alone(file: Path, portal: Path, chain_file: Path | None) -> Verified:
    """Return what a file from anywhere is, by a chain that was given, or the portal's own."""
    chain = read_chain(chain_file.read_bytes()) if chain_file else chain_of(portal)
    if chain_file and chain.broken:
        _refuse(f"{chain_file} บรรทัด {chain.broken}: {CHAIN[chain.why]} ดาวน์โหลดจากเว็บไซต์ใหม่")
    found = verify_file(file, SHAPES, this_day(), chain)
    if chain_file and found.digest not in {seal.digest for seal in chain.seals}:
        unknown = SealFault(file.name, f"ค่า sha256 ของแฟ้มไม่อยู่ใน {chain_file.name}")
        return replace(found, faults=(unknown, *found.faults))
    return found


def _tell(one: Verified) -> None:
    label = one.year or "แฟ้ม"
    if one.withdrawn:
        day, reason = format_date(one.withdrawn.day), one.withdrawn.reason
        echo(f"{label}: ถูกถอนตามที่บันทึก เมื่อ {day} เพราะ {reason}")
        echo(f"sha256 {one.digest}")
        return
    for fault in one.faults:
        echo(f"{fault.file}: {fault.reason}", label=Severity.ERROR)
    if one.faults:
        echo(f"{label}: ไม่ผ่าน พบ {format_number(len(one.faults))} รายการ")
    else:
        signed = f" · ลงนามโดย {one.signer} ตามกุญแจใน {SIGNERS}" if one.signer else ""
        echo(f"{label}: ครบถ้วนและตรงกับที่ปิดผนึก {format_number(one.files)} แฟ้ม{signed}")
    if one.digest:
        echo(f"sha256 {one.digest}")


def _as_json(one: Verified) -> dict[str, object]:
    return {
        "year": one.year,
        "sha256": one.digest,
        "files": one.files,
        "signer": one.signer,
        "withdrawn": _withdrawn(one.withdrawn),
        "faults": [{"file": fault.file, "reason": fault.reason} for fault in one.faults],
    }


def _withdrawn(by: Seal | None) -> dict[str, str] | None:
    return {"day": by.day.isoformat(), "reason": by.reason} if by else None


def _refuse(message: str) -> NoReturn:
    echo_error(message)
    sys.exit(WRONG_USE)
