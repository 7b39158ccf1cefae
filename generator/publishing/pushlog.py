"""A log of pushes on the server: one plain line for each branch that somebody pushed.

For the operator alone, beside the repository's own files. A line is never changed, and a push is
never refused because its line could not be written (decision 99).
"""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
    """What became of one branch.

    `outcome` is `published`, `draft`, `refused`, `not-shown` or `ended`.
    `who` is the account that git ran under or that the web server named. `release` is the name of
    the release that readers see since, empty where none came of it.
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
    """Append the lines to the log in `folder`, each in one write. Raises OSError.

    Nothing is written through a link.
    """
    told = list(lines)
    if not told:
        return
    file = folder / NAME
    if file.is_file() and not file.is_symlink() and file.stat().st_size > _LARGEST:
        file.replace(file.with_name(_BEFORE))
    texts = [f"{line}\n" for line in told[:_MOST]]
    if len(told) > _MOST:
        texts.append(f"{told[0].time.isoformat(timespec='seconds')}\t… {len(told) - _MOST} more\n")
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(f"{file} is no plain file")
        begun = "" if state.st_size else _HEADING
        os.write(handle, (begun + "".join(texts)).encode())
    finally:
        os.close(handle)
