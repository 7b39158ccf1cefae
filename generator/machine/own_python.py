"""A process of this very Python that works for us: how one begins, is spoken with, and lets go.

Its name for the system is a text of ours; what it works on comes on its input, and nothing but its
answers goes to its output.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO

_HOME = str(Path(__file__).resolve().parents[2])
# The folder of ours goes before what is installed: a checkout works for itself.
_START = (
    "import importlib, sys; sys.path.insert(0, sys.argv[1]); "
    "getattr(importlib.import_module(sys.argv[2]), sys.argv[3])(*sys.argv[4:])"
)
_LENGTH = struct.Struct(">Q")
# Who wants memory where there is none is ended first, and never who waits for the answer (Linux).
_OFFERED = ("/proc/self/oom_score_adj", "800")


def started(module: str, function: str, *told: str, group: bool = False) -> subprocess.Popen[bytes]:
    """Begin a process that calls a function of a module of ours with some texts, and return it.

    What it and its libraries complain of goes nowhere. With `group` it leads a group of its own, so
    that what it starts can be ended with it. Raises OSError where none can be started.
    """
    return subprocess.Popen(  # noqa: S603  # this very Python, and a text of ours
        [sys.executable, "-P", "-c", _START, _HOME, module, function, *told],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        process_group=0 if group else None,
    )  # fmt: skip


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close what leads to a process and back, also where it is gone."""
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            assert pipe
            pipe.close()


def own_output() -> int:
    """Return a handle for answers; what a library prints goes to where complaints go, from now on.

    Called by the process itself.
    """
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def offer_to_end() -> None:
    """Have the system end this process first where memory is short; called by the process."""
    with contextlib.suppress(OSError):
        Path(_OFFERED[0]).write_text(_OFFERED[1], encoding="ascii")


def send(stream: IO[bytes], data: bytes) -> None:
    """Write bytes so that `taken` finds their end. Raises OSError."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def taken(stream: IO[bytes], most: int = sys.maxsize) -> bytes:
    """Return what was sent. Raises EOFError where it ends before, or is more than `most` bytes."""
    head = stream.read(_LENGTH.size)
    if len(head) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        data = stream.read(length) if length <= most else b""
        if len(data) == length:
            return data
    raise EOFError
