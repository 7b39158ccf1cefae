"""A task in a copy of a process ends in an answer, whatever it meets, and leaves nobody behind."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.machine.bounded import Ending
from generator.machine.forks import Bounds, Forks

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
BOUNDS = Bounds(seconds=1, memory=300 * 10**6, clock=2, file=1_000_000)


@pytest.fixture
def forks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forks]:
    """Processes that do what their bytes say."""
    (tmp_path / "phaen_forked.py").write_text(
        "import os, subprocess, sys, time\n"
        "warmed = []\n"
        "def warm(): warmed.append(os.getpid())\n"
        "def work(data):\n"
        "    if data == b'sleep': time.sleep(60)\n"
        "    if data == b'turn':\n"
        "        while True: pass\n"
        "    if data == b'grow': return bytes(10**9)\n"
        "    if data == b'answer': return bytes(10**8)\n"
        "    if data == b'end': os._exit(3)\n"
        "    if data == b'raise': raise ValueError\n"
        "    if data == b'write': open('big', 'wb').write(bytes(2*10**6))\n"
        "    if data == b'child': return str(subprocess.Popen(['sleep', '60']).pid).encode()\n"
        "    if data == b'warm': return str((warmed[0], os.getppid())).encode()\n"
        "    print('lies')\n"
        "    return data[::-1]\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Forks("phaen_forked") as made:
        yield made


def test_a_task_is_answered_and_what_it_prints_is_no_answer(forks: Forks) -> None:
    assert forks.done(b"abc" * 100_000, BOUNDS).data == b"cba" * 100_000
    warmed, parent = eval(forks.done(b"warm", BOUNDS).data)
    assert warmed == parent  # loaded once, before the copies


@pytest.mark.parametrize(
    ("task", "ending"),
    [
        (b"turn", Ending.LATE),
        (b"sleep", Ending.HELD),
        (b"grow", Ending.DIED),
        (b"answer", Ending.DIED),
        (b"end", Ending.DIED),
        (b"raise", Ending.DIED),
        (b"write", Ending.DIED),
    ],
)
def test_whatever_a_task_meets_the_next_one_is_done(
    forks: Forks, task: bytes, ending: Ending
) -> None:
    # A machine that does other things takes many of a clock's seconds for one of a processor.
    bounds = replace(BOUNDS, clock=60) if ending is Ending.LATE else BOUNDS
    assert forks.done(task, bounds).ending is ending
    assert forks.done(b"ab", BOUNDS).data == b"ba"


def test_what_a_task_started_ends_with_it_and_all_of_it_with_us(forks: Forks) -> None:
    child = int(forks.done(b"child", BOUNDS).data)
    assert gone(child)
    process = forks._process
    assert process
    forks.close()
    assert process.returncode is not None


def gone(process: int) -> bool:
    """Whether a process ends within a moment; one that nobody has waited for yet has ended."""
    for _ in range(100):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False
