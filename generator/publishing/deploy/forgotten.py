"""What a host keeps although the site has it no longer: listed for removal by hand.

Whoever sends a folder by FTP sends what is there and removes nothing. The list lies beside the
folder, for Notepad, and grows until somebody deletes it; what comes back into the site leaves it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import put_file, read_plain
from generator.publishing.deploy.errors import DeployError

_ENDING = ".ลบที่ปลายทาง.txt"
_HEAD = (
    "# แฟ้มเหล่านี้ไม่อยู่ในเว็บไซต์แล้ว ถ้าส่งโฟลเดอร์ขึ้นที่ฝากเว็บด้วย FTP ให้ลบแฟ้มเหล่านี้ที่นั่นด้วยมือ",
    "# ลบที่นั่นครบแล้ว ให้ลบแฟ้มรายชื่อนี้",
)


def forgotten_list(folder: Path) -> Path:
    """Return where the list for a folder lies: beside it, for the folder itself is published."""
    whole = folder.resolve()
    return whole.with_name(f"{whole.name}{_ENDING}")


def left_at_host(folder: Path) -> list[str]:
    """Return what the list for a folder names. Raises OSError and DeployError."""
    file = forgotten_list(folder)
    if guard.is_link(file):
        raise guard.FolderRefusedError(file, "เป็นลิงก์", "ลบลิงก์นั้น แล้วสั่งใหม่")
    if not file.exists():
        return []
    lines = read_plain(file).decode("utf-8-sig", "replace").splitlines()
    if lines[:1] != [_HEAD[0]]:
        raise DeployError(f"{file} ไม่ใช่รายชื่อที่ระบบเขียน ระบบไม่เขียนทับ โปรดย้ายหรือเปลี่ยนชื่อแฟ้มนั้น แล้วสั่งใหม่")
    return [line for line in lines if line and not line.startswith("#")]


def list_forgotten(folder: Path, gone: Iterable[str], there: Collection[str]) -> list[str]:
    """Add what has `gone` from a folder to its list, less what is `there`; return all it names.

    Nothing to name leaves no list. Raises OSError and DeployError.
    """
    before = left_at_host(folder)
    names = sorted({*before, *gone} - {*there})
    file = forgotten_list(folder)
    if not names:
        file.unlink(missing_ok=True)
    elif names != before:
        text = "".join(f"{line}\r\n" for line in (*_HEAD, *names))
        put_file(file, text.encode("utf-8-sig"))
    return names
