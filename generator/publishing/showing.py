"""A built site put live at its place, or the one before it again, and what is told of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from generator.machine import guard
from generator.publishing.deploy import (
    DeployError,
    Release,
    Releases,
    Server,
    copy_to,
    listing_of,
)
from generator.site.builder.folders import keeps
from generator.thai.numbers import format_number

# An address, or scp's way to write one: what looks like it is no folder of this machine.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/.*|[^/\\\\]+@[^/\\\\]+:.*", re.DOTALL)

_HELD = "รุ่นที่ถูกย้อนจะไม่ขึ้นอีก แก้แผนแล้ว commit ใหม่ เมื่อ push หรือเผยแพร่ครั้งต่อไป ประชาชนจะเห็นฉบับใหม่ตามปกติ"


def target_of(text: str, portal: Path, environment: Mapping[str, str]) -> Server | Path:
    """Return the place that a text names. Raises DeployError, and FolderRefusedError."""
    if _ELSEWHERE.fullmatch(text):
        return Server.parse(text)
    refuse_target(portal, Path(text), environment)
    return Path(text)


def published(
    site: Path,
    target: Server | Path,
    day: datetime.date,
    withdrawn: frozenset[str],
    environment: Mapping[str, str],
) -> list[str]:
    """Put a built site live, and return what is to be told: older releases may have gone.

    `withdrawn` are digests of what the portal tells as withdrawn. Raises OSError and DeployError.
    """
    if isinstance(target, Server):
        forgot: list[str] = []
        number = target.send(
            site, environment, withdrawn, lambda count: forgot.append(_forgotten(count))
        )
        said = f"เผยแพร่แล้ว ขณะนี้ประชาชนเห็นรุ่นที่ {format_number(number)} ที่ {target.host}"
        return [said, *forgot]
    releases = Releases(target)
    if (target.is_dir() and not target.is_symlink()) or not releases.possible():
        written = copy_to(site, target, withdrawn)
        return [f"คัดลอกไปยัง {target} แล้ว เขียนใหม่ {format_number(written)} ไฟล์"]
    with releases.alone():
        name = f"{day:%Y%m%d}"
        releases.refuse_earlier(withdrawn)
        releases.discard()  # what an earlier release of ours left half done may hold it, too
        releases.prepare(site, name)
        said = f"เผยแพร่แล้ว ขณะนี้ประชาชนเห็น{named(releases.show(name, withdrawn))}"
        forgotten = releases.forget_older()
        return [said, *([_forgotten(forgotten)] if forgotten else [])]


def _forgotten(count: int) -> str:
    return (
        f"ลบรุ่นก่อนหน้า {format_number(count)} รุ่นแล้ว เพราะมีข้อมูลส่วนบุคคลที่ถอนไปแล้ว จึงย้อนไปรุ่นเหล่านั้นไม่ได้อีก"
    )


def named(release: Release) -> str:
    """Return a release as it is told of."""
    return f"รุ่นที่ {format_number(release.number)} ({release.name})"


def now_shown(target: str) -> str:
    """Return the release that readers see at a place of this machine, as it is told; else ""."""
    found = releases_at(target)[1]
    return named(found) if found else ""


def releases_at(target: str) -> tuple[list[Release], Release | None]:
    """Return the releases kept at a place of this machine, the newest first, and what is seen."""
    if not target or _ELSEWHERE.fullmatch(target) or not Path(target).is_symlink():
        return [], None
    releases = Releases(Path(target))
    return releases.all()[::-1], releases.current()


def refuse_target(portal: Path, target: Path, environment: Mapping[str, str]) -> None:
    """Refuse to publish into the plan's folder, or what is not ours. Raises FolderRefusedError."""
    if not target.is_symlink():
        guard.refuse_place(target, portal)
    releases = Releases(target)
    for own in (portal / "site", portal / "build"):
        guard.refuse_pair(releases.live, own)
        guard.refuse_pair(releases.folder, own)
    for told in (target, *(() if target.is_symlink() else [listing_of(target)])):
        guard.refuse_kept(told, kept=keeps(told, environment))
    if target.is_symlink() or not target.is_dir():
        releases.refuse_foreign()
        guard.refuse_kept(releases.folder, kept=keeps(releases.folder, environment))


def rolled_back(target: Server | Path, environment: Mapping[str, str]) -> tuple[str, str]:
    """Put the release before the present one live, and return what is to be told.

    Raises DeployError.
    """
    if isinstance(target, Server):
        number = target.back(environment)
        shown = f"รุ่นที่ {format_number(number)} ที่ {target.host}"
        return f"ย้อนกลับแล้ว ขณะนี้ประชาชนเห็น{shown}", _HELD
    if not target.is_symlink():
        raise DeployError(f"{target} ไม่มีรุ่นให้ย้อน แก้แผนให้ถูก หรือสั่ง git revert HEAD แล้วเผยแพร่ใหม่")
    releases = Releases(target)
    with releases.alone():
        return f"ย้อนกลับแล้ว ขณะนี้ประชาชนเห็น{named(releases.back())}", _HELD
