"""Folders that are gone when a run is done, and those that a killed run left.

Whatever lies in one may hold what somebody withdraws, so what is left goes with the next run.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"phaen-[a-z]+-([0-9]+)-.*")


@contextmanager
def scratch(what: str) -> Iterator[Path]:
    """Give a new folder for `what` (letters); it is removed afterwards. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=f"phaen-{what}-{os.getpid()}-") as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove the folders of runs that were killed.

    A folder is named by its process; on Windows nobody can be asked whether one is alive.
    """
    for left in Path(tempfile.gettempdir()).glob("phaen-*") if os.name == "posix" else ():
        named = _NAME.fullmatch(left.name)
        if named and not _is_alive(int(named[1])):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return True
