"""`phaen publish`, and `links` for what was built."""

from __future__ import annotations

import datetime
import os
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
from generator.pipeline import Built, build_portal
from generator.publishing.showing import published, rolled_back, target_of
from generator.publishing.withdrawals import withdrawn_below


@click.command()
@portal_option
@click.option("--to", "target", required=True, help="โฟลเดอร์ปลายทาง หรือ ssh://ผู้ใช้@เครื่อง/โฟลเดอร์")
@click.option("--rollback", is_flag=True, help="ย้อนไปรุ่นก่อนหน้า โดยไม่สร้างใหม่")
@today_option
def publish(portal: Path, target: str, rollback: bool, today: datetime.date | None) -> None:
    """ตรวจ สร้าง แล้วนำเว็บไซต์ขึ้นใช้งานในครั้งเดียว ย้อนกลับได้."""
    place = target_of(target, portal, os.environ)
    if rollback:
        echo_lines(rolled_back(place, os.environ))
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
    echo_lines(published(site, place, day, withdrawn_below(portal), os.environ))
    if isinstance(place, Path) and not place.is_symlink():
        echo_lines(forgotten_lines(place))
    sys.exit(exit_code(report))


COMMANDS = (publish,)
