"""A person's own working tree, where commands of ours commit for them.

Here git is run as they would run it: with their own settings and their filters, so that line ends
and names come out as theirs; hooks alone stay off, for ours asks before a push anyhow.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.git_program import GitError, reason

_TEXTS = ("ours", "base", "theirs")


class WorkTree(Repository):
    """The repository whose working tree is the folder itself. Raises GitError."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Use the repository at or around `folder`, as the person whose environment it is."""
        super().__init__(folder, environment)
        del self._environment["GIT_CONFIG_GLOBAL"], self._environment["GIT_CONFIG_NOSYSTEM"]
        self._environment |= self._person

    def unclean(self) -> list[str]:
        """Return the path of every file that git keeps and that is not as the last commit has it.

        Files that git does not know are left out.
        """
        told = self._run("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames")
        return [os.fsdecode(one[3:]) for one in told.split(b"\0") if one]

    def record(self, paths: Iterable[str], message: str) -> str:
        """Commit these files as they lie there, and nothing else; return the commit."""
        named = [f":(literal){path}" for path in paths]
        self._run("add", "--force", "--", *named)
        self._run("commit", "--quiet", "--message", message, "--only", "--", *named)
        return self.commit("HEAD")

    def merged(
        self, ours: bytes, base: bytes, theirs: bytes, *, both: bool = False
    ) -> bytes | None:
        """Return a text with the changes of both sides; None where both changed the same lines.

        With `both`, such lines of either side stand one after the other: for lists.
        """
        with tempfile.TemporaryDirectory() as folder:
            for name, data in zip(_TEXTS, (ours, base, theirs), strict=True):
                (Path(folder) / name).write_bytes(data)
            union = ("--union",) if both else ()
            paths = [str(Path(folder) / name) for name in _TEXTS]
            done = subprocess.run(  # noqa: S603  # an argument list of ours
                self._command("merge-file", "-p", "--quiet", *union, *paths),
                env=self._environment, cwd=folder, capture_output=True, check=False,
            )  # fmt: skip
        if done.returncode == 0:
            return done.stdout
        if 0 < done.returncode < 128:  # as many places as both changed
            return None
        raise GitError(reason(done.stderr))
