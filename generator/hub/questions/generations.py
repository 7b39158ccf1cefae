"""The folders of embedded questions: each load makes the next beside the one that is asked.

    state/questions/current.json   which folder is asked, and what it holds
    state/questions/<version>/     tables of an engine

What changed is loaded into a copy whose unchanged files are the same ones on the disk; the note is
replaced in one step when all is done. Whoever is killed before leaves the old answers. Nothing of
the ones before stays: what a member took back is in them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.machine.disk import put_file

_NOTE = "current.json"
# Folders of parts: what lies in them is never written again.
_PART = re.compile(r"[0-9]+_[0-9]+_[0-9]+_[0-9]+(?:_[0-9]+)?", re.ASCII)
_NOT_COPIED = frozenset({"status", "tmp"})
_FOLDER = re.compile("[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Noted:
    """What is asked now: its folder, none where a server has it; keys of parts by year/province."""

    folder: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


class Generations:
    """The folders below `home`."""

    def __init__(self, home: Path) -> None:
        """Nothing is read or made yet."""
        self.home = home

    def noted(self) -> Noted:
        """Return what is asked now; nothing where there is none, or it cannot be read."""
        try:
            told = json.loads((self.home / _NOTE).read_bytes())
            noted = Noted(told["folder"], dict(told["parts"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Noted()
        there = not noted.folder or (self.home / noted.folder).is_dir()
        return noted if there else Noted()

    def changed(self) -> int:
        """Return when the note was replaced, in nanoseconds; 0 where there is none."""
        try:
            return (self.home / _NOTE).stat().st_mtime_ns
        except OSError:
            return 0

    def begun(self, name: str) -> Path:
        """Return a new folder with what is there now. Raises OSError."""
        folder, now = self.home / name, self.noted().folder
        self.home.mkdir(parents=True, exist_ok=True)
        self.sweep(now)
        if now:
            _copied(self.home / now, folder)
        else:
            folder.mkdir()
        return folder

    def finished(self, noted: Noted) -> None:
        """Have the new folder asked from now on. Raises OSError."""
        told = {"folder": noted.folder, "parts": dict(noted.parts)}
        data = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
        put_file(self.home / _NOTE, f"{data}\n".encode(), part=self.home / f".{_NOTE}")
        self.sweep(noted.folder)

    def sweep(self, asked: str) -> None:
        """Remove every folder but the one that is asked: older ones, what a killed run began."""
        for one in self.home.iterdir():
            if _FOLDER.fullmatch(one.name) and one.name != asked:
                shutil.rmtree(one, ignore_errors=True)


def without_parts(folder: Path, used: Collection[str]) -> None:
    """Remove from an engine's closed folder the parts that were replaced: they hold old rows."""
    for one in [*(folder / "store").glob("*/*/*")]:
        if _PART.fullmatch(one.name) and one.name not in used:
            shutil.rmtree(one)


def _copied(source: Path, to: Path) -> None:
    for folder, names, files in os.walk(source):
        here = Path(folder)
        names[:] = [one for one in names if one not in _NOT_COPIED]
        place = to / here.relative_to(source)
        place.mkdir()
        for name in names:
            # Tables are led to by links within the folder itself.
            if (here / name).is_symlink():
                (place / name).symlink_to((here / name).readlink())
        for name in files:
            if name in _NOT_COPIED:
                continue
            if _PART.fullmatch(here.name):
                os.link(here / name, place / name)
            else:
                shutil.copy2(here / name, place / name, follow_symlinks=False)
