"""What every member has now, several asked at once; none of them holds up the others for long."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from generator.hub.fetching.bounds import TO_ASK
from generator.hub.member import Member
from generator.hub.member_task import ended_words
from generator.machine.bounded import Ending
from generator.machine.forks import Forks

_AT_ONCE = 4


def ask(
    members: Iterable[Member], environment: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield codes with the `source` that each member has now, or the `reason` for not knowing it.

    Raises OSError where no process can be started.
    """
    idle: SimpleQueue[Forks] = SimpleQueue()
    all_forks = [Forks("generator.hub.asking") for _ in range(_AT_ONCE)]
    for one in all_forks:
        idle.put(one)

    def asked(member: Member) -> tuple[str, dict[str, str]]:
        task = {"member": member.to_json(), "environment": dict(environment)}
        forks = idle.get()
        try:
            answer = forks.done(json.dumps(task, ensure_ascii=False).encode(), TO_ASK)
        finally:
            idle.put(forks)
        if answer.ending is Ending.DONE:
            return member.code, json.loads(answer.data)
        return member.code, {"reason": ended_words(answer.ending)}

    try:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            yield from threads.map(asked, members)
    finally:
        for one in all_forks:
            one.close()
