"""`phaen desk --icon`: a start icon on the desktop of whoever asks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator.commands.echo import echo
from generator.desk.icons import IconError, System, desktop_of, put_icon

_NO_DESKTOP = "ไม่พบโฟลเดอร์ของหน้าจอ (Desktop) บอกโฟลเดอร์เอง เช่น phaen desk --icon โฟลเดอร์"
_NO_FOLDER = "ไม่มีโฟลเดอร์ {folder} บอกโฟลเดอร์ที่มีอยู่แล้ว"
_MADE = "ทำไอคอนแล้ว: {file}"
_HOW = {
    System.WINDOWS: "ดับเบิลคลิกเพื่อเปิด ปิดหน้าต่างดำเมื่อเลิกใช้",
    System.LINUX: "ดับเบิลคลิกเพื่อเปิด ถ้ายังไม่ให้เปิด คลิกขวาแล้วเลือก “อนุญาตให้เปิด” (Allow Launching)",
    System.MACOS: "ดับเบิลคลิกเพื่อเปิด ปิดหน้าต่าง Terminal เมื่อเลิกใช้",
}
_SYSTEMS = {"win32": System.WINDOWS, "darwin": System.MACOS}


def make_icon(portal: Path, folder: str) -> None:
    """Put an icon of a portal into `folder`, on the person's desktop for none, and say where."""
    system = _SYSTEMS.get(sys.platform, System.LINUX)
    place = Path(folder) if folder else desktop_of(system, Path.home(), _said(Path.home()))
    if place is None:
        raise click.UsageError(_NO_DESKTOP)
    if not place.is_dir():
        raise click.UsageError(_NO_FOLDER.format(folder=place))
    # -P: nothing that lies in the folder where it is started is taken for a part of Phaen.
    command = (sys.executable, "-P", "-m", "generator", "desk")
    try:
        file = put_icon(place.absolute(), system, command, str(portal.resolve()))
    except IconError as error:
        raise click.UsageError(str(error)) from None
    echo(_MADE.format(file=file))
    echo(_HOW[system])


def _said(home: Path) -> dict[str, str]:
    """Return what this machine tells of where the desktop is."""
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    try:
        told = (settings / "user-dirs.dirs").read_text("utf-8", "replace")
    except OSError:
        told = ""
    return {**os.environ, "user-dirs": told}
