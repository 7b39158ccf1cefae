"""Papers and images that builds of a test run made already, lent to those that begin later.

A build folder that holds nothing else is what a killed run leaves: the product takes a file from
there where its tag holds and its name is the digest of all that the paper is made of, and removes
whatever the portal has no use for. What a test says of first builds, it says with `lends=False`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

KEPT = (".papers", ".cards")
# Where the working processes of a run find each other's; conftest makes it and takes it away.
PLACE = "PHAEN_TESTS_LENT"
# Of each kind: more take longer to link than they spare.
_AT_MOST = 400


@contextlib.contextmanager
def lent(portal: Path) -> Iterator[None]:
    """Lend to a portal that has no build folder yet, and keep what was made of it."""
    place, build = os.environ.get(PLACE), portal / "build"
    if not place or not _may_have(portal, Path(place)) or os.path.lexists(build):
        yield
        return
    _lend(Path(place), build)
    try:
        yield
    finally:
        if (build / ".staged").is_file():
            _keep(Path(place), build)
        else:
            _take_back(build)


def _may_have(portal: Path, place: Path) -> bool:
    """Whether it is a portal, and on the disk of what is lent: a small disk is left to its test."""
    plans = portal / "plans"
    return plans.is_dir() and plans.stat().st_dev == place.stat().st_dev


def _lend(place: Path, build: Path) -> None:
    """Link what was of use last; the build removes all that it has no use for."""
    for name in KEPT:
        with os.scandir(place / name) as found:
            files = sorted(found, key=lambda one: -one.stat().st_mtime_ns)[:_AT_MOST]
        if files:
            (build / name).mkdir(parents=True)
        for file in files:
            os.link(file, build / name / file.name)


def _keep(place: Path, build: Path) -> None:
    for name in KEPT:
        for file in build.glob(f"{name}/*"):
            with contextlib.suppress(FileExistsError):
                os.link(file, place / name / file.name)
            os.utime(file)


def _take_back(build: Path) -> None:
    """Leave nothing where a build that refused would have left nothing."""
    for name in KEPT:
        shutil.rmtree(build / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        build.rmdir()
