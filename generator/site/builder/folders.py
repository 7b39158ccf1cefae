"""The folders that a build fills: whose they are, what a killed run left, the swap at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.machine import guard
from generator.machine.git import Repository
from generator.machine.proof import Proof
from generator.site.builder.standing import Build, Standing
from generator.site.staging import Aside, StagingList


def own_folders(
    root: Path, staging: Path, site_dir: Path, proof: Proof, environment: Mapping[str, str]
) -> StagingList:
    """Refuse folders that are not ours to fill, before anything is touched.

    Raises FolderRefusedError.
    """
    for folder in (staging, site_dir):
        guard.refuse_place(folder, root)
        guard.refuse_kept(folder, kept=keeps(folder, environment))
    guard.refuse_pair(site_dir, staging)
    listed = StagingList(staging, proof)
    listed.refuse_foreign()
    Standing(staging, site_dir, proof).refuse_foreign()
    return listed


def recover(standing: Standing, aside: Aside) -> None:
    """Bring back the site over which a run was killed, and look once more whose it is."""
    aside.recover()
    standing.recover_earlier()
    standing.refuse_foreign()


def show(standing: Standing, aside: Aside, fresh: Path, made: Build) -> None:
    """Put the new site in its place. Whatever ends this in between, the next run knows both."""
    standing.refuse_foreign(made)
    standing.begin(made)
    aside.swap(fresh)
    standing.end(made)


def keeps(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a file below `folder` is in git, in whatever repository is around it."""
    above = next(one for one in folder.absolute().parents if one.is_dir())
    if guard.is_link(folder):  # links are judged by themselves
        return False
    return Repository(above, environment).keeps(folder)
