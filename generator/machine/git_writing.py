"""New objects for a repository, references moved in one transaction, what nobody leads to gone.

For whoever rewrites history. Only plumbing is run, without hooks; each step may be repeated.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.machine.git_history import History
from generator.machine.git_pack import Pack
from generator.machine.git_program import GitError, reason

_NOTHING_KEPT = ("-c", "core.logAllRefUpdates=false", "-c", "gc.auto=0")
# What speaks of objects that may go: git makes it anew where it needs it.
_SPEAK_OF_OBJECTS = (
    "logs", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "objects/info/commit-graph",
    "objects/info/commit-graphs", "objects/info/packs", "info/refs", "gc.log", "gc.pid",
    "objects/pack/*.keep", "objects/pack/*.bitmap", "objects/pack/multi-pack-index*",
    "objects/pack/tmp_*", "objects/pack/.tmp-*", "objects/tmp_objdir-*", "objects/incoming-*",
    "objects/??/tmp_obj_*",
)  # fmt: skip
# What would bring back, or hide, what is to go: somebody has to end it first.
_IN_THE_WAY = {
    "objects/info/alternates": "คลังนี้ยืมสิ่งที่เก็บจากคลังอื่น สั่ง git repack -a -d "
    "แล้วลบแฟ้ม objects/info/alternates",
    "shallow": "คลังนี้มีประวัติไม่ครบ (shallow) สั่ง git fetch --unshallow จากคลังต้นทางก่อน",
    "info/grafts": "คลังนี้มีแฟ้ม info/grafts ซึ่งเปลี่ยนประวัติ ลบแฟ้มนั้นก่อน",
    "worktrees/*": "คลังนี้มีโฟลเดอร์งาน (git worktree) สั่ง git worktree remove ให้หมดก่อน",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A branch, a tag or another reference, by its full name, and the object that it leads to."""

    name: str
    oid: str


@dataclass(frozen=True, slots=True)
class Move:
    """That a reference leads elsewhere from now on, under its name or another; or goes, without."""

    old: Reference
    new: Reference


class Writing(History):
    """A bare repository whose history may be written anew. Raises GitError and OSError."""

    def refuse_shared(self) -> None:
        """Refuse a repository that shares objects, lacks some, or is tidied just now."""
        for pattern, said in _IN_THE_WAY.items():
            if any(self._folder.glob(pattern)):
                raise GitError(said)
        if _lives(self._folder / "gc.pid"):
            raise GitError("git กำลังจัดเก็บคลังนี้อยู่ (git gc) รอสักครู่แล้วสั่งใหม่")

    def references(self) -> list[Reference]:
        """Return what leads to objects: references that name no other one, and a lone HEAD."""
        told = self._run("for-each-ref", "--format=%(objectname) %(symref) %(refname)")
        found = []
        for line in told.decode("utf-8", "surrogateescape").splitlines():
            oid, other, name = line.split(" ", 2)
            if not other:
                found.append(Reference(name, oid))
        head = (self._folder / "HEAD").read_text("utf-8", errors="replace").strip()
        if not head.startswith("ref:"):
            found.append(Reference("HEAD", head))
        return found

    def names(self) -> list[str]:
        """Return the full name of every reference, and of what HEAD leads to."""
        told = self._run("for-each-ref", "--format=%(refname)")
        head = (self._folder / "HEAD").read_text("utf-8", errors="replace").strip()
        return [*told.decode("utf-8", "surrogateescape").splitlines(), head.removeprefix("ref: ")]

    def reachable(self, tips: Iterable[str]) -> dict[str, str]:
        """Return every object that leads from `tips`, with a path that it has there, or none."""
        asked = "".join(f"{one}\n" for one in tips).encode()
        told = self._run("rev-list", "--objects", "--stdin", told=asked)
        found = {}
        for line in told.decode("utf-8", "surrogateescape").split("\n"):
            oid, _, path = line.partition(" ")
            if oid:
                found[oid] = path
        return found

    def commits(self, tips: Iterable[str]) -> list[str]:
        """Return every commit up to `tips`, none before one of its parents."""
        asked = "".join(f"{one}\n" for one in tips).encode()
        told = self._run("rev-list", "--topo-order", "--reverse", "--stdin", told=asked)
        return told.decode("ascii", "replace").split()

    def since(self, commit: str, tips: Iterable[str]) -> list[str]:
        """Return every commit up to `tips` that goes on from one."""
        asked = "".join(f"{one}\n" for one in (f"^{commit}", *tips)).encode()
        told = self._run("rev-list", "--ancestry-path", "--stdin", told=asked)
        return told.decode("ascii", "replace").split()

    def everything(self) -> dict[str, str]:
        """Return the kind of every object that lies in the repository, whatever leads to it."""
        told = self._run(
            "cat-file", "--batch-all-objects", "--unordered",
            "--batch-check=%(objectname) %(objecttype)",
        )  # fmt: skip
        found = {}
        for line in told.decode("ascii", "replace").splitlines():
            oid, kind = line.split()
            found[oid] = kind
        return found

    def take(self, pack: Pack) -> None:
        """Put the objects of a pack into the repository, all of them or none.

        Git reads them once more, and names them itself.
        """
        if pack.count:
            with pack.whole() as stream:
                self._fed(("index-pack", "--stdin"), stream)

    def check(self, tips: Sequence[str]) -> None:
        """Have git look whether everything that leads from `tips` is there."""
        self._run("fsck", "--connectivity-only", "--no-dangling", "--no-progress", *tips)

    def move(self, moves: Sequence[Move]) -> None:
        """Move references in one transaction, which git does not begin where one was moved."""
        told = ["start"]
        for one in moves:
            if one.old.name == one.new.name:
                told.append(f"update {one.old.name}\0{one.new.oid}\0{one.old.oid}")
            else:
                told += [f"create {one.new.name}\0{one.new.oid}"] if one.new.name else []
                told.append(f"delete {one.old.name}\0{one.old.oid}")
        told += ["prepare", "commit"]
        lines = "".join(f"{line}\0" for line in told)
        data = lines.encode("utf-8", "surrogateescape")
        self._run(*_NOTHING_KEPT, "update-ref", "--no-deref", "--stdin", "-z", told=data)

    def forget(self) -> None:
        """Leave nothing in the repository that no reference leads to, at once."""
        for pattern in _SPEAK_OF_OBJECTS:
            for path in list(self._folder.glob(pattern)):
                _remove(path)
        self._run("pack-refs", "--all", "--prune")
        self._run(*_NOTHING_KEPT, "repack", "-a", "-d", "-f", "-q")
        self._run(*_NOTHING_KEPT, "prune", "--expire=now")

    def bundle(self, file: Path) -> None:
        """Write everything that references lead to into a file of its own."""
        file.touch(mode=0o600, exist_ok=False)
        self._run("bundle", "create", "--quiet", str(file.resolve()), "--all")

    def _fed(self, arguments: Sequence[str], stream: IO[bytes]) -> None:
        done = subprocess.run(  # noqa: S603  # an argument list of ours
            self._command(*arguments), env=self._environment, cwd=self._folder, stdin=stream,
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise GitError(reason(done.stderr))


def _lives(file: Path) -> bool:
    """Whether the process that a file of git's names still works."""
    try:
        os.kill(int(file.read_text(encoding="ascii").split()[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
