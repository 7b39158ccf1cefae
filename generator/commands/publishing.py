"""`phaen publish`, and `links` for what was built."""

from __future__ import annotations

import datetime
import os
import re
import sys
from pathlib import Path

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    exit_code,
    portal_option,
    print_problems,
    this_day,
    today_option,
    verdict,
)
from generator.commands.drafts import drafts_lines
from generator.commands.echo import echo, echo_lines
from generator.commands.forgotten import forgotten_lines
from generator.commands.key import own_proof
from generator.commands.showing import named, published
from generator.machine import guard
from generator.pipeline import Built, build_portal
from generator.publishing.deploy import (
    DeployError,
    Releases,
    Server,
    listing_of,
)
from generator.publishing.withdrawals import withdrawn_below
from generator.site.builder.folders import keeps
from generator.thai.numbers import format_number

# An address, or scp's way to write one: what looks like it is no folder of this machine.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/.*|[^/\\\\]+@[^/\\\\]+:.*", re.DOTALL)

_HELD = "รุ่นที่ถูกย้อนจะไม่ขึ้นอีก แก้แผนแล้ว commit ใหม่ เมื่อ push หรือเผยแพร่ครั้งต่อไป ประชาชนจะเห็นฉบับใหม่ตามปกติ"


@click.command()
@portal_option
@click.option("--to", "target", required=True, help="โฟลเดอร์ปลายทาง หรือ ssh://ผู้ใช้@เครื่อง/โฟลเดอร์")
@click.option("--rollback", is_flag=True, help="ย้อนไปรุ่นก่อนหน้า โดยไม่สร้างใหม่")
@today_option
def publish(portal: Path, target: str, rollback: bool, today: datetime.date | None) -> None:
    """ตรวจ สร้าง แล้วนำเว็บไซต์ขึ้นใช้งานในครั้งเดียว ย้อนกลับได้."""
    server = Server.parse(target) if _ELSEWHERE.fullmatch(target) else None
    if not server:
        _refuse_target(portal, Path(target))
    if rollback:
        echo_lines(_rolled_back(server or Path(target)))
        return
    site = portal / "site"
    day = today or this_day()
    proof = own_proof(portal)
    built = build_portal(portal, portal / "build", site, day, os.environ, proof=proof, public=True)
    report = built.checked.report if isinstance(built, Built) else built.report
    print_problems(report)
    if not isinstance(built, Built):
        echo(f"{verdict(report)} · ไม่ได้เผยแพร่ เว็บไซต์เดิมยังอยู่ครบ")
        sys.exit(PLAN_HAS_ERRORS)
    echo_lines(drafts_lines(built.checked, public=True))
    echo_lines(published(site, server or Path(target), day, withdrawn_below(portal)))
    if not server and not Path(target).is_symlink():
        echo_lines(forgotten_lines(Path(target)))
    sys.exit(exit_code(report))


def _refuse_target(portal: Path, target: Path) -> None:
    """Refuse to publish into the plan's folder, or what is not ours. Raises FolderRefusedError."""
    if not target.is_symlink():
        guard.refuse_place(target, portal)
    releases = Releases(target)
    for own in (portal / "site", portal / "build"):
        guard.refuse_pair(releases.live, own)
        guard.refuse_pair(releases.folder, own)
    for told in (target, *(() if target.is_symlink() else [listing_of(target)])):
        guard.refuse_kept(told, kept=keeps(told, os.environ))
    if target.is_symlink() or not target.is_dir():
        releases.refuse_foreign()
        guard.refuse_kept(releases.folder, kept=keeps(releases.folder, os.environ))


def _rolled_back(target: Server | Path) -> tuple[str, str]:
    if isinstance(target, Server):
        number = target.back(os.environ)
        shown = f"รุ่นที่ {format_number(number)} ที่ {target.host}"
        return f"ย้อนกลับแล้ว ขณะนี้ประชาชนเห็น{shown}", _HELD
    if not target.is_symlink():
        raise DeployError(f"{target} ไม่มีรุ่นให้ย้อน แก้แผนให้ถูก หรือสั่ง git revert HEAD แล้วเผยแพร่ใหม่")
    releases = Releases(target)
    with releases.alone():
        return f"ย้อนกลับแล้ว ขณะนี้ประชาชนเห็น{named(releases.back())}", _HELD


COMMANDS = (publish,)
