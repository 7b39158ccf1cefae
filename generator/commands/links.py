"""`phaen links`: every link of a built site is followed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.common import FINE, PLAN_HAS_ERRORS
from generator.commands.echo import echo
from generator.site.links import faults
from generator.thai.numbers import format_number

_BROKEN = (
    "พบ {count} แห่ง แก้ลิงก์ในหน้าที่เขียนเองใน content แล้วสั่ง phaen build ใหม่ "
    "ถ้าเป็นหน้าที่ Phaen สร้าง ให้แจ้งผู้พัฒนา"
)


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default="site", metavar="[SITE]")
def links(site: Path) -> None:
    """ตรวจว่าทุกลิงก์ในเว็บไซต์ที่สร้างแล้วไปถึงที่หมาย และไม่เรียกสิ่งใดจากที่อื่น."""
    found = faults(site)
    for fault in found:
        echo(fault)
    if found and site.is_dir():
        echo(_BROKEN.format(count=format_number(len(found))))
    sys.exit(PLAN_HAS_ERRORS if found else FINE)
