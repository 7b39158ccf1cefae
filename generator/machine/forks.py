"""A process that has loaded a module once, and does each task in a copy of itself, within bounds.

Where hundreds of tasks are foreign, a fresh interpreter for each (`bounded`) would take longer than
the task. The copy may take so much of a processor, of memory, of a clock and of a file; whatever it
meets, the process that it came from, and whoever asked, go on. What it started ends with it, and
all of it ends with us. Systems without fork (Windows) have none of this.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from generator.machine.bounded import Answer, Ending
from generator.machine.own_python import close_pipes, own_output, started

_HEAD = struct.Struct(">QIQIQ")  # bytes of the task, then its bounds
_ANSWER = struct.Struct(">cQ")
_ENDINGS = {Ending.DONE: b"+", Ending.LATE: b"l", Ending.HELD: b"h", Ending.DIED: b"d"}
_LARGEST_ANSWER = 16_000_000  # bytes: facts, no data


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may take: a processor's seconds, bytes of memory, a clock's, bytes a file."""

    seconds: int
    memory: int
    clock: int
    file: int


class Forks:
    """One such process; of several threads that ask it, one is answered at a time."""

    def __init__(self, module: str) -> None:
        """Start nothing yet; `module.work(task)` is what each copy does.

        A module's `warm()`, where it has one, is called once before.
        """
        self._module, self._lock = module, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __enter__(self) -> Forks:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def done(self, task: bytes, bounds: Bounds) -> Answer:
        """Return how the task ended and what it returned.

        Raises OSError without a process, and where it was stopped.
        """
        with self._lock:
            if self._stopped:
                raise InterruptedError
            process = self._begun()
            try:
                return _asked(process, task, bounds)
            except (OSError, EOFError):
                self._end()
                if self._stopped:
                    raise InterruptedError from None
                return Answer(Ending.DIED)
            except BaseException:
                self._end()
                raise

    def stop(self) -> None:
        """Have the task that another thread waits for end at once, as nobody's word."""
        self._stopped, process = True, self._process
        if process and process.stdin:
            with contextlib.suppress(OSError):  # the process ends the copy, and itself
                process.stdin.close()

    def close(self) -> None:
        """End the process, and the task that it may be at."""
        with self._lock:
            self._end()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = started(__name__, "serve", self._module)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            close_pipes(process)
            process.wait()  # it ends where nobody can ask it any more


def _asked(process: subprocess.Popen[bytes], task: bytes, bounds: Bounds) -> Answer:
    assert process.stdin
    assert process.stdout
    head = _HEAD.pack(len(task), bounds.seconds, bounds.memory, bounds.clock, bounds.file)
    process.stdin.write(head + task)
    process.stdin.flush()
    ending, length = _ANSWER.unpack(_whole(process.stdout.fileno(), _ANSWER.size))
    told = {sign: one for one, sign in _ENDINGS.items()}
    return Answer(told[ending], _whole(process.stdout.fileno(), length))


def _whole(handle: int, length: int) -> bytes:
    """Return so many bytes. Raises EOFError where fewer come."""
    found = bytearray()
    while len(found) < length:
        part = os.read(handle, min(length - len(found), 1 << 20))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


def serve(module: str) -> None:
    """Do the tasks that come on the input until it ends; runs in the process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is interrupted, and lets us go
    out = own_output()
    import importlib  # noqa: PLC0415

    loaded = importlib.import_module(module)
    if warm := getattr(loaded, "warm", None):
        warm()  # what every copy would load anew
    # What is loaded lives as long as we: no copy looks among it for what could go.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    work = loaded.work
    asked = sys.stdin.fileno()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            length, *bounds = _HEAD.unpack(_whole(asked, _HEAD.size))
            task = _whole(asked, length)
            reading, writing = os.pipe()
            child = os.fork()
            if not child:
                os.close(reading)
                _in_copy(work, task, Bounds(*bounds), writing)
            os.close(writing)
            ending, answer = _ended(child, reading, asked)
            whole = _ANSWER.pack(_ENDINGS[ending], len(answer)) + answer
            while whole:
                whole = whole[os.write(out, whole) :]


def end_where(too_much: Callable[[], bool], every: float) -> None:
    """Have this copy end, as by a bound of the system, where that is so; asked `every` seconds."""

    def watch() -> None:
        turn = threading.Event()
        while not too_much():
            turn.wait(every)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _in_copy(work, task: bytes, bounds: Bounds, writing: int) -> None:  # type: ignore[no-untyped-def]
    """Do one task, and end; nothing of the copy goes on."""
    import resource  # noqa: PLC0415  # Windows has it not

    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        limits = (
            (resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, bounds.seconds),
            (resource.RLIMIT_DATA, bounds.memory), (resource.RLIMIT_FSIZE, bounds.file),
        )  # fmt: skip
        for kind, given in limits:
            resource.setrlimit(kind, (given, given))
        # The system ends us by a signal that nobody here catches: no watch of our own is needed.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(bounds.clock)
        null = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1):
            os.dup2(null, handle)
        answer = work(task)
        with os.fdopen(writing, "wb") as out:
            out.write(answer)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _ended(child: int, reading: int, asked: int) -> tuple[Ending, bytes]:
    """Return how the copy ended. Raises EOFError where whoever asked has gone: it is ended."""
    answer = bytearray()
    try:
        while True:
            ready, _, _ = select.select([reading, asked], [], [])
            if asked in ready:  # nothing is asked while we work: it is the end
                raise EOFError
            part = os.read(reading, 1 << 16)
            if not part:
                break
            answer += part
            if len(answer) > _LARGEST_ANSWER:
                return Ending.DIED, b""
        # It closed its answer, and ends by itself or by a bound; until it is waited for below,
        # its number is nobody else's.
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    finally:
        os.close(reading)
        _kill(child)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == 0:
        return Ending.DONE, bytes(answer)
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return Ending.LATE, b""
    return (Ending.HELD if status == -signal.SIGALRM else Ending.DIED), b""


def _kill(child: int) -> None:
    """End the group that the copy began, and it where it had not begun one yet."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
