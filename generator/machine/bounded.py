"""A task in a process of its own, with limits of time and memory: whatever it meets, we go on.

The task is a function of ours that takes bytes and returns bytes. On Windows the system bounds
neither time nor memory for us: there the process looks at its own time, and the clock ends it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import Enum

from generator.machine.own_python import started

# How many seconds of a clock are given for each of a processor's, which end a task sooner: so many
# other things may a machine do beside it.
_CLOCK = 15
_DONE = b"done\n"
# With which code a process ends whose own time is up, and how often it looks.
_LATE, _LOOK = 124, 0.2
# The signal for it, where there are signals; on Windows no process ends so.
_TIME_IS_UP = getattr(signal, "SIGXCPU", 24)


class Ending(Enum):
    """How a task ended; it is LATE by its own work, HELD by a machine that does other things."""

    DONE = "done"
    LATE = "late"
    HELD = "held"
    DIED = "died"


@dataclass(frozen=True, slots=True, repr=False)  # an answer is no message
class Answer:
    """How a task ended, and what it returned if it was done."""

    ending: Ending
    data: bytes = b""


def run_bounded(module: str, task: bytes, *, seconds: int, memory: int) -> Answer:
    """Return what `module.work(task)` returns, in at most `seconds` and bytes of `memory`.

    The seconds are a processor's: a machine that is busy with other things makes no honest task
    late; of a clock's seconds `clock_of` gives more. The process is ended with us (Ctrl+C) and
    never waits for a terminal. Raises OSError where none can be started.
    """
    with started(__name__, "answer", module, str(seconds), str(memory)) as process:
        try:
            told, _ = process.communicate(task, timeout=clock_of(seconds))
        except subprocess.TimeoutExpired:
            return Answer(Ending.HELD)
        finally:
            process.kill()
    if process.returncode == 0 and told.startswith(_DONE):
        return Answer(Ending.DONE, told.removeprefix(_DONE))
    late = process.returncode in (_LATE, -_TIME_IS_UP)
    return Answer(Ending.LATE if late else Ending.DIED)


def clock_of(seconds: int) -> int:
    """Return how many seconds of a clock a task may take that has so many of a processor."""
    return _CLOCK * seconds


def answer(module: str, seconds: str, memory: str) -> None:
    """Do the task that stands on the input, within limits; runs in the process of its own."""
    threading.Thread(target=_watch, args=(int(seconds),), daemon=True).start()
    _bound(int(seconds) + 1, int(memory))
    import importlib  # noqa: PLC0415

    work = importlib.import_module(module).work
    told = work(sys.stdin.buffer.read())
    sys.stdout.buffer.write(_DONE + told)
    sys.stdout.flush()


def _bound(seconds: int, memory: int) -> None:
    """Have the system end this process where it takes more, also amid a library's work."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # Windows has it not

    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, most = resource.getrlimit(kind)
        given = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (given, most))


def _watch(seconds: int) -> None:
    """End this process when it has taken so many seconds of a processor, on every system."""
    turn = threading.Event()
    while os.times().user + os.times().system < seconds:
        turn.wait(_LOOK)
    os._exit(_LATE)
