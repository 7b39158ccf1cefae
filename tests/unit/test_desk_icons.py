"""The start icon: whatever a folder is called, it opens that folder, and writes over nothing."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.desk.icons import IconError, System, desktop_of, icon_of, put_icon

HOSTILE = (
    "แผน ปี 2570",
    "a & b",
    "100% %PATH% %1 %f",
    "o'clock",
    'a"b',
    "`id` $(id) $HOME",
    "\\ \\n \\\\",
    "a^b (c) ! ; # ~",
    " -x ",
)
ON_WINDOWS = [name for name in HOSTILE if not {*name} & {*'"\\'}]


def words_of_cmd(line: str, variables: dict[str, str]) -> list[str]:
    """Read a line of a batch file as cmd and then a program of Windows do."""
    text = _expanded(line, variables)
    outside = re.sub(r'"[^"]*"', "", text)
    assert not {*outside} & {*"&|<>()^!"}, "signs of cmd stand in quotes"
    found, slashes, quoted = [""], 0, False
    for sign in text:  # as the runtime of C parts a command line
        if sign == "\\":
            slashes += 1
            continue
        marks = sign == '"'
        found[-1] += "\\" * (slashes // 2 if marks else slashes)
        quoted ^= marks and slashes % 2 == 0
        if sign == " " and not quoted:
            found.append("")
        elif not marks or slashes % 2:
            found[-1] += sign
        slashes = 0
    return found


def _expanded(line: str, variables: dict[str, str]) -> str:
    """Return a line with its variables: per cent signs are read whether in quotes or not."""
    text, at = "", 0
    while at < len(line):
        if line[at] != "%":
            text += line[at]
        elif line.startswith("%%", at):
            text, at = text + "%", at + 1
        elif told := re.compile("%([^%]*)%").match(line, at):
            text, at = text + variables.get(told[1], ""), told.end() - 1
        at += 1
    return text


def words_of_exec(data: bytes) -> list[str]:
    """Read `Exec` as the specification of desktop entries has it read."""
    entry = configparser.RawConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign, assignment]
    entry.read_string(data.decode())
    raw = entry["Desktop Entry"]["Exec"]
    escapes = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    text = re.sub(r"\\(.)", lambda found: escapes[found[1]], raw)
    assert re.sub("%%", "", text).count("%") == 0, "a field code"
    text = text.replace("%%", "%")
    assert re.fullmatch(r'(?:"(?:[^"\\`$]|\\["`$\\])*"(?: |$))+', text)
    return [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', text)]


@pytest.mark.parametrize("name", ON_WINDOWS)
def test_a_batch_file_opens_the_folder_whatever_it_is_called(name: str) -> None:
    for folder in (rf"C:\งาน\{name}", rf"\\server\{name}", f"{name}\\"):
        command = (rf"C:\{name}\python.exe", "-P", "-m", "generator", "desk")
        file, data = icon_of(System.WINDOWS, command, folder)
        assert file == "แผน.cmd"
        lines = data.decode().split("\r\n")
        # What is not ASCII stands where the file is read as UTF-8 already.
        assert lines.index("chcp 65001 >nul") < min(
            number
            for number, line in enumerate(lines)
            if name in line or "งาน" in line or "%%" in line
        )
        (line,) = [one for one in lines if "generator" in one]
        assert words_of_cmd(line, {"PATH": "x", "1": "y"}) == [*command, "--portal", folder]


@pytest.mark.parametrize("system", [System.LINUX, System.MACOS])
def test_an_icon_really_runs_with_the_folder_whatever_it_is_called(
    tmp_path: Path, system: System
) -> None:
    for number, name in enumerate(HOSTILE):
        place, portal = tmp_path / str(number), tmp_path / name
        place.mkdir()
        told = place / "told"
        code = f"import sys; open({str(told)!r}, 'w').write(repr(sys.argv[1:]))"
        file = put_icon(place, system, (sys.executable, "-c", code), str(portal))
        command = words_of_exec(file.read_bytes()) if system is System.LINUX else [str(file)]
        subprocess.run(command, check=True, cwd=place, stdin=subprocess.DEVNULL)
        assert told.read_text() == repr(["--portal", str(portal)])


def test_what_lies_there_and_is_not_ours_stays(tmp_path: Path) -> None:
    own, other = str(tmp_path / "own"), str(tmp_path / "own2")
    for system in System:
        command = ("python", "desk")
        file = put_icon(tmp_path, system, command, own)
        put_icon(tmp_path, system, ("python3", "desk"), own)  # Python has moved
        assert b"python3" in file.read_bytes()
        for data in (b"my own", icon_of(system, command, other)[1]):
            file.write_bytes(data)
            with pytest.raises(IconError, match="ไม่เขียนทับ"):
                put_icon(tmp_path, system, command, own)
            assert file.read_bytes() == data
        ours = tmp_path / "ours"
        ours.write_bytes(icon_of(system, command, own)[1])
        file.unlink()
        file.symlink_to(ours)
        with pytest.raises(IconError, match="ไม่เขียนทับ"):
            put_icon(tmp_path, system, command, own)
        file.unlink()
        with pytest.raises(IconError, match="ขึ้นบรรทัดใหม่"):
            put_icon(tmp_path, system, command, "a\nExec=evil")
        assert not file.exists()


def test_the_desktop_is_where_the_system_shows_it(tmp_path: Path) -> None:
    home, drive = tmp_path, tmp_path / "OneDrive"
    assert desktop_of(System.LINUX, home, {}) is None
    (home / "Desktop").mkdir()
    (drive / "Desktop").mkdir(parents=True)
    (home / "หน้าจอ").mkdir()
    said = {"USERPROFILE": str(home), "user-dirs": 'XDG_DESKTOP_DIR="$HOME/หน้าจอ"\n'}
    assert desktop_of(System.WINDOWS, home, said) == home / "Desktop"
    assert desktop_of(System.WINDOWS, home, {**said, "OneDrive": str(drive)}) == drive / "Desktop"
    assert desktop_of(System.LINUX, home, said) == home / "หน้าจอ"
    assert desktop_of(System.MACOS, home, {}) == home / "Desktop"
    whole = {"user-dirs": 'XDG_DESKTOP_DIR="$HOME"\n'}
    assert desktop_of(System.LINUX, home, whole) == home / "Desktop"


def test_the_command_says_where_the_icon_lies_and_it_opens_this_very_desk(tmp_path: Path) -> None:
    portal, desktop = tmp_path / "แผน & 100%", tmp_path / "Desktop"
    portal.mkdir()
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": ""}
    run = CliRunner(env=env)
    assert run.invoke(phaen, ["desk", "--icon", "--portal", str(portal)]).exit_code == 2
    desktop.mkdir()
    done = run.invoke(phaen, ["desk", "--portal", str(portal), "--icon"])
    assert done.exit_code == 0 and str(desktop / "แผน.desktop") in done.output
    words = words_of_exec((desktop / "แผน.desktop").read_bytes())
    helped = subprocess.run(
        [*words, "--help"], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    assert "--no-browser" in helped.stdout
    assert words[-2:] == ["--portal", str(portal)]
