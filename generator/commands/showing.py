"""A built site put live at its place, and what is told of it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from generator.publishing.deploy import Release, Releases, Server, copy_to
from generator.thai.numbers import format_number


def published(
    site: Path, target: Server | Path, day: datetime.date, withdrawn: frozenset[str]
) -> list[str]:
    """Put a built site live, and return what is to be told: older releases may have gone.

    `withdrawn` are digests of what the portal tells as withdrawn. Raises OSError and DeployError.
    """
    if isinstance(target, Server):
        forgot: list[str] = []
        number = target.send(
            site, os.environ, withdrawn, lambda count: forgot.append(_forgotten(count))
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
