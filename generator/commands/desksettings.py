"""What a server needs around `phaen desk --office`: the options for it, and the writing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from generator.commands.echo import echo
from generator.desk.settings import Server, write_settings
from generator.publishing import Remote

_LETS_ENCRYPT = "/etc/letsencrypt/live/{name}/{file}"
_BOTH = "การเข้าทางระบบลงชื่อของสำนักงานต้องระบุทั้ง --sso-header และ --sso-check"

_OPTIONS = (
    click.option(
        "--settings",
        type=click.Path(path_type=Path, file_okay=False),
        help="เขียนการตั้งค่า nginx และ systemd ลงโฟลเดอร์นี้แทนการเปิด (ใช้กับ --office)",
    ),
    click.option("--listen", default="443", help="ช่องทางในการตั้งค่า nginx (ปกติคือ 443)"),
    click.option(
        "--certificate", type=click.Path(path_type=Path), help="ใบรับรอง TLS ในการตั้งค่า nginx"
    ),
    click.option(
        "--certificate-key",
        type=click.Path(path_type=Path),
        help="กุญแจของใบรับรอง TLS ในการตั้งค่า nginx",
    ),
    click.option("--web-group", default="www-data", help="กลุ่มของ nginx ในเครื่อง (ปกติคือ www-data)"),
    click.option(
        "--sso-check", default="", help="คู่กับ --sso-header ที่อยู่ที่ nginx ถามระบบลงชื่อของสำนักงาน"
    ),
)


def server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def write_server(
    repository: Path, folder: Path, name: str, beside: Path, more: Mapping[str, Any]
) -> None:
    """Write nginx's settings and the unit, and tell where. Raises DeployError and OSError."""
    header, check = str(more["sso_header"]), str(more["sso_check"])
    if bool(header) != bool(check):
        raise click.UsageError(_BOTH)
    remote = Remote(repository, os.environ)
    certificate = more["certificate"] or _LETS_ENCRYPT.format(name=name, file="fullchain.pem")
    key = more["certificate_key"] or _LETS_ENCRYPT.format(name=name, file="privkey.pem")
    server = Server(
        name,
        str(more["listen"]),
        Path(certificate),
        Path(key),
        str(more["web_group"]),
        header,
        check,
    )
    places = (beside, remote.releases.live.parent)
    # -P: nothing that lies in the folder where it is started is taken for a part of Phaen.
    command = [sys.executable, "-P", "-m", "generator"]
    site, unit = write_settings(folder, server, repository, places, command)
    echo(f"การตั้งค่า nginx: {site}")
    echo(f"การตั้งค่า systemd: {unit}")
