"""The portal of a member that has no place of its own, built as `phaen build --public` builds it.

By the same rooms, for the address at which the hub shows it; within the bounds of the process that
it runs in, and of the disk. Nothing of the member's runs, and nothing is left but the site.
"""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.hub.fetching.bounds import (
    MOST_BUILDING,
    MOST_PORTAL,
    MOST_PORTAL_FILES,
    bytes_below,
)
from generator.hub.harvest.portal import refuse_errors
from generator.hub.harvest.refused import RefusedError
from generator.machine import guard
from generator.machine.forks import end_where
from generator.machine.guard import FolderRefusedError
from generator.pipeline import Built, build_portal
from generator.site.builder import SiteError

#: Below the folder of a harvest's work: the site.
SITE = "site"
# What the builder needs to know of this machine; keys and ways to others are not among it.
_KEPT = ("PATH", "HOME")
_LOOK = 2.0  # seconds between two looks at the disk
_TOO_LARGE = (
    f"เว็บไซต์ที่สร้างได้ใหญ่เกินไป (ไม่เกิน {MOST_PORTAL_FILES} แฟ้ม รวม {MOST_PORTAL // 1_000_000} เมกะไบต์)"
)


def build_hosted(
    root: Path, work: Path, site_url: str, today: datetime.date, environment: Mapping[str, str]
) -> str:
    """Build the site of the portal at `root` into `work / SITE`; return the digest of all of it.

    The same sources, day and program give the same digest. Whatever is written meanwhile lies
    below `work`; where that grows beyond bounds this process is ended. Raises RefusedError.
    """
    aside = work / "aside"
    aside.mkdir()
    tempfile.tempdir = str(aside)
    end_where(lambda: bytes_below(work) > MOST_BUILDING, _LOOK)
    own = {name: environment[name] for name in _KEPT if name in environment}
    site = work / SITE
    try:
        built = build_portal(
            root, work / "staging", site, today, own | {"TMPDIR": str(aside)},
            public=True, site_url=site_url,
        )  # fmt: skip
        if isinstance(built, Built):
            return _digest(site)
    except (SiteError, FolderRefusedError, OSError) as error:
        raise RefusedError(f"สร้างเว็บไซต์ไม่สำเร็จ {_line(error)}") from error
    refuse_errors(built.report)
    raise RefusedError("สร้างเว็บไซต์ไม่สำเร็จ")  # nothing was said against it, and nothing was built


def _digest(site: Path) -> str:
    """Return the digest of names and bytes. Raises RefusedError where it is no site to be shown."""
    digest, files, size = hashlib.sha256(), 0, 0
    for entry in sorted(guard.entries(site), key=lambda one: one.path):
        data = b"" if entry.link else (site / entry.path).read_bytes()
        files, size = files + 1, size + len(data)
        if entry.link:
            raise RefusedError(f"เว็บไซต์ที่สร้างมีลิงก์ {entry.path}")
        if files > MOST_PORTAL_FILES or size > MOST_PORTAL:
            raise RefusedError(_TOO_LARGE)
        digest.update(f"{entry.path}\0{len(data)}\0".encode() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
