"""The portal as a commit has it, checked beside the one that lies there."""

from __future__ import annotations

import datetime
import os
import tempfile
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.git_program import GitError
from generator.pipeline import Checked, check_portal
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
    """Return what a sealed year tells that its files have covered by now."""
    opened = check_portal(portal, day, opened=frozenset({year}))
    return gone_between(check_portal(portal, day), opened)
