"""Workers' processes give each task its answer, and none of them outlives whom it works for."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.machine.workers import TaskFailedError, WorkerEndedError, Workers

posix = pytest.mark.skipif(sys.platform == "win32", reason="these signals are POSIX's")
TASK = """
import os, pathlib, time
def work(data):
    if data.startswith(b"sleep"):
        pathlib.Path(data[5:].decode()).write_text(str(os.getpid()))
        time.sleep(60)
    if data == b"end": os._exit(1)
    if data == b"kill": os.kill(os.getpid(), 9)
    if data == b"raise": raise ValueError("\\u0e1c\\u0e34\\u0e14")
    if data == b"print": print("lies")
    if data == b"who": return str(os.getpid()).encode()
    return data[::-1]
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a module whose `work` does what its bytes say."""
    (tmp_path / "phaen_work.py").write_text(TASK, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "phaen_work"


@pytest.fixture
def workers(module: str) -> Iterator[Workers]:
    with Workers(module, at_once=2, share=100, large=1000) as made:
        yield made


def test_every_task_has_its_own_answer(workers: Workers) -> None:
    tasks = [f"{n}|".encode() * n for n in range(1, 20)]
    begun = [workers.submit(task) for task in tasks]
    assert [one.result() for one in begun] == [task[::-1] for task in tasks]


def test_a_process_does_task_after_task_until_it_had_its_share(workers: Workers) -> None:
    first, again = (workers.submit(b"who").result() for _ in range(2))
    workers.submit(bytes(100)).result()
    assert first == again != workers.submit(b"who").result()


def test_a_task_that_fails_says_why_and_the_next_is_done(workers: Workers) -> None:
    with pytest.raises(TaskFailedError, match="ผิด"):
        workers.submit(b"raise").result()
    assert workers.submit(b"abc").result() == b"cba"


@pytest.mark.parametrize("what", [b"end", pytest.param(b"kill", marks=posix)])
def test_a_process_that_is_ended_is_told_and_the_next_task_is_done(
    workers: Workers, what: bytes
) -> None:
    with pytest.raises(WorkerEndedError):
        workers.submit(what).result()
    assert workers.submit(b"abc").result() == b"cba"


def test_what_a_task_prints_is_no_answer(workers: Workers) -> None:
    assert workers.submit(b"print").result() == b"tnirp"


def started(note: Path) -> int:
    """Return the process that wrote the note, once it did."""
    for _ in range(500):
        if note.is_file() and note.read_text():
            return int(note.read_text())
        time.sleep(0.02)
    raise AssertionError("nothing started")


def ends(process: int) -> bool:
    for _ in range(500):
        try:
            os.kill(process, 0)
        except OSError:
            return True
        time.sleep(0.02)
    return False


@posix
def test_leaving_ends_what_is_being_done_and_what_waits(module: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with Workers(module, at_once=1, share=100, large=1000) as workers:
        first = workers.submit(b"sleep" + str(tmp_path / "note").encode())
        second = workers.submit(b"abc")
        process = started(tmp_path / "note")
    assert time.monotonic() - began < 30
    assert ends(process)
    assert isinstance(first.exception(), WorkerEndedError)
    assert second.cancelled()
    assert isinstance(workers.submit(b"abc").exception(), WorkerEndedError)


def test_of_large_tasks_one_is_done_at_a_time(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    with Workers(module, at_once=2, share=100, large=3) as workers:
        real, lock = workers._begun, threading.Lock()

        def counted() -> Any:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            return real()

        def put_back(worker: Any) -> None:
            nonlocal running
            with lock:
                running -= 1
            back(worker)

        back = workers._put_back
        monkeypatch.setattr(workers, "_begun", counted)
        monkeypatch.setattr(workers, "_put_back", put_back)
        for one in [workers.submit(b"large") for _ in range(4)]:
            one.result()
    assert most == 1


ALONE = """
import sys
sys.path.insert(0, sys.argv[1])
from generator.machine.workers import Workers
if __name__ == "__main__":
    with Workers("phaen_work", 2, 100, 1000) as workers:
        workers.submit(b"sleep" + sys.argv[2].encode()).result()
"""


@posix
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_process_ends_with_whom_it_works_for(
    module: str, tmp_path: Path, end: signal.Signals
) -> None:
    note, root = tmp_path / "note", str(Path(__file__).parents[2])
    line = [sys.executable, "-c", ALONE, root, str(note)]
    with subprocess.Popen(line, stderr=subprocess.DEVNULL, start_new_session=True) as parent:
        process = started(note)
        parent.send_signal(end)
        parent.wait(30)
    assert ends(process)
