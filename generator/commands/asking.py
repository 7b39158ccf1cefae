"""`phaen hub serve`: the questions of a hub to readers, until it is stopped."""

from __future__ import annotations

import ipaddress
import re
import sys
from pathlib import Path

import click

from generator.commands.echo import echo, echo_error
from generator.commands.gathering import clickhouse_option, need_hub
from generator.machine.packaged import THEME

_NAME = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*", re.ASCII)
_NOT_A_NAME = "--server-name ต้องเป็นชื่อเครื่องที่เบราว์เซอร์เรียก เช่น plans.example.go.th"
_NO_NAME = "ที่อยู่นอกเครื่องนี้ต้องระบุ --server-name คือชื่อเครื่องที่เบราว์เซอร์เรียก เช่น plans.example.go.th"
_NO_ADDRESS = "--host ต้องเป็นเลขที่อยู่ของเครื่องนี้ เช่น 127.0.0.1"
_NO_QUESTIONS = "โฟลเดอร์นี้ยังไม่มีการค้นหา สั่ง phaen hub build HUB.yml --to {folder} ก่อน หน้าเว็บจะบอกเช่นกัน"
_TAKEN = "เปิดที่ {host} ช่องทาง {port} ไม่ได้ อาจมีโปรแกรมอื่นใช้อยู่ เลือก --port อื่น"


@click.command("serve")
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR"
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="ช่องทาง (0 เลือกช่องที่ว่าง)")
@click.option("--host", default="127.0.0.1", help="เลขที่อยู่ของเครื่องที่เปิดรับ (ปกติเฉพาะในเครื่องนี้)")
@click.option(
    "--server-name", default="", help="ชื่อเครื่องที่เบราว์เซอร์เรียก เมื่ออยู่หลัง nginx หรือเปิดรับนอกเครื่อง"
)
@clickhouse_option
def serve_hub(folder: Path, port: int, host: str, server_name: str, clickhouse: str) -> None:
    """เปิดการค้นหาโครงการของทุกองค์กรในศูนย์รวม อ่านอย่างเดียว."""
    if server_name and not _NAME.fullmatch(server_name):
        raise click.UsageError(_NOT_A_NAME)
    if not _is_own(host) and not server_name:
        raise click.UsageError(_NO_NAME)
    need_hub()
    # Only this command needs what the extra brings.
    from generator.hub.questions.opened import Opened  # noqa: PLC0415
    from generator.hub.service.serving import serve  # noqa: PLC0415

    if not Opened(folder, clickhouse).is_there():
        echo_error(_NO_QUESTIONS.format(folder=folder))

    def opened(address: str) -> None:
        echo(f"เปิดแล้วที่ {address} · กด Ctrl+C เพื่อปิด")
        sys.stdout.flush()

    try:
        serve(folder, THEME, clickhouse, (host, port), server_name, opened)
    except OSError:
        raise click.UsageError(_TAKEN.format(host=host, port=port)) from None


def _is_own(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise click.UsageError(_NO_ADDRESS) from None
