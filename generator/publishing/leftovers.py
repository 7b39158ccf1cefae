"""What a killed git leaves in a bare repository, removed once it can belong to nobody.

Git takes a reference's lock for the milliseconds in which it writes the reference, and never waits
for one that a dead process left: every later push would fail. It keeps a push's objects apart
until the hook has let them in; where it is killed they stay, and only a rare `git gc` drops them.
"""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

# Seconds. A push that is between its hook and its references holds locks far shorter than this
# (decision 44).
OWNED = 10
# Seconds without a new byte. An upload writes all the while; then it waits for its hook.
UPLOADING = 3600
_PAUSE = 0.25
_LET_IN = 2
# What git holds while it writes references, HEAD, the packed references and the configuration.
_LOCKS = ("*.lock", "refs/**/*.lock", "logs/**/*.lock")
# Objects that never came in, and what a repack or its lock left.
_UNFINISHED = (
    "objects/tmp_objdir-*", "objects/incoming-*", "objects/pack/tmp_*", "objects/pack/.tmp-*",
    "objects/maintenance.lock", "objects/info/**/*.lock", "objects/pack/*.lock",
)  # fmt: skip


def clear_leftovers(repository: Path, clock: Path) -> None:
    """Remove locks that nobody holds, and objects of pushes that died.

    To be called by one run at a time. A lock that is younger than OWNED seconds may be a living
    push's: it is waited for, as long and a little, and never removed. `clock` is a file of ours on
    the same disk: writing it tells the time by which the locks are dated. Raises OSError.
    """
    for _ in range(int((OWNED + 2) / _PAUSE)):
        if not _clear_locks(repository, _now(clock)):
            break
        time.sleep(_PAUSE)
    now = _now(clock)
    for path in _found(repository, _UNFINISHED):
        written = _last_written(path)
        if written is not None and now - written >= UPLOADING:
            _remove(path)


def wait_for_those_let_in() -> None:
    """Wait until whoever was let in before has moved its references: no git takes longer."""
    time.sleep(_LET_IN)


def _clear_locks(repository: Path, now: float) -> bool:
    """Remove the locks that are nobody's; return whether there are others."""
    others = False
    for path in _found(repository, _LOCKS):
        made = _last_written(path)
        if made is None:
            continue
        if abs(now - made) >= OWNED:  # a date to come is that of a clock which was set back
            _remove(path)
        else:
            others = True
    return others


def _found(repository: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    """Yield what lies inside the repository itself: nothing beyond a link."""
    root = repository.resolve()
    for pattern in patterns:
        for path in list(repository.glob(pattern)):
            if path.parent.resolve().is_relative_to(root):
                yield path


def _last_written(path: Path) -> float | None:
    """Return when the file, or anything in the folder, was written; None where it is gone by now.

    A link tells its own time, not that of what it leads to.
    """
    try:
        whole = stat.S_ISDIR(path.lstat().st_mode)
        inside: Iterable[Path] = path.rglob("*") if whole else ()
        return max(one.lstat().st_mtime for one in (path, *inside))
    except FileNotFoundError:  # its owner was done with it, or is moving it in
        return None


def _remove(path: Path) -> None:
    """Remove a file, a whole folder, or a link but never what it leads to."""
    try:
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
    except FileNotFoundError:
        pass


def _now(clock: Path) -> float:
    """Return the disk's time, which may differ from the system's."""
    clock.touch(mode=0o600)
    return clock.stat().st_mtime
