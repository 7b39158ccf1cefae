"""Tasks in processes of their own, a few at once; each process is ended before it grows large.

A task is bytes for `module.work`, a function of ours that returns bytes. Unlike `bounded`, nothing
of these tasks is foreign: they have all the time and memory that the system gives them. The
processes are fresh ones on every system (no fork), and end with us, however we end.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import IO

from generator.machine.own_python import (
    close_pipes,
    offer_to_end,
    own_output,
    send,
    started,
    taken,
)

_DONE, _FAILED = b"+", b"-"


class TaskFailedError(Exception):
    """The task itself failed; the message is its own."""


class WorkerEndedError(Exception):
    """Its process was ended, most often by a system without memory for it, or there is none."""


class Workers:
    """Use as a context: leaving it ends every process, whatever happened, and all that waits."""

    def __init__(self, module: str, at_once: int, share: int, large: int) -> None:
        """Start nothing yet.

        A process that was given `share` bytes of tasks is followed by a fresh one; of tasks larger
        than `large` bytes one is done at a time.
        """
        self._module = module
        self._share, self._large = share, large
        self._threads = ThreadPoolExecutor(at_once)
        self._one_large, self._lock = threading.Lock(), threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed = True
            ending = [*self._all]
        for one in ending:
            one.kill()
        self._threads.shutdown(cancel_futures=True)
        for one in ending:
            one.end()

    def submit(self, task: bytes) -> Future[bytes]:
        """Return what will be the answer; it raises TaskFailedError or WorkerEndedError."""
        try:
            return self._threads.submit(self._done, task)
        except RuntimeError as error:  # it was closed by another thread
            ended = Future[bytes]()
            ended.set_exception(WorkerEndedError(str(error)))
            return ended

    def _done(self, task: bytes) -> bytes:
        with self._one_large if len(task) > self._large else contextlib.nullcontext():
            worker = self._begun()
            try:
                return worker.done(task)
            finally:
                self._put_back(worker)

    def _begun(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise WorkerEndedError
            if self._idle:
                return self._idle.pop()
            try:
                worker = _Worker(self._module)
            except OSError as error:
                raise WorkerEndedError from error
            self._all.add(worker)
            return worker

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            keeps = worker.works and worker.given < self._share and not self._closed
            if keeps:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
        if not keeps:
            worker.end()


class _Worker:
    """A process that does one task after the other."""

    def __init__(self, module: str) -> None:
        self.given, self.works = 0, True
        self._process = started(__name__, "serve", module)

    def done(self, task: bytes) -> bytes:
        assert self._process.stdin
        assert self._process.stdout
        self.given += len(task)
        self.works = False
        try:
            send(self._process.stdin, task)
            told = taken(self._process.stdout)
        except (OSError, EOFError, ValueError) as error:  # closed amid it
            raise WorkerEndedError from error
        self.works = True
        ending, answer = told[:1], told[1:]
        if ending == _FAILED:
            raise TaskFailedError(answer.decode("utf-8", "replace"))
        return answer

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        close_pipes(self._process)
        self._process.wait()


def serve(module: str) -> None:
    """Do the tasks that come on the input until it ends; runs in the process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it at once, and says nothing
    answers = os.fdopen(own_output(), "wb")
    offer_to_end()
    import importlib  # noqa: PLC0415

    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    work = importlib.import_module(module).work
    while True:
        task = tasks.get()
        try:
            ending, answer = _DONE, work(task)
        except BaseException as error:  # a panic of Rust is no Exception
            ending, answer = _FAILED, str(error).encode("utf-8", "replace")
        send(answers, ending + answer)


def _listen(stream: IO[bytes], tasks: queue.SimpleQueue[bytes]) -> None:
    """Take tasks in; where nobody is left to give any, the process ends amid its work."""
    with contextlib.suppress(EOFError):
        while True:
            tasks.put(taken(stream))
    os._exit(0)
