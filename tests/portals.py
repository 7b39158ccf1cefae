"""Make a valid portal easily, then break one part of it."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.pipeline import Built, Checked, build_portal, check_portal

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
GOOD = TESTS / "plans" / "good"
REAL = ROOT.parent / "shared" / "data"
TODAY = datetime.date(2026, 11, 24)


def portal_folder(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Copy the sound portal to `folder` with `files` put over it; None removes a file."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def checked(folder: Path, today: datetime.date = TODAY) -> Checked:
    """Check a portal."""
    return check_portal(folder, today)


def codes(folder: Path, today: datetime.date = TODAY) -> list[str]:
    """Return the codes of a portal's problems, in order."""
    return [problem.code for problem in checked(folder, today).report]


def built(folder: Path, today: datetime.date = TODAY) -> Built:
    """Build a portal into its own `site`; it must have no errors."""
    result = build_portal(folder, folder / "build", folder / "site", today, os.environ)
    assert isinstance(result, Built), [problem.message for problem in result.report.errors]
    return result


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
