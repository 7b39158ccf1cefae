"""Work on foreign bytes in processes of our own that stay warm, each task within limits.

Unlike `bounded` a task is any function of ours with its arguments, and a process that did one does
the next: it has read its modules already, and knows what functions keep in memory. Unlike `workers`
the system ends a process whose task takes more of a processor or of memory than it may, in whatever
code it is; the next task has a fresh one. For a server on Linux.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Callable
from typing import IO, Any, TypeVar

from generator.machine.bounded import Ending
from generator.machine.own_python import (
    close_pipes,
    offer_to_end,
    own_output,
    send,
    started,
    taken,
)

T = TypeVar("T")

# Who waited so many seconds for a place goes on beside whatever is done.
_SLOW = 2.0
# What functions keep in memory is not to grow for ever.
_MOST_TASKS = 200
# Bytes of an answer: a plan of ten thousand rows takes a quarter of it.
_MOST_ANSWER = 64_000_000
# Seconds in which a process that stops answering is to be gone.
_TO_END = 1.0
_TIME_IS_UP = getattr(signal, "SIGXCPU", 24)


class EndedError(Exception):
    """The task was ended, or its process died: `ending` says which."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.value)
        self.ending = ending


class Warm:
    """Does tasks, a few at once; where one takes long, others go on beside it."""

    def __init__(self, seconds: int, memory: int, at_once: int) -> None:
        """Start nothing yet. A task may take `seconds` of a processor and `memory` bytes."""
        self._bounds, self._at_once = (seconds, memory), at_once
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._waiting: list[object] = []  # who came first goes first
        self._free = threading.Condition()
        self._closed = False

    def do(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function of a module of ours returns, or raise what it raises.

        Raises EndedError where it was ended, and OSError where no process can be started.
        """
        process = self._begun()
        try:
            done, told = process.done(pickle.dumps((function, arguments)))
        finally:
            self._put_back(process)
        if not done:
            raise told
        answer: T = told
        return answer

    def close(self) -> None:
        """End every process, and whatever they do."""
        with self._free:
            self._closed = True
            ending = [*self._idle, *self._busy]
            self._idle.clear()
            self._free.notify_all()
        for one in ending:
            one.kill()

    def _begun(self) -> _Process:
        mine = object()
        with self._free:
            self._waiting.append(mine)
            try:
                while not (self._closed or (self._waiting[0] is mine and self._has_place())):
                    if not self._free.wait(_SLOW):  # whatever is done takes long
                        for one in self._busy:
                            one.slow = True
                return self._taken_up()
            finally:
                self._waiting.remove(mine)
                self._free.notify_all()

    def _taken_up(self) -> _Process:
        if self._closed:
            raise EndedError(Ending.HELD)
        process = self._idle.pop() if self._idle else _Process(*self._bounds)
        process.slow = False
        self._busy.add(process)
        return process

    def _has_place(self) -> bool:
        return bool(self._idle) or sum(not one.slow for one in self._busy) < self._at_once

    def _put_back(self, process: _Process) -> None:
        with self._free:
            self._busy.discard(process)
            kept = process.works and len(self._idle) < self._at_once and not self._closed
            if kept:
                self._idle.append(process)
            self._free.notify_all()
        if not kept:
            process.kill()


class _Process:
    """A process that does one task after the other, in a group of its own."""

    def __init__(self, seconds: int, memory: int) -> None:
        self.works, self.slow, self._count = True, False, 0
        self._ending, self._gone = threading.Lock(), threading.Event()
        self._process = started(__name__, "serve", str(seconds), str(memory), group=True)

    def done(self, task: bytes) -> tuple[bool, Any]:
        """Return whether it was done, and what was returned or raised. Raises EndedError."""
        assert self._process.stdin
        assert self._process.stdout
        self.works, self._count = False, self._count + 1
        try:
            send(self._process.stdin, task)
            # It is this machine's own process, of our own user: it says nothing that we would not.
            done, told = pickle.loads(taken(self._process.stdout, _MOST_ANSWER))  # noqa: S301
        except (OSError, EOFError, ValueError):
            raise EndedError(self._ended()) from None
        self.works = self._count < _MOST_TASKS
        return done, told

    def _ended(self) -> Ending:
        """Return how it ended; one that says too much is ended here."""
        ended, how = (os.P_PID, self._process.pid), os.WEXITED | os.WNOWAIT | os.WNOHANG
        with contextlib.suppress(ChildProcessError):  # somebody closed us meanwhile
            for _ in range(100):
                if os.waitid(*ended, how):
                    break
                self._gone.wait(_TO_END / 100)
        self.kill()
        late = self._process.returncode == -_TIME_IS_UP
        return Ending.LATE if late else Ending.DIED

    def kill(self) -> None:
        """End it with whatever it started."""
        with self._ending:
            if self._process.returncode is not None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        close_pipes(self._process)


def serve(seconds: str, memory: str) -> None:
    """Do the tasks that come on the input until it ends; runs in the process of its own."""
    import resource  # noqa: PLC0415  # there is none on Windows, where no office has its server

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever serves ends it
    answers = os.fdopen(own_output(), "wb")
    offer_to_end()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    reading = os.fdopen(os.dup(0), "rb")
    while task := _next(reading):
        used = os.times()
        until = int(used.user + used.system) + 1 + int(seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
        send(answers, _answer(task))


def _next(stream: IO[bytes]) -> bytes:
    try:
        return taken(stream)
    except EOFError:
        return b""


def _answer(task: bytes) -> bytes:
    try:
        function, arguments = pickle.loads(task)  # noqa: S301  # from whoever started us
        return pickle.dumps((True, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(1)  # who has no memory answers nothing
    except Exception as error:
        try:
            told = pickle.dumps((False, error))
            pickle.loads(told)  # noqa: S301  # some are made otherwise than by their arguments
        except Exception:
            told = pickle.dumps((False, RuntimeError(type(error).__name__)))
        return told
