"""The history of a repository, object by object: what commits bring, what a push brings with it.

Reads alone. Each object is asked for once, and one process of git answers for all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git_objects import LARGEST_SEALED, next_object, object_bytes, safe_path
from generator.machine.git_program import Git, GitError

_OID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_MODULE = b"160000"
_LINKS = (b"120000", _MODULE)


@dataclass(frozen=True, slots=True)
class GitObject:
    """One object: its name, its kind (`commit`, `tree`, `blob`, `tag`), and its bytes.

    Of one that is larger than was asked for there are no bytes.
    """

    oid: str
    kind: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as a commit has it and its parents have not; a link or another repository, maybe."""

    commit: str
    path: str
    oid: str
    link: bool


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that a commit has otherwise than one of its parents, by object; empty for no file."""

    commit: str
    path: str
    old: str
    new: str


class History(Git):
    """Reads a repository's history. Raises GitError."""

    def new_commits(self, tips: Iterable[str], known: Iterable[str], most: int) -> list[str]:
        """Return the commits up to `tips` that no reference leads to, nor any of `known`.

        The oldest come first. Raises GitError where there are more than `most`.
        """
        asked = "".join(f"{_named(one)}\n" for one in tips)
        asked += "".join(f"^{_named(one)}\n" for one in known)
        command = ("rev-list", "--topo-order", f"--max-count={most + 1}", "--stdin")
        found = self._run(*command, "--not", "--all", told=asked.encode())
        commits = [_named(one) for one in found.decode("ascii", "replace").split()]
        if len(commits) > most:
            raise GitError(
                f"push นี้มี commit ใหม่เกิน {most:,} รายการ ส่งทีละช่วง เช่น "
                "git push origin HEAD~1000:refs/heads/ส่งทีละช่วง แล้วจึง push ที่เหลือ"
            )
        return commits[::-1]

    def touching(self, paths: Sequence[str]) -> list[str]:
        """Return the commits that references lead to and that changed one of these, newest first.

        Not those that a push brings, while it is judged.
        """
        command = ("rev-list", "--all", "--topo-order", "--full-history", "--")
        return [_named(one) for one in self._run(*command, *paths).decode("ascii").split()]

    def brought(self, commits: Sequence[str], paths: Sequence[str]) -> Iterator[Brought]:
        """Yield what each commit has below `paths` otherwise than one of its parents.

        What is gone is not told. A name out of bounds raises GitError.
        """
        for one, (_, mode), path in self._differences(commits, paths):
            if one.new or mode in _LINKS:
                oid = one.new or "0" * len(one.commit)
                yield Brought(one.commit, safe_path(path), oid, mode in _LINKS)

    def replaced(self, commits: Sequence[str]) -> Iterator[Replaced]:
        """Yield what each commit has otherwise than one of its parents; what is gone, too.

        Another repository's commit counts as no file.
        """
        for one, modes, _ in self._differences(commits, ()):
            old, new = ("" if mode == _MODULE else oid
                        for mode, oid in zip(modes, (one.old, one.new), strict=True))  # fmt: skip
            if old or new:
                yield Replaced(one.commit, one.path, old, new)

    def _differences(
        self, commits: Sequence[str], paths: Sequence[str]
    ) -> Iterator[tuple[Replaced, tuple[bytes, bytes], bytes]]:
        """Yield each difference, the modes that the file had and has, and its path in bytes."""
        asked = "".join(f"{_named(one)}\n" for one in commits).encode()
        command = ("diff-tree", "--stdin", "-r", "-m", "--root", "--no-renames", "--raw", "-z")
        parts = iter(self._run(*command, "--no-abbrev", "--", *paths, told=asked).split(b"\0"))
        commit = ""
        for part in parts:
            if not part.startswith(b":"):
                commit = part.split()[0].decode("ascii", "replace") if part.strip() else commit
                continue
            before, after, was, now, _ = part.split(b" ")
            old, new = (one.decode("ascii") if one.strip(b"0") else "" for one in (was, now))
            path = next(parts, b"")
            text = path.decode("utf-8", "surrogateescape")
            yield Replaced(commit, text, old, new), (before.removeprefix(b":"), after), path

    def objects(self, oids: Iterable[str], most: int = LARGEST_SEALED) -> Iterator[GitObject]:
        """Yield the objects, in the order of `oids`; of a larger one than `most` no bytes."""
        with self._batch(map(_named, oids)) as told:
            while head := next_object(told):
                oid, kind, size = head
                pieces = object_bytes(told, size)
                data = b"".join(pieces) if size <= most else None
                for _ in pieces:
                    pass  # of a larger one, too, what follows comes after it
                yield GitObject(oid, kind, data)

    def came_with_push(self) -> list[str]:
        """Return every object that came with the push that is judged, whatever leads to it.

        To be asked by its hook: until that lets them in, they lie in a folder of their own.
        """
        if "GIT_QUARANTINE_PATH" not in self._environment:
            return []
        alone = {**self._environment}
        alone.pop("GIT_ALTERNATE_OBJECT_DIRECTORIES", None)
        # Without the repository's own objects, which are known.
        alone["GIT_OBJECT_DIRECTORY"] = alone["GIT_QUARANTINE_PATH"]
        done = subprocess.run(  # noqa: S603  # an argument list of ours
            self._command("cat-file", "--batch-all-objects", "--unordered",
                          "--batch-check=%(objectname)"),
            env=alone, cwd=self._folder, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise GitError("git อ่านสิ่งที่มากับ push นี้ไม่ได้")
        return done.stdout.decode("ascii", "replace").split()

    def lost_push(self) -> bool:
        """Whether the folder with what the push brought is gone: somebody purged meanwhile."""
        folder = self._environment.get("GIT_QUARANTINE_PATH")
        return folder is not None and not Path(os.fsdecode(folder)).is_dir()


def _named(oid: str) -> str:
    if not _OID.fullmatch(oid):
        raise GitError(f"{oid!r} ไม่ใช่รหัสของ git")
    return oid
