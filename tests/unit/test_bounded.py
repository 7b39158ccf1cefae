"""A task in a process of its own ends in an answer, whatever it meets; a draft comes back whole."""

import pickle
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from form_maker import project, sheet
from generator.machine import bounded
from generator.machine.bounded import Ending, run_bounded
from generator.plan.intake.form import FormRefusedError, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.reading import apart
from generator.plan.intake.reading.apart import FileRefusedError, draft_of
from generator.plan.intake.reading.passing import Understood, packed, refused, unpacked

MEMORY = 400 * 10**6
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no memory for us")


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a module whose `work` does what its bytes say."""
    (tmp_path / "phaen_task.py").write_text(
        "import os, time\n"
        "def work(data):\n"
        "    if data == b'sleep': time.sleep(60)\n"
        "    if data == b'turn':\n"
        "        while True: pass\n"
        "    if data == b'grow': return bytes(10**9)\n"
        "    if data == b'end': os._exit(0)\n"
        "    if data == b'raise': raise ValueError\n"
        "    if data == b'print': print('lies')\n"
        "    return data[::-1]\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "phaen_task"


def test_a_task_that_is_done_gives_its_answer(task: str) -> None:
    answer = run_bounded(task, b"abc", seconds=10, memory=MEMORY)
    assert (answer.ending, answer.data) == (Ending.DONE, b"cba")


@pytest.mark.parametrize(("what", "ending"), [(b"sleep", Ending.HELD), (b"turn", Ending.LATE)])
def test_a_task_that_takes_too_long_is_ended_and_told_from_one_that_is_kept_waiting(
    task: str, what: bytes, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "_CLOCK", 2 if what == b"sleep" else 30)
    begun = time.monotonic()
    assert run_bounded(task, what, seconds=1, memory=MEMORY).ending is ending
    assert time.monotonic() - begun < 20


def test_larger_files_have_more_time_within_bounds() -> None:
    """Our own ผด.02 of 160 rows is a PDF of 0.4 MB, of 600 rows one of 1.4 MB."""
    given = [apart.seconds_for(size) for size in (0, 400_000, 1_400_000, 10**9)]
    assert given == [8, 20, 50, 60]


@posix
def test_a_task_that_wants_too_much_memory_ends_alone(task: str) -> None:
    assert run_bounded(task, b"grow", seconds=10, memory=MEMORY).ending is Ending.DIED


@pytest.mark.parametrize("what", [b"end", b"raise", b"print"])
def test_a_task_that_ends_without_an_answer_is_told_from_one_that_is_done(
    task: str, what: bytes
) -> None:
    assert run_bounded(task, what, seconds=10, memory=MEMORY).ending is Ending.DIED


def test_a_draft_comes_back_as_it_was() -> None:
    draft = interpret(sheet(project(1), project(2, budget="1,000.50"), project(3, unit="")))
    assert draft.rows
    told = Understood(draft, ("ก",), ((Spot(page=2), "ข"),))
    assert unpacked(packed(told)) == told


def test_why_a_form_is_refused_comes_back_too() -> None:
    with pytest.raises(FormRefusedError) as told:
        unpacked(refused(FormRefusedError("broken", found="เสีย")))
    assert (told.value.code, told.value.details) == ("broken", {"found": "เสีย"})


class _Order:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("1 + 1",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(("draft", _Order(), ())),
        pickle.dumps(("draft", Path(), ())),
        pickle.dumps(("draft", Decimal(1), ())),
        pickle.dumps(3),
        b"",
        b"\x80\x05.",
    ],
)
def test_nothing_but_a_draft_is_made_from_an_answer(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a"):
        unpacked(data)


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (Ending.LATE, "took-too-long"),
        (Ending.HELD, "machine-busy"),
        (Ending.DIED, "reader-died"),
    ],
)
def test_a_reader_that_does_not_come_back_is_a_named_problem(
    ending: Ending, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = type("Answer", (), {"ending": ending, "data": b""})
    monkeypatch.setattr(apart, "run_bounded", lambda *_, **__: answer)
    with pytest.raises(FileRefusedError) as told:
        draft_of([("แบบ.xlsx", b"PK")])
    assert (told.value.file, told.value.error.code) == ("แบบ.xlsx", code)
