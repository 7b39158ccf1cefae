"""The portal as a commit has it, checked beside the one that lies there."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.archive import DamagedSealError, sealed_path, write_sources
from generator.machine.git import Repository
from generator.machine.git_program import GitError
from generator.pipeline import Checked, check_portal
from generator.plan.model import MASK
from generator.plan.withdraw import covered_lines, gone_from
from generator.publishing.covered import gone_between


def checked_at(repository: Repository, commit: str, day: datetime.date) -> Checked:
    """Check the portal as a commit has it, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="phaen-") as folder:
        repository.write_to(commit, Path(folder))
        return check_portal(Path(folder), day)


def covered_since_commit(portal: Path, year: str, day: datetime.date) -> tuple[str, ...]:
    """Return what texts said at the last commit that are covered now; nothing without one."""
    repository = Repository(portal, os.environ)
    try:
        before = checked_at(repository, repository.commit("HEAD"), day)
    except GitError:  # no repository, or no commit yet: nobody knows
        return ()
    return gone_between(before, check_portal(portal, day, opened=frozenset({year})))


def covered_since_seal(portal: Path, year: str, day: datetime.date) -> tuple[str, ...]:
    """Return what a sealed year says in rows, reports or settings, and its files cover by now."""
    opened = check_portal(portal, day, opened=frozenset({year}))
    told = gone_between(check_portal(portal, day), opened)
    with tempfile.TemporaryDirectory(prefix="phaen-") as name:
        folder = Path(name)
        try:
            write_sources(sealed_path(portal, year), folder)
        except (DamagedSealError, FileNotFoundError):  # what pages tell of it has to do
            return told
        lines = tuple(_covered_lines(folder, portal))
        return (*told, *gone_between(check_portal(folder, day), opened), *lines)


def _covered_lines(old: Path, now: Path) -> Iterator[str]:
    """Yield what lines of settings and pages said that are covered by now."""
    for path in sorted(old.rglob("*")):
        there = now / path.relative_to(old)
        if path.suffix in (".yml", ".yaml", ".md") and there.is_file():
            for line in covered_lines(path.read_bytes(), there.read_bytes()):
                if MASK in line.now:
                    yield from gone_from(line.was, line.now)
