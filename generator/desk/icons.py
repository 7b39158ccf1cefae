"""The start icon of `phaen desk`: one small file on a person's desktop that opens their portal.

Each system has its own kind, whose words for names are not the shell's: what a folder may be called
(blanks, Thai, `&`, `%`, `'`) is quoted as that kind reads it. A file that is not ours is left as it
is, and so is ours of another portal.
"""

from __future__ import annotations

import re
import shlex
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.machine.disk import put_file

_NAME = "แผน"
_MARK = "phaen desk --icon"
_LARGEST = 65_536  # no icon of ours comes near
_ODD = "ชื่อโฟลเดอร์ {folder} มีอักขระที่มองไม่เห็นหรือขึ้นบรรทัดใหม่ ทำไอคอนไม่ได้ เปลี่ยนชื่อโฟลเดอร์ก่อน"
_OTHER = (
    "มี {file} อยู่แล้ว และไม่ใช่ไอคอนของแผนในโฟลเดอร์นี้ จึงไม่เขียนทับ "
    "เปลี่ยนชื่อหรือย้ายแฟ้มนั้น แล้วสั่งใหม่ หรือบอกโฟลเดอร์อื่น: phaen desk --icon โฟลเดอร์"
)
# What keeps the window open where the desk could not be opened; Ctrl+C is no fault.
_WAIT = "[ $? -eq 130 ] || read -r _"
_CMD_FAULT = "if errorlevel 1 if not errorlevel 130 pause"
_IN_QUOTES = re.compile(r'(["`$\\])')


class IconError(Exception):
    """An icon cannot be made as asked, and nothing was written; worded in Thai."""


class System(Enum):
    """Whose kind of icon is made."""

    WINDOWS = "windows"
    LINUX = "linux"
    MACOS = "macos"


@dataclass(frozen=True, slots=True)
class _Kind:
    ending: str
    mode: int
    quoted: Callable[[str], str]
    written: Callable[[str], str]


def icon_of(system: System, command: Sequence[str], portal: str) -> tuple[str, bytes]:
    """Return an icon's file name and bytes: it runs `command`, then `--portal` and the folder.

    `portal` is the folder's whole path. Raises IconError for a name that no file of the kind says.
    """
    kind = _KINDS[system]
    words = (*command, "--portal", portal)
    if not all(word.isprintable() for word in words):
        raise IconError(_ODD.format(folder=ascii(portal)))
    text = kind.written(" ".join(kind.quoted(word) for word in words))
    return f"{_NAME}{kind.ending}", text.encode()


def put_icon(folder: Path, system: System, command: Sequence[str], portal: str) -> Path:
    """Write an icon into a folder, and return where it lies; an older one of this portal goes.

    Raises IconError where something else lies there, and OSError.
    """
    name, data = icon_of(system, command, portal)
    file = folder / name
    quoted = _KINDS[system].quoted
    if not _may_be_written(file, f"{quoted('--portal')} {quoted(portal)}"):
        raise IconError(_OTHER.format(file=file))
    put_file(file, data, mode=_KINDS[system].mode)
    return file


def _may_be_written(file: Path, portal: str) -> bool:
    """Whether nothing lies there, or what we wrote for the same portal, as its last words tell."""
    try:
        state = file.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST:
        return False
    said = file.read_bytes().decode("utf-8", "replace")
    return _MARK in said and bool(re.search(rf"\s{re.escape(portal)}(?!\S)", said))


def desktop_of(system: System, home: Path, said: Mapping[str, str]) -> Path | None:
    """Return the folder of a person's desktop, None where it is not known.

    `said` is what the environment tells, and `user-dirs` the text of that file of XDG's.
    """
    if system is System.WINDOWS:
        # Where OneDrive keeps the desktop, the folder at home is no longer shown.
        homes = [said.get(name, "") for name in ("OneDriveCommercial", "OneDrive", "USERPROFILE")]
        places = [Path(one) / "Desktop" for one in homes if one]
    else:
        told = re.search(r'^XDG_DESKTOP_DIR="(.+)"$', said.get("user-dirs", ""), re.MULTILINE)
        places = [Path(told[1].replace("$HOME", str(home)))] if told else []
        places.append(home / "Desktop")
    # Whose desktop is their home has none.
    return next((one for one in places if one.is_dir() and one != home), None)


def _of_cmd(word: str) -> str:
    """Quote for a batch file: a per cent sign begins a variable, and a last backslash says more."""
    word = word.replace("%", "%%")
    return f'"{word}\\"' if word.endswith("\\") else f'"{word}"'


def _of_exec(word: str) -> str:
    """Quote for `Exec` of a desktop entry, whose value is read twice: as text, then as words."""
    quoted = _IN_QUOTES.sub(r"\\\1", word).replace("%", "%%")
    return '"{}"'.format(quoted.replace("\\", "\\\\"))


def _cmd(line: str) -> str:
    lines = (
        "@echo off",
        f"rem {_MARK}",
        "setlocal EnableExtensions DisableDelayedExpansion",
        "chcp 65001 >nul",  # the lines below are UTF-8
        line,
        _CMD_FAULT,
        "",
    )
    return "\r\n".join(lines)


def _entry(line: str) -> str:
    shell = " ".join(_of_exec(word) for word in ("sh", "-c", f'"$@" || {_WAIT}', "phaen"))
    lines = (
        "[Desktop Entry]",
        f"# {_MARK}",
        "Type=Application",
        f"Name={_NAME}",
        "Icon=x-office-calendar",
        "Terminal=true",
        f"Exec={shell} {line}",
        "",
    )
    return "\n".join(lines)


def _shell(line: str) -> str:
    return f"#!/bin/sh\n# {_MARK}\n{line} || {_WAIT}\n"


_KINDS = {
    System.WINDOWS: _Kind(".cmd", 0o666, _of_cmd, _cmd),
    System.LINUX: _Kind(".desktop", 0o777, _of_exec, _entry),
    System.MACOS: _Kind(".command", 0o777, shlex.quote, _shell),
}
