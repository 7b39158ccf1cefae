"""Whose is a staging folder? A list of what was staged lies in it; any other file is not ours.

The list stands before anything is staged: a run that is killed leaves no file that is not in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import load_proven, read_plain, save_proven
from generator.machine.proof import TAG_SIZE, Proof

_LIST = ".staged"
# What the release before this one left: the times of all that it staged below `docs`.
_STAMP = ".stamp"
# Beside these an earlier release staged a theme, whose templates are all of one kind.
_EARLIER = re.compile(r"portal\.yml|theme/(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.(?:html|yml|j2|xml)")
# Ours, hidden at the top; through none of them may a link lead elsewhere.
_HIDDEN = re.compile(
    r"\.(?:staged|stamp|pieces|passed|cards|papers|photos|uploads|sealed|site-.*|swap-.*)(?:\.part)?"
)
# What a run leaves that found errors in the plan, or was killed, before anything was staged. Other
# programs may use the same folders' names, but not these files'.
_UNSTAGED = re.compile(
    r"\.staged\.part|(?:\.cards/[0-9a-f]{64}\.png|\.papers/[0-9a-f]{64}\.paper|\.photos/[0-9a-f]{64}\.jpg|\.uploads/[0-9a-f]{64}\.json)(?:\.part)?"
    r"|\.sealed/(?:digests\.json(?:\.part)?|[0-9]+-[0-9a-f]{64}(?:\.part)?/.+)"
)
# Of these a build needs what they hold: what else has their name stands in its way.
_FOLDERS, _FILES = re.compile(r"\.sealed|\.swap-.*"), re.compile(r"\.staged(?:\.part)?|\.site-.*")
_TAGGED = re.compile(r"\.(?:pieces|passed|site-[0-9a-f]{16})")


class StagingList:
    """The list of what is staged in `folder`."""

    def __init__(self, folder: Path, proof: Proof) -> None:
        self._folder = folder
        self._proof = proof
        listed, self._proven = load_proven(folder / _LIST, proof)
        self._files = {str(path): str(digest) for path, digest in listed.items()}

    def refuse_foreign(self) -> None:
        """Refuse the folder unless all in it is ours. Raises FolderRefusedError.

        Hidden files at its top are neither read nor removed by what stages, so they do not count
        once the folder has a list; a folder without one has to be empty, or an earlier release's.
        """
        earlier = {} if self._files else _staged_earlier(self._folder)
        marked = bool(self._files or earlier)
        for name in self._links():
            raise guard.FolderRefusedError(
                self._folder, f"มีลิงก์ {name} ซึ่งพาไปที่อื่น", "ย้ายลิงก์นั้นออก แล้วสั่งใหม่"
            )
        self._refuse_in_the_way()

        def ours(path: str) -> bool:
            if path.startswith("."):
                return marked or bool(_UNSTAGED.fullmatch(path)) or self._is_proven(path)
            name = path.removesuffix(".part")
            return self._is_listed(name, path) or bool(earlier and _is_earlier(name, earlier))

        guard.refuse_foreign(self._folder, ours)

    def _refuse_in_the_way(self) -> None:
        """Refuse what a person must take away first. Raises FolderRefusedError."""
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            kind = "โฟลเดอร์" if _FOLDERS.fullmatch(path.name) else "ไฟล์"
            wrong = not path.is_dir() if kind == "โฟลเดอร์" else not path.is_file()
            if wrong and (kind == "โฟลเดอร์" or _FILES.fullmatch(path.name)):
                raise guard.FolderRefusedError(
                    self._folder, f"{path.name} ในนั้นต้องเป็น{kind}", "ย้ายสิ่งนั้นออก แล้วสั่งใหม่"
                )
        if (self._folder / _LIST).is_file() and not self._files and not self._proven:
            raise guard.FolderRefusedError(
                self._folder,
                f"รายการ {_LIST} ในนั้นเสีย จึงไม่รู้ว่าไฟล์ใดเป็นของระบบ",
                "ถ้าไม่มีไฟล์ของท่านในโฟลเดอร์นี้ ให้ลบทั้งโฟลเดอร์แล้วสั่งใหม่ ระบบสร้างใหม่ได้ทั้งหมด",
            )

    def begin(self, digests: Mapping[str, str]) -> None:
        """List what is to be staged, beside what is there: a file may be of either, if we die."""
        both = {
            path: f"{digest} {self._files.get(path, '')}".strip()
            for path, digest in digests.items()
        }
        save_proven(self._folder / _LIST, {**self._files, **both}, self._proof)

    def end(self, digests: Mapping[str, str]) -> None:
        """List what is staged now, and nothing else."""
        save_proven(self._folder / _LIST, dict(digests), self._proof)
        self._files, self._proven = dict(digests), True

    def _links(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return sorted(
            path.name
            for path in self._folder.iterdir()
            if _HIDDEN.fullmatch(path.name) and guard.is_link(path)
        )

    def _is_proven(self, path: str) -> bool:
        """Whether a hidden file is as we wrote it: it may stand where the list was removed."""
        if not _TAGGED.fullmatch(path):
            return False
        whole = read_plain(self._folder / path)
        return self._proof.holds(whole[:TAG_SIZE], path, whole[TAG_SIZE:])

    def _is_listed(self, name: str, path: str) -> bool:
        digests = self._files.get(name)
        if digests is None or self._proven:
            return digests is not None
        # The list of another machine, or of anybody: what it says must be so.
        return hashlib.sha256((self._folder / path).read_bytes()).hexdigest() in digests.split()


def _staged_earlier(folder: Path) -> Mapping[str, object]:
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        return dict(stamp["times"]) if re.fullmatch("[0-9a-f]{64}", stamp["stamp"]) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _is_earlier(name: str, times: Mapping[str, object]) -> bool:
    return bool(_EARLIER.fullmatch(name)) or name.removeprefix("docs/") in times
