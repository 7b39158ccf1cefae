"""`phaen upgrade`: a repository's pins, workflows and settings as this release writes them."""

from __future__ import annotations

import difflib
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from generator import __version__
from generator.commands.common import PLAN_HAS_ERRORS, need_portal, portal_option
from generator.commands.echo import echo, echo_lines
from generator.machine import guard
from generator.machine.disk import read_plain, replace_file
from generator.machine.git_work import WorkCopy
from generator.machine.wheel_file import is_wheel_of
from generator.plan.starter import Fate, Upgraded, paths_written, upgraded
from generator.plan.starter.pin import (
    LOCKED_NAME,
    PROGRAM,
    REQUIREMENTS,
    Pin,
    of_wheel,
    pin_in,
    pinned,
    release_of_wheel,
)
from generator.thai.numbers import format_number

_LARGEST_WHEEL = 50_000_000
# These two are tables that we write; nobody reads their difference line by line.
_NOT_SHOWN = (LOCKED_NAME, ".json")
_MOST_LINES = 400
_TOLD = {
    Fate.RENEWED: "เปลี่ยนเป็นของรุ่นนี้",
    Fate.MERGED: "เปลี่ยนเป็นของรุ่นนี้ ส่วนที่ท่านแก้ไว้ยังอยู่",
    Fate.REPLACED: "เปลี่ยนเป็นของรุ่นนี้ทั้งแฟ้ม เพราะแบบเดิมไม่ปลอดภัยแล้ว แบบเดิมยังอยู่ในประวัติของ git",
    Fate.ADDED: "เพิ่ม",
    Fate.KEPT: "ไม่แตะ เพราะท่านแก้บรรทัดเดียวกับที่รุ่นนี้แก้ เทียบเองกับแฟ้มที่ phaen init เขียน",
}

wheel_option = click.option(
    "--wheel",
    type=click.Path(path_type=Path, exists=True),
    metavar="FILE",
    help="แฟ้มโปรแกรม phaen-….whl หรือโฟลเดอร์ที่มีแฟ้มนั้น คัดลอกไว้ในคลังและตรึงด้วยรหัสตรวจสอบ",
)


@dataclass(frozen=True, slots=True)
class Wheel:
    """The program as one file: its name, its bytes, and the release that the name says."""

    name: str
    data: bytes
    release: str

    @property
    def requirement(self) -> str:
        """How requirements.txt names it, with its digest."""
        return of_wheel(self.name, hashlib.sha256(self.data).hexdigest())

    @property
    def path(self) -> str:
        """Where it lies in a repository."""
        return f"{PROGRAM}/{self.name}"


def read_wheel(place: Path) -> Wheel:
    """Return the wheel at a place, the newest in a folder. Raises click.UsageError."""
    files = sorted(place.glob("*.whl")) if place.is_dir() else [place]
    found = [one for one in files if release_of_wheel(one.name)]
    # Of several only this program's own release can be meant.
    ours = [one for one in found if release_of_wheel(one.name) == __version__]
    if not found:
        raise click.UsageError(f"ไม่พบแฟ้มโปรแกรม phaen-….whl ที่ {place}")
    if not ours:
        release = release_of_wheel(found[-1].name)
        raise click.UsageError(
            f"แฟ้ม {found[-1].name} เป็นรุ่น {release} แต่โปรแกรมที่ใช้อยู่เป็นรุ่น {__version__} "
            "ติดตั้งแฟ้มนั้นก่อน: "
            f"python -m pip install --no-deps --no-build-isolation {found[-1]} แล้วสั่งใหม่"
        )
    (path,) = ours[-1:]
    if path.stat().st_size > _LARGEST_WHEEL:
        raise click.UsageError(f"แฟ้ม {path.name} ใหญ่ผิดปกติ ดาวน์โหลดใหม่")
    data = read_plain(path)
    if not is_wheel_of(data, "phaen", __version__):
        raise click.UsageError(
            f"แฟ้ม {path.name} ว่าง คัดลอกมาไม่ครบ หรือไม่ใช่โปรแกรม Phaen รุ่น {__version__} "
            "คัดลอกหรือดาวน์โหลดใหม่"
        )
    return Wheel(path.name, data, __version__)


@click.command()
@wheel_option
@click.option("--yes", is_flag=True, help="ไม่ถาม")
@portal_option
def upgrade(wheel: Path | None, yes: bool, portal: Path) -> None:
    """เลื่อนคลังขององค์กรมาใช้ Phaen รุ่นนี้: รุ่นที่ตรึงไว้ ขั้นตอนเผยแพร่ และการตั้งค่า."""
    need_portal(portal)
    files = _files(portal)
    pin = _pin(files)
    tree = WorkCopy(portal, os.environ)
    tree.commit("HEAD")
    brought = read_wheel(wheel) if wheel else None
    changes = [*upgraded(files, tree.merged), *_pin_changes(files, pin, brought)]
    writing = [one for one in changes if one.after != one.before]
    unknown = _unknown(tree, files)
    gone = [one for one in _old_wheels(files, brought) if one not in unknown]
    _refuse_overwriting(one.path for one in writing if one.path in unknown)
    waiting = [*_left_half_done(tree, changes), *_lying_there(unknown, files, brought)]
    if changes or gone:
        echo_lines(_shown(changes, gone))
    if not (writing or gone or waiting):
        echo(f"คลังนี้ใช้ Phaen รุ่น {__version__} อยู่แล้ว ไม่มีสิ่งใดต้องเปลี่ยน")
        return
    if not (yes or _agreed()):
        echo("ยังไม่ได้เปลี่ยนแฟ้มใด ถ้าต้องการเปลี่ยนตามนี้ สั่ง phaen upgrade --yes")
        sys.exit(PLAN_HAS_ERRORS)
    _write(portal, writing, gone)
    paths = sorted({*(one.path for one in writing), *gone, *waiting})
    commit = tree.record(paths, f"ใช้ Phaen รุ่น {__version__}")
    echo(
        f"เปลี่ยนแล้ว {format_number(len(paths))} แฟ้ม ใน commit {commit[:7]} "
        f"ถ้าต้องการกลับ สั่ง git revert {commit[:7]} · ต่อไป: สั่ง phaen check แล้ว git push"
    )


def _files(portal: Path) -> dict[str, bytes]:
    """Return those files of the repository that a release of ours may have written."""
    wheels = (path.relative_to(portal).as_posix() for path in (portal / PROGRAM).glob("*.whl"))
    found = {}
    for name in (*paths_written(), REQUIREMENTS, *sorted(wheels)):
        path = portal / name
        if guard.is_link(path):
            raise guard.FolderRefusedError(path, "เป็นลิงก์", "ใช้แฟ้มจริงแทนลิงก์ แล้วสั่งใหม่")
        if path.is_file():
            found[name] = read_plain(path)
    return found


def _pin(files: Mapping[str, bytes]) -> Pin:
    """Return what the repository pins. Raises click.UsageError."""
    pin = pin_in(files.get(REQUIREMENTS, b"").decode("utf-8", "replace"))
    if pin is None:
        raise click.UsageError(
            f"โฟลเดอร์นี้ไม่มี {REQUIREMENTS} ที่บอกรุ่นของ Phaen จึงไม่มีสิ่งใดให้เลื่อน "
            "คลังขององค์กรสร้างด้วย phaen init"
        )
    return pin


def _pin_changes(files: Mapping[str, bytes], pin: Pin, wheel: Wheel | None) -> Iterator[Upgraded]:
    """Yield requirements.txt with this release, and the wheel that it names."""
    before = files[REQUIREMENTS]
    text = before.decode("utf-8", "replace")
    if wheel:
        if files.get(wheel.path) != wheel.data:
            yield Upgraded(wheel.path, files.get(wheel.path), wheel.data, Fate.ADDED)
        requirement = wheel.requirement
    elif pin.release == __version__:
        return
    elif pin.hashed or pin.file or not pin.rewritable:
        raise click.UsageError(
            f"{REQUIREMENTS} ตรึงโปรแกรมไว้ด้วยแฟ้มหรือรหัสตรวจสอบ คือ {pin.line.strip()} "
            "ระบุแฟ้มของรุ่นนี้ด้วย: phaen upgrade --wheel phaen-….whl"
        )
    else:
        requirement = f"phaen=={__version__}"
    after = pinned(text, requirement).encode()
    if after != before:
        yield Upgraded(REQUIREMENTS, before, after, Fate.RENEWED)


def _old_wheels(files: Mapping[str, bytes], wheel: Wheel | None) -> list[str]:
    """Return the wheels that nothing names once another one is there."""
    if not wheel:
        return []
    return [name for name in files if _is_wheel(name) and name != wheel.path]


def _unknown(tree: WorkCopy, files: Mapping[str, bytes]) -> frozenset[str]:
    """Return those of the files that git does not keep: nobody could have them back."""
    changed = tree.changed()
    kept = tree.changed(unknown=False)
    hidden = tree.ignored([PROGRAM, *files])
    return frozenset({*changed, *hidden} - {*kept}) & files.keys()


def _refuse_overwriting(unknown: Iterable[str]) -> None:
    """Raise click.UsageError for files that would be written over and can be had from nowhere."""
    if names := ", ".join(sorted(unknown)):
        raise click.UsageError(
            f"มีแฟ้มที่ git ยังไม่เก็บอยู่ตรงที่ต้องเขียน ({names}) จึงไม่เขียนทับ "
            "ย้ายแฟ้มนั้นออกไปนอกคลัง แล้วสั่ง phaen upgrade ใหม่"
        )


def _lying_there(
    unknown: Iterable[str], files: Mapping[str, bytes], wheel: Wheel | None
) -> list[str]:
    """Return the wheel that is to be kept where it lies already: somebody laid it there, or we."""
    return [one for one in unknown if wheel and one == wheel.path and files[one] == wheel.data]


def _left_half_done(tree: WorkCopy, changes: Iterable[Upgraded]) -> list[str]:
    """Return what a run of ours that was killed had written already, and not yet committed.

    Raises click.UsageError where anything else waits to be committed.
    """
    changing = {one.path for one in changes}
    ours = {*paths_written(), REQUIREMENTS} - changing
    waiting = [*tree.changed(unknown=False)]
    others = [name for name in waiting if name not in ours and not _is_wheel(name)]
    if others:
        names = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        raise click.UsageError(
            f"ยังมีแฟ้มที่แก้ไว้และยังไม่ commit ({names}) "
            "สั่ง git add -A แล้ว git commit ก่อน หรือสั่ง git stash เพื่อพักไว้ แล้วสั่ง phaen upgrade ใหม่"
        )
    return waiting


def _is_wheel(name: str) -> bool:
    return name.startswith(f"{PROGRAM}/") and name.endswith(".whl")


def _shown(changes: Iterable[Upgraded], gone: Iterable[str]) -> Iterator[str]:
    for one in changes:
        if one.after == one.before and one.fate is not Fate.KEPT:
            continue  # the office's own lines stand in what this release writes as well
        yield f"{one.path}: {_TOLD[one.fate]}"
        yield from (f"    {reason}" for reason in one.why)
        if one.after != one.before and not one.path.endswith((*_NOT_SHOWN, ".whl")):
            yield from _difference(one)
    yield from (f"{name}: ลบ เพราะมีแฟ้มของรุ่นนี้แทนแล้ว" for name in gone)


def _difference(one: Upgraded) -> Iterator[str]:
    before, after = (
        (data or b"").decode("utf-8", "replace").replace("\r\n", "\n").splitlines()
        for data in (one.before, one.after)
    )
    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    yield from (f"    {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"    และอีก {format_number(len(lines) - _MOST_LINES)} บรรทัด"


def _agreed() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    said = click.prompt("เปลี่ยนตามนี้หรือไม่ (พิมพ์ y ถ้าเปลี่ยน)", default="n", show_default=False)
    return str(said).strip().lower() in ("y", "yes", "ใช่")


def _write(portal: Path, writing: Iterable[Upgraded], gone: Iterable[str]) -> None:
    """Write each file in one step; the pin comes last, for it says that the rest is done."""
    for one in sorted(writing, key=lambda one: one.path == REQUIREMENTS):
        replace_file(portal / one.path, one.after)
    for name in gone:
        (portal / name).unlink()
