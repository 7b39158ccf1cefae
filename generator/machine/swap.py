"""Several files replaced, all of them or none (atomic), whatever is held, full or killed meanwhile.

Every new file is written beside its place first. Then a journal says which are to be put in place,
by digests and never by what they say; then each is put there in one step. Where one cannot be, all
are put back as they were; where the run is killed, the next one ends what the journal says.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine.disk import move_file, put_file

_OLD = ".old"


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended a killed run: files that were put in place now, and those that it had to leave.

    A file is left where somebody changed it since.
    """

    placed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One file: its path, what waits for its place, the digest that stood there, and the new one.

    Nothing stood there where the digest is empty.
    """

    path: str
    waiting: str
    was: str
    new: str


def swap_files(root: Path, journal: str, files: Mapping[str, bytes]) -> None:
    """Replace the files below `root`, by path, in their order. Raises OSError: all is as it was.

    `journal` is the path of a file that is there meanwhile; waiting files have its name, a number
    behind it. An earlier journal has to be ended first.
    """
    steps: list[_Step] = []
    moved: dict[_Step, bytes] = {}
    try:
        for number, (path, data) in enumerate(files.items()):
            steps.append(_prepared(root, path, f"{Path(journal).name}-{number}", data))
        put_file(root / journal, _written(steps), durable=True, mode=0o600)
        for step in steps:
            was = _kept(root, step)
            move_file(root / step.waiting, root / step.path, durable=True)
            moved[step] = was
    except BaseException:
        for step, was in reversed(moved.items()):
            _put_back(root, step, was)
        _clear(root, journal, steps)
        raise
    _clear(root, journal, steps)


def _kept(root: Path, step: _Step) -> bytes:
    """Keep what stands in a place: by a second name, which takes no room, or else by its bytes."""
    if not step.was:
        return b""
    try:
        os.link(root / step.path, root / f"{step.waiting}{_OLD}")
    except OSError:  # a disk without links
        return (root / step.path).read_bytes()
    return b""


def _prepared(root: Path, path: str, name: str, data: bytes) -> _Step:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    there = target.is_file()
    mode = stat.S_IMODE(target.stat().st_mode) if there else 0o644
    waiting = target.with_name(name)
    try:
        put_file(waiting, data, durable=True, mode=mode)
        waiting.chmod(mode)
    except BaseException:
        for left in (waiting, waiting.with_name(f"{name}.part")):
            left.unlink(missing_ok=True)
        raise
    was = _digest(target.read_bytes()) if there else ""
    return _Step(path, waiting.relative_to(root).as_posix(), was, _digest(data))


def _put_back(root: Path, step: _Step, was: bytes) -> None:
    """Have a file as it was; what took its place waits again, for whoever ends a killed run."""
    target, waiting = root / step.path, root / step.waiting
    old, mode = root / f"{step.waiting}{_OLD}", stat.S_IMODE(target.stat().st_mode)
    if not step.was:
        move_file(target, waiting, durable=True)
    elif old.is_file():
        os.link(target, waiting)
        move_file(old, target, durable=True)
    else:
        put_file(waiting, target.read_bytes(), durable=True, mode=mode)
        put_file(target, was, durable=True, mode=mode)


def _clear(root: Path, journal: str, steps: list[_Step]) -> None:
    for step in steps:
        for left in (f"{step.waiting}{_OLD}", step.waiting):
            (root / left).unlink(missing_ok=True)
    for left in (f"{journal}.part", journal):
        (root / left).unlink(missing_ok=True)


def unfinished(root: Path, journal: str) -> tuple[str, ...]:
    """Return the files that a killed run had still to put in place; nothing without a journal."""
    return tuple(step.path for step in _steps(root, journal) if not _is_done(root, step))


def end_swap(root: Path, journal: str) -> Ended:
    """Put in place what a killed run had not come to; harmless where there is nothing to end.

    Raises OSError where a file is held: the journal stays for another run.
    """
    placed, left = [], []
    steps = list(_steps(root, journal))
    for step in steps:
        if _is_done(root, step):
            continue
        if _stands(root, step.path) == step.was and _stands(root, step.waiting) == step.new:
            move_file(root / step.waiting, root / step.path, durable=True)
            placed.append(step.path)
        else:
            left.append(step.path)
    if steps or (root / journal).is_file():
        _clear(root, journal, steps)
    return Ended(tuple(placed), tuple(left))


def _is_done(root: Path, step: _Step) -> bool:
    return _stands(root, step.path) == step.new


def _stands(root: Path, path: str) -> str:
    file = root / path
    return _digest(file.read_bytes()) if file.is_file() else ""


def _written(steps: list[_Step]) -> bytes:
    said = [[step.path, step.waiting, step.was, step.new] for step in steps]
    return json.dumps(said, ensure_ascii=False).encode()


def _steps(root: Path, journal: str) -> Iterator[_Step]:
    """Yield what a journal says; one that nobody wrote so says nothing."""
    try:
        said = json.loads((root / journal).read_bytes())
        steps = [_Step(*map(str, one)) for one in said]
    except (OSError, ValueError, TypeError):
        return
    yield from (one for one in steps if _is_inside(one.path) and _is_inside(one.waiting))


def _is_inside(path: str) -> bool:
    """Whether a path of a journal, which anybody may have written, leads nowhere else."""
    return bool(path) and not path.startswith("/") and ".." not in Path(path).parts


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
