"""Where a repository still holds what a working tree no longer says."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.machine.git_program import Git, GitError

_REMOTE = re.compile(r"remote\.(.+)\.url\n(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Traces:
    """What a repository holds: `remotes` as name and address, its own commits, stashes.

    `commits` counts those that touch the files that were asked for; `top` is the folder of the
    whole repository.
    """

    remotes: tuple[tuple[str, str], ...] = ()
    commits: int = 0
    stashes: int = 0
    top: str = ""


class TracedRepository(Git):
    """The repository around a folder, asked what it holds; nothing in it is changed."""

    def traces(self, paths: Sequence[str]) -> Traces | None:
        """Return what holds earlier versions of `paths`, below the folder; None without git."""
        try:
            top = os.fsdecode(self._run("rev-parse", "--show-toplevel")).removesuffix("\n")
        except GitError:
            return None
        commits = stashes = 0
        remotes: list[tuple[str, str]] = []
        with contextlib.suppress(GitError):  # there is no commit yet
            said = self._run("rev-list", "--all", "--reflog", "--count", "--", *paths)
            commits = int(said)
        with contextlib.suppress(GitError):
            self._run("rev-parse", "--verify", "--quiet", "refs/stash")
            stashes = len(self._run("rev-list", "-g", "refs/stash").split())
        with contextlib.suppress(GitError):
            told = os.fsdecode(self._run("config", "-z", "--get-regexp", r"^remote\..*\.url$"))
            remotes = [found.groups() for one in told.split("\0") if (found := _REMOTE.match(one))]  # type: ignore[misc]  # two groups
        return Traces(tuple(dict.fromkeys(remotes)), commits, stashes, top)
