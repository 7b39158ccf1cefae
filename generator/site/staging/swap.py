"""A finished folder takes the place of an old one, by two renames.

New and old wait in a folder of ours: inside the staging folder, or hidden beside the place where
that is on another disk. It carries a mark under the key: without it nothing there is removed.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import load_proven, save_proven
from generator.machine.patience import patiently
from generator.machine.proof import Proof

_MARK = ".mark"
_NEW, _OLD = "new-", "old-"


class Aside:
    """The folder where what is to stand at `live`, or stood there, waits."""

    def __init__(self, staging: Path, live: Path, key: str, proof: Proof) -> None:
        """Use a place in `staging`, which exists; `key` tells one `live` from another."""
        self._live = live
        self._proof = proof
        inside, beside = staging / f".swap-{key}", live.with_name(f".{live.name}.swap-{key}")
        self._folders = (inside, beside)
        self._made: list[Path] = []  # ours, also where another key marked the folder
        self._folder = inside if _same_disk(staging, live) else beside

    def begin(self) -> Path:
        """Return where to make the new folder; nothing is there yet. Leftovers of ours are gone."""
        self._clear()
        if guard.is_link(self._folder):
            raise guard.FolderRefusedError(self._folder, "เป็นลิงก์", "ลบลิงก์นั้นแล้วสั่งใหม่")
        if os.path.lexists(self._folder) and not self._folder.is_dir():
            raise guard.FolderRefusedError(self._folder, "ต้องเป็นโฟลเดอร์", "ย้ายสิ่งที่ใช้ชื่อนี้ออก แล้วสั่งใหม่")
        if not self._is_ours(self._folder) and guard.is_empty(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            save_proven(self._folder / _MARK, {"for": self._live.name}, self._proof)
        return self._new_room(_NEW) / "site"

    def swap(self, new: Path) -> None:
        """Put `new`, which `begin` placed, in the place of what is live; that is removed after."""
        old = self._new_room(_OLD) / "site"
        if os.path.lexists(self._live):
            patiently(lambda: self._live.rename(old))
        try:
            self._live.parent.mkdir(parents=True, exist_ok=True)
            patiently(lambda: new.rename(self._live))
        except OSError:
            if old.is_dir():
                patiently(lambda: old.rename(self._live))
            raise
        self.end()

    def end(self) -> None:
        """Remove what is left there, and the folder."""
        self._clear()
        if self._is_ours(self._folder) and {one.name for one in self._folder.iterdir()} == {_MARK}:
            shutil.rmtree(self._folder, ignore_errors=True)

    def recover(self) -> None:
        """Undo a `swap` that was killed before the new folder stood in its place."""
        if os.path.lexists(self._live):
            return
        for folder in self._folders:
            for old in sorted(folder.glob(f"{_OLD}*/site")):
                if not (guard.is_link(folder) or guard.is_link(old.parent) or guard.is_link(old)):
                    old.rename(self._live)
                    return

    def _is_ours(self, folder: Path) -> bool:
        told, proven = load_proven(folder / _MARK, self._proof)
        return proven and told == {"for": self._live.name} and not guard.is_link(folder)

    def _new_room(self, kind: str) -> Path:
        room = self._folder / f"{kind}{secrets.token_hex(4)}"
        room.mkdir(parents=True)
        self._made.append(room)
        return room

    def _clear(self) -> None:
        for room in self._made:
            if not guard.is_link(room):
                shutil.rmtree(room, ignore_errors=True)
        for folder in self._folders:
            for room in folder.iterdir() if self._is_ours(folder) else ():
                if room.name.startswith((_NEW, _OLD)) and not guard.is_link(room):
                    shutil.rmtree(room, ignore_errors=True)


def _same_disk(staging: Path, live: Path) -> bool:
    """Whether a folder can be renamed from one place to the other."""
    above = next(one for one in live.absolute().parents if one.is_dir())
    name = f".{secrets.token_hex(8)}"
    try:
        (staging / name).mkdir()
        (staging / name).rename(above / name)
        (above / name).rmdir()
    except OSError:
        if (staging / name).is_dir():
            (staging / name).rmdir()
        return False
    return True
