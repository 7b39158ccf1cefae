"""Tasks of a server: each within limits, in a warm process, and none waits for a long one."""

import contextlib
import os
import threading
import time
from collections.abc import Iterator

import pytest

from generator.machine.bounded import Ending
from generator.machine.warm import EndedError, Warm

SECONDS, MEMORY = 1, 2**28


@pytest.fixture
def warm() -> Iterator[Warm]:
    made = Warm(SECONDS, MEMORY, 2)
    yield made
    made.close()


def test_a_warm_process_does_the_next_task_too_also_after_one_that_failed(warm: Warm) -> None:
    first = warm.do(os.getpid)
    assert first != os.getpid()
    with pytest.raises(ValueError, match="invalid literal"):
        warm.do(int, "ก")
    assert warm.do(os.getpid) == first
    assert warm.do(len, "แผน") == 3


@pytest.mark.parametrize(
    ("task", "ending"),
    [
        ((pow, 3, 10**9), Ending.LATE),  # in C, where Python looks at nothing
        ((bytearray, 2**30), Ending.DIED),
        ((os._exit, 0), Ending.DIED),
        ((bytes, 65_000_000), Ending.DIED),  # too large an answer
    ],
    ids=["time", "memory", "died", "answer"],
)
def test_a_task_out_of_bounds_ends_alone(warm: Warm, task: tuple, ending: Ending) -> None:  # type: ignore[type-arg]
    first = warm.do(os.getpid)
    with pytest.raises(EndedError) as ended:
        warm.do(*task)
    assert ended.value.ending is ending
    assert warm.do(os.getpid) != first


def test_limits_are_of_each_task_not_of_all_together(warm: Warm) -> None:
    first = warm.do(os.getpid)
    for _ in range(3):  # half of what one may take, each
        warm.do(pow, 3, 1_200_000)
        warm.do(sorted, range(4_000_000))
    assert warm.do(os.getpid) == first


def test_tasks_that_take_long_hold_up_nobody(warm: Warm) -> None:

    def long() -> None:
        with contextlib.suppress(EndedError):
            warm.do(time.sleep, 20)

    waiting = [threading.Thread(target=long) for _ in "12"]
    for one in waiting:
        one.start()
    time.sleep(0.5)
    begun = time.monotonic()
    assert [warm.do(len, "ก" * n) for n in range(20)] == list(range(20))
    assert time.monotonic() - begun < 15  # not until those are done


def test_who_came_first_goes_first() -> None:
    warm, done = Warm(SECONDS, MEMORY, 1), list[int]()
    warm.do(len, "")
    holding = threading.Thread(target=warm.do, args=(time.sleep, 1))
    holding.start()
    time.sleep(0.2)

    def asked(number: int) -> None:
        warm.do(len, "")
        done.append(number)

    people = [threading.Thread(target=asked, args=(number,)) for number in range(6)]
    for one in people:
        one.start()
        time.sleep(0.05)
    for one in [holding, *people]:
        one.join()
    warm.close()
    assert done == sorted(done)


def test_closing_ends_what_is_done(warm: Warm) -> None:
    pid = warm.do(os.getpid)
    told: list[Ending] = []

    def asked() -> None:
        try:
            warm.do(time.sleep, 60)
        except EndedError as error:
            told.append(error.ending)

    one = threading.Thread(target=asked)
    one.start()
    time.sleep(0.3)
    warm.close()
    one.join(10)
    assert told
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
