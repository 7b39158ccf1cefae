"""`phaen desk`: what the commands do, in a browser on this machine."""

from __future__ import annotations

import datetime
import os
import sys
import webbrowser
from pathlib import Path

import click

from generator.commands.common import need_portal, portal_option, this_day, today_option
from generator.commands.echo import echo
from generator.commands.key import own_proof
from generator.machine.packaged import DESK_LOCKED, THEME, install_command
from generator.publishing.beginning import is_unused

_EXTRA = "โต๊ะทำงานในเบราว์เซอร์ต้องติดตั้งส่วนเพิ่มก่อน สั่ง {command} แล้วสั่งใหม่"


@click.command()
@portal_option
@today_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="ช่องทาง (ปกติเลือกช่องที่ว่าง)")
@click.option("--no-browser", is_flag=True, help="ไม่เปิดเบราว์เซอร์ให้ บอกที่อยู่อย่างเดียว")
def desk(portal: Path, today: datetime.date | None, port: int, no_browser: bool) -> None:
    """เปิดโต๊ะทำงานในเบราว์เซอร์: แก้แผน รายงานผล ดูก่อน และเผยแพร่ โดยไม่ต้องพิมพ์คำสั่ง."""
    try:
        # Only this command needs what the extra brings.
        from generator.desk.beginning import Beginning  # noqa: PLC0415
        from generator.desk.laying import Desk  # noqa: PLC0415
        from generator.desk.office import Office  # noqa: PLC0415
        from generator.desk.serving import serve, serve_start  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "generator":
            raise
        raise click.UsageError(_EXTRA.format(command=install_command(DESK_LOCKED))) from None

    def day() -> datetime.date:
        return today or this_day()

    def begun() -> Desk:
        return Desk(Office(portal, os.environ, day, own_proof(portal)), THEME)

    def opened(address: str) -> None:
        echo(f"เปิดแล้วที่ {address}")
        echo("ที่อยู่นี้เปิดได้ครั้งเดียว และเฉพาะในเครื่องนี้ · กด Ctrl+C เพื่อปิด")
        sys.stdout.flush()
        if not no_browser:
            webbrowser.open(address)

    if is_unused(portal, os.environ):
        start = Beginning(portal, os.environ, day, THEME)
        serve_start(start, begun, port, opened)
        return
    need_portal(portal)
    serve(begun(), port, opened)
