"""`phaen desk`: what the commands do, in a browser; on this machine, or for an office."""

from __future__ import annotations

import datetime
import os
import sys
import time
import webbrowser
from collections.abc import Mapping
from pathlib import Path

import click

from generator.commands.clerks import needs_desk, user
from generator.commands.common import need_portal, portal_option, this_day, today_option
from generator.commands.deskicon import make_icon
from generator.commands.desksettings import server_options, write_server
from generator.commands.echo import echo
from generator.commands.key import own_proof
from generator.machine.packaged import THEME
from generator.publishing.beginning import is_unused

_NO_NAME = "ระบุ --server-name คือชื่อเครื่องที่เบราว์เซอร์เรียก เช่น plan-desk.example.go.th"
_WHERE = "ระบุ --socket ที่อยู่ของซ็อกเก็ต หรือ --port อย่างใดอย่างหนึ่ง"
_ALONE = "ตัวเลือก {names} ใช้กับ --office เท่านั้น"
_NO_HEADER = "ใช้ --sso-header ได้กับ --socket เท่านั้น ทางช่องทาง TCP ใครในเครื่องก็ส่งหัวนี้ได้"
_NO_ICON = "--icon ทำไอคอนของแผนในเครื่องนี้ ใช้กับ --office ไม่ได้ โต๊ะทำงานของสำนักงานเปิดจากเบราว์เซอร์"
_OF_OFFICE = {
    "server_name": "--server-name",
    "socket": "--socket",
    "sso_header": "--sso-header",
    "settings": "--settings",
    "sso_check": "--sso-check",
}


@click.group(invoke_without_command=True)
@portal_option
@today_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="ช่องทาง (ปกติเลือกช่องที่ว่าง)")
@click.option("--no-browser", is_flag=True, help="ไม่เปิดเบราว์เซอร์ให้ บอกที่อยู่อย่างเดียว")
@click.option(
    "--icon",
    is_flag=False,
    flag_value="",
    metavar="[โฟลเดอร์]",
    help="ทำไอคอนเปิดโต๊ะทำงานของแผนนี้ ไว้บนหน้าจอ (Desktop) หรือในโฟลเดอร์ที่บอก แทนการเปิด",
)
@click.option(
    "--office",
    "repository",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="REPOSITORY",
    help="เปิดให้หลายคนใช้ ข้างคลังที่สร้างด้วย phaen receive หลัง nginx",
)
@click.option("--server-name", default="", help="ชื่อเครื่องที่เบราว์เซอร์เรียก (ใช้กับ --office)")
@click.option(
    "--socket",
    type=click.Path(path_type=Path, dir_okay=False),
    help="ซ็อกเก็ตที่ nginx เรียก (ใช้กับ --office)",
)
@click.option(
    "--sso-header", default="", help="หัวที่ nginx บอกชื่อบัญชีซึ่งระบบลงชื่อของสำนักงานรับแล้ว (ใช้กับ --socket)"
)
@server_options
@click.pass_context
def desk(
    context: click.Context,
    /,
    portal: Path,
    today: datetime.date | None,
    port: int,
    no_browser: bool,
    icon: str | None,
    repository: Path | None,
    **more: Path | str | None,
) -> None:
    """เปิดโต๊ะทำงานในเบราว์เซอร์: แก้แผน รายงานผล ดูก่อน และเผยแพร่ โดยไม่ต้องพิมพ์คำสั่ง."""
    if context.invoked_subcommand:
        return
    if icon is not None:
        if repository:
            raise click.UsageError(_NO_ICON)
        make_icon(portal, icon)
        return
    if repository is None:
        if given := [name for option, name in _OF_OFFICE.items() if more[option]]:
            raise click.UsageError(_ALONE.format(names=" ".join(given)))
        _own(portal, today, port, no_browser)
        return
    _served_for_all(repository, today, port, more)


def _served_for_all(
    repository: Path, today: datetime.date | None, port: int, more: Mapping[str, Path | str | None]
) -> None:
    """Open an office's desk as the options say, or write what its server needs."""
    socket, header, name = more["socket"], str(more["sso_header"]), str(more["server_name"])
    if not name:
        raise click.UsageError(_NO_NAME)
    if more["settings"]:
        write_server(repository, Path(more["settings"]), name, _beside(repository), more)
        return
    if (socket is None) == (port == 0):
        raise click.UsageError(_WHERE)
    if header and socket is None:
        raise click.UsageError(_NO_HEADER)
    _office(repository, today, Path(socket) if socket else port, name, header)


def _own(portal: Path, today: datetime.date | None, port: int, no_browser: bool) -> None:
    """Open the desk of a portal on this machine, until it is stopped."""
    try:
        # Only this command needs what the extra brings.
        from generator.desk.beginning import Beginning  # noqa: PLC0415
        from generator.desk.laying import Desk  # noqa: PLC0415
        from generator.desk.office import Office  # noqa: PLC0415
        from generator.desk.serving import serve, serve_start  # noqa: PLC0415
    except ImportError as error:
        raise needs_desk(error) from None

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
        serve_start(Beginning(portal, os.environ, day, THEME), begun, port, opened)
        return
    need_portal(portal)
    serve(begun(), port, opened)


def _office(
    repository: Path, today: datetime.date | None, at: Path | int, name: str, header: str
) -> None:
    """Open the desk beside a repository, until it is stopped."""
    try:
        # As above.
        from generator.desk.accounts import AccountsError, accounts_of  # noqa: PLC0415
        from generator.desk.entrance import OfficeEntrance  # noqa: PLC0415
        from generator.desk.serving import serve_office  # noqa: PLC0415
        from generator.desk.shared import Common  # noqa: PLC0415
    except ImportError as error:
        raise needs_desk(error) from None
    folder = _beside(repository)
    proof = own_proof(repository, instead=folder)
    common = Common(repository, folder, os.environ, lambda: today or this_day(), proof)
    try:
        entrance = OfficeEntrance(common, accounts_of(repository), THEME, time.monotonic)
    except AccountsError as error:
        raise click.UsageError(str(error)) from None

    def opened(address: str) -> None:
        echo(f"เปิดแล้วที่ {address} สำหรับ https://{name}/ · หยุดด้วย Ctrl+C หรือ systemctl stop")
        sys.stdout.flush()

    serve_office(entrance, at, name, header, opened)


def _beside(repository: Path) -> Path:
    try:
        from generator.desk.accounts import beside  # noqa: PLC0415  # as above
    except ImportError as error:
        raise needs_desk(error) from None
    return beside(repository)


desk.add_command(user)
