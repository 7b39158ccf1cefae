"""The key that proves what this machine built: it stays with the person's own state."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from generator.machine.disk import create_file
from generator.machine.proof import KEY_SIZE, Proof

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def own_proof(*folders: Path, instead: Path | None = None) -> Proof:
    """Return the person's own proof; its key is made where there is none yet.

    The key never lies in one of `folders`, which may be copied or published. Where the person has
    no place for it, it lies in the folder `instead`, or is forgotten after this run: then nothing
    of an earlier build is used again.
    """
    for home in filter(None, (_state_folder(), instead)):
        if any(_real(home).is_relative_to(_real(folder)) for folder in folders):
            continue
        if key := _key(home / "key"):
            return Proof(key)
    return Proof()


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, of a loop of links too


def _state_folder() -> Path | None:
    names = ("LOCALAPPDATA",) if os.name == "nt" else ("XDG_STATE_HOME",)
    for name in names:
        given = os.environ.get(name, "")
        if given and Path(given).is_absolute():
            return Path(given) / "phaen"
    try:
        return Path.home() / ".local" / "state" / "phaen"
    except RuntimeError:
        return None


def _key(file: Path) -> bytes | None:
    """Return the key in `file`, new where there is none; None where it cannot be kept there."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _kept(file) or _made(file)
    except OSError:
        return None


def _kept(file: Path) -> bytes | None:
    """Return the key where nobody else could read or change it."""
    try:
        state = file.lstat()
    except FileNotFoundError:
        return None
    private = os.name == "nt" or (state.st_uid == os.geteuid() and not state.st_mode & _OTHERS)
    if stat.S_ISREG(state.st_mode) and private and len(key := file.read_bytes()) == KEY_SIZE:
        return key
    file.unlink()  # whoever read it could make our tags
    return None


def _made(file: Path) -> bytes | None:
    create_file(file, secrets.token_bytes(KEY_SIZE), 0o600)  # of two runs the first one's counts
    return _kept(file)
