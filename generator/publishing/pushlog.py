"""A log of pushes on the server: one plain line for each branch or tag that somebody pushed.

For the operator alone, beside the repository's own files. A line is never changed, is there whole
or not at all (atomic), and a push is never refused because its line could not be written
(decision 99).
"""

from __future__ import annotations

import contextlib
import datetime
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.machine.disk import put_file
from generator.thai.text import printable

NAME = "pushes.log"
_BEFORE = f"{NAME}.1"
LOGS = (NAME, _BEFORE)
# Some years of pushes; what was before is kept once.
_LARGEST = 5_000_000
# Of a push of very many branches the first are told, and how many more there were.
_MOST = 50
_HEADING = "time\twho\tcommit\tbranch\toutcome\trelease\n"


@dataclass(frozen=True, slots=True)
class PushLine:
    """What became of one branch or tag.

    Of what git let in, `outcome` is `published`, `not-shown` (readers see the release before),
    `draft`, `tag` or `deleted`; of what it did not, `refused`, `ended` (by the system, for its time
    or memory) or `failed` (nobody could judge it). `who` is the account that git ran under, and
    what a web server called whoever pushed. `commit` is what is deleted, where something is.
    `release` is the name of the release that readers see since, empty where none came of it.
    """

    time: datetime.datetime
    who: str
    commit: str
    branch: str
    outcome: str
    release: str = ""

    def __str__(self) -> str:
        cells = (
            self.time.isoformat(timespec="seconds"),
            self.who, self.commit, self.branch, self.outcome, self.release,
        )  # fmt: skip
        return "\t".join(_cell(one) for one in cells)


def _cell(text: str) -> str:
    """Return a text that stays one cell of one line, whatever somebody called a branch."""
    return " ".join(printable(text).split())[:200] or "-"


def log_pushes(folder: Path, lines: Iterable[PushLine]) -> None:
    """Append the lines to the log in `folder`, all of them or none. Raises OSError.

    Nothing is written through a link, and nobody is waited for at a pipe. Of several pushes at
    once each has its lines.
    """
    told = list(lines)
    if not told:
        return
    texts = [f"{line}\n" for line in told[:_MOST]]
    if len(told) > _MOST:
        texts.append(f"{told[0].time.isoformat(timespec='seconds')}\t… {len(told) - _MOST} more\n")
    with _opened(folder / NAME) as handle:
        size = os.fstat(handle).st_size
        # What an earlier program left half written stays a line of its own.
        torn = size and os.pread(handle, 1, size - 1) != b"\n"
        begun = ("\n" if torn else "") if size else _HEADING
        try:
            _write_whole(handle, (begun + "".join(texts)).encode())
        except OSError:
            os.ftruncate(handle, size)
            raise


def logged_cells(folder: Path) -> Iterator[str]:
    """Yield every cell of the logs."""
    for name in LOGS:
        file = folder / name
        if file.is_file() and not file.is_symlink():
            for line in file.read_text(encoding="utf-8", errors="replace").split("\n"):
                yield from line.split("\t")


def write_anew(folder: Path, change: Callable[[str], str]) -> None:
    """Have every cell of the logs say what `change` makes of it, where history was written anew.

    Lines stay, and their order. Raises OSError.
    """
    for name in LOGS:
        file = folder / name
        if not file.is_file() or file.is_symlink():
            continue
        with _opened(folder / NAME):
            text = file.read_text(encoding="utf-8", errors="replace")
            lines = ("\t".join(map(change, line.split("\t"))) for line in text.split("\n"))
            put_file(file, "\n".join(lines).encode(), durable=True, mode=0o600)


def _write_whole(handle: int, data: bytes) -> None:
    """Write all of `data`: a full disk takes a part, and says so at the next piece."""
    while data:
        data = data[os.write(handle, data) :]


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[int]:
    """Open the log, ours alone until it is closed; a long one is put aside and begun anew."""
    import fcntl  # noqa: PLC0415  # there is none on Windows, which receives no pushes

    while True:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
        handle = os.open(file, flags, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(f"{file} is no plain file")
            fcntl.flock(handle, fcntl.LOCK_EX)
            if not _is_still(handle, file):
                continue  # another push put it aside meanwhile
            if os.fstat(handle).st_size > _LARGEST:
                file.replace(file.with_name(_BEFORE))
                continue
            yield handle
            return
        finally:
            os.close(handle)


def _is_still(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.lstat())
    except FileNotFoundError:
        return False
