"""Answers that were given before: as many as fit into some megabytes, the oldest go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from generator.hub.service.answer import Answer

_MOST_BYTES = 64_000_000
_LARGEST = 4_000_000


class Cache:
    """Answers by what was asked of which data."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        """Hold `most` bytes of bodies."""
        self._most, self._size, self._lock = most, 0, Lock()
        self._kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()

    def given(self, key: tuple[str, ...], made: Callable[[], Answer]) -> Answer:
        """Return the answer of a key, from `made` where there is none. An error is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = made()
        if answer.status == 200 and len(answer.body) <= _LARGEST:
            with self._lock:
                self._keep(key, answer)
        return answer

    def _keep(self, key: tuple[str, ...], answer: Answer) -> None:
        if key in self._kept:
            return
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > self._most:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)
